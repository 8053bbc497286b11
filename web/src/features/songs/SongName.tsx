import { useRef, useState } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { NameField } from "./NameField";
import styles from "./NameField.module.css";

/** What a song is called, with the way to call it otherwise. */
export function SongName({ job }: { job: Job }) {
  const [isNaming, setNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const title = songTitle(job);
  const shown = <span className={styles.shown}>{title}</span>;
  return (
    <span className={styles.name}>
      {isNaming ? <NameField job={job} shown={shown} home={button} onClose={() => setNaming(false)} /> : shown}
      <Button ref={button} look="quiet" aria-label={`Rename ${title}`} onClick={() => setNaming(true)}>Rename</Button>
    </span>
  );
}
