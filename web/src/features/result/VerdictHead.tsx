import type { Job } from "../../api/jobs";
import { withMinus } from "../../parts/words";
import { OfAlbum } from "../albums/OfAlbum";
import { SongName } from "../songs/SongName";
import type { Report } from "./report";
import styles from "./Result.module.css";
import { verdictOf } from "./verdict";

interface VerdictHeadProps {
  job: Job;
  report: Report;
  isVersion: boolean;
}

/** The verdict in words, before any number. */
export function VerdictHead({ job, report, isVersion }: VerdictHeadProps) {
  const { mood, words, more, facts } = verdictOf(report);
  const { warnings } = report.qc_results;
  return (
    <header className={styles.verdict}>
      <div className={styles.song}>
        <SongName job={job} /> <span>{isVersion && "· a later version"} <span className={styles.facts}>{facts}</span></span>
      </div>
      <h1 data-mood={mood}>{words}</h1>
      <p className={styles.about}>{more}</p>
      {job.album_job_id && <div className={styles.about}><OfAlbum album={job.album_job_id} /></div>}
      {warnings.length > 0 && (
        <details className={styles.warnings}>
          <summary>Worth knowing ({warnings.length})</summary>
          <ul>{warnings.map((warning) => <li key={warning}>{withMinus(warning)}</li>)}</ul>
        </details>
      )}
    </header>
  );
}
