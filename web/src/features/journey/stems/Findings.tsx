import type { Finding } from "../../../api/contract";
import styles from "./Findings.module.css";

const WORDS: Record<Finding["verdict"], string> = { sure: "Will be repaired", likely: "Likely", unclear: "Unclear" };

/** What the doctor found, and what will be done: sure faults are repaired, likely ones only told. */
export function Findings({ findings, stem }: { findings: Finding[]; stem: string }) {
  return (
    <ul className={styles.findings} aria-label={`Remarks on ${stem}`}>
      {findings.map(({ kind, verdict, text, action }, index) => (
        <li key={index} className={styles.finding} data-verdict={verdict} data-kind={kind}>
          <b>{WORDS[verdict] ?? verdict}</b>
          <span>{text}{action && <> <span className={styles.action}>{`→ ${action}`}</span></>}</span>
        </li>
      ))}
    </ul>
  );
}
