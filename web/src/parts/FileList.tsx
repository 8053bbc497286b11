import { withToken } from "../api/session";
import { LinkButton } from "./Button";
import styles from "./FileList.module.css";

export interface FileLink {
  name: string;
  says: string;
  url: string;
}

interface FileListProps {
  files: readonly FileLink[];
  /** The first is what one came for. */
  hasLead?: boolean;
}

/** Files to be taken away: each a button, with what it is beside it. */
export function FileList({ files, hasLead = false }: FileListProps) {
  return (
    <ul className={styles.files}>
      {files.map(({ name, says, url }, index) => (
        <li key={url}>
          <LinkButton outside look={hasLead && index === 0 ? "primary" : "plain"} href={withToken(url)} download>{name}</LinkButton>
          <span>{says}</span>
        </li>
      ))}
    </ul>
  );
}
