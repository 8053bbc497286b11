import { withMinus } from "../../parts/words";
import type { Report } from "./report";
import styles from "./Result.module.css";
import { verdictOf } from "./verdict";

interface VerdictHeadProps {
  title: string;
  report: Report;
  isVersion: boolean;
}

/** The verdict in words, before any number. */
export function VerdictHead({ title, report, isVersion }: VerdictHeadProps) {
  const { mood, words, more, facts } = verdictOf(report);
  const { warnings } = report.qc_results;
  return (
    <header className={styles.verdict}>
      <p className={styles.song}>{title}{isVersion && " · a later version"} <span className={styles.facts}>{facts}</span></p>
      <h1 data-mood={mood}>{words}</h1>
      <p className={styles.about}>{more}</p>
      {warnings.length > 0 && (
        <details className={styles.warnings}>
          <summary>Worth knowing ({warnings.length})</summary>
          <ul>{warnings.map((warning) => <li key={warning}>{withMinus(warning)}</li>)}</ul>
        </details>
      )}
    </header>
  );
}
