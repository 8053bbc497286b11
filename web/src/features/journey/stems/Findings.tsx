import type { Finding } from "../../../api/analyses";
import { cx } from "../../../parts/cx";
import styles from "./Findings.module.css";

const WORDS: Record<string, string> = { sure: "Sure", likely: "Likely", unclear: "Unclear" };

/** What the doctor found, how sure that is, and what will be done or is to do. */
export function Findings({ findings, stem }: { findings: Finding[]; stem: string }) {
  return (
    <ul className={styles.findings} aria-label={`Remarks on ${stem}`}>
      {findings.map(({ kind, verdict, text, action, mended, others }) => (
        <li key={kind + text} className={cx(styles.finding, mended && styles.mended)}>
          <b>{mended ? "Will be repaired" : WORDS[verdict] ?? verdict}</b>
          <span>
            {text}
            {others.length > 0 && `, with ${others.join(", ")}`}
            {action && <span className={styles.action}>{` → ${action}`}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
