import { useRef } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { withToken } from "../../api/session";
import { Button } from "../../parts/Button";
import { Figures } from "../../parts/Figures";
import { Loading, ProblemPage } from "../../parts/States";
import { Table } from "../../parts/Table";
import { sentence } from "../../parts/Worded";
import { clock, level, spoken } from "../../parts/words";
import { AlbumFiles } from "./AlbumFiles";
import { AlbumLine } from "./AlbumLine";
import styles from "./Albums.module.css";
import { change, startOf, useAlbumReport, verdictOf, warningsOf, type AlbumReport } from "./report";

/** What came of an album. */
export function AlbumResult({ job }: { job: Job }) {
  const { data: report, error, refetch } = useAlbumReport(job.job_id);
  const audio = useRef<HTMLAudioElement>(null);
  if (error) return <ProblemPage error={error} onRetry={() => void refetch()} />;
  if (!report) return <Loading what="The album" lines={6} />;
  const { mood, words, more } = verdictOf(report);
  const warnings = warningsOf(report);
  const image = job.results?.album_image_url;
  const play = (at_s: number) => {
    if (!audio.current) return;
    audio.current.currentTime = at_s;
    void audio.current.play();
  };
  return (
    <article className={styles.page}>
      <header className={styles.verdict}>
        <p className={styles.album}>{[report.title ?? songTitle(job), report.artist].filter(Boolean).join(" · ")}</p>
        <h1 data-mood={mood}>{words}</h1>
        <p className={styles.words}>{more} {`All were brought towards “${report.anchor}”.`}</p>
      </header>
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Worth knowing">{warnings.map((warning) => <li key={warning}>{sentence(warning)}</li>)}</ul>
      )}
      <Figures figures={figuresOf(report)} />
      <section className={styles.listen} aria-label="Listen">
        <AlbumLine report={report} onPlay={image ? play : undefined} />
        {image && <audio ref={audio} controls preload="metadata" src={withToken(image)} aria-label="The whole album" />}
      </section>
      <Tracks report={report} onPlay={image ? play : undefined} />
      <AlbumFiles job={job} />
    </article>
  );
}

function figuresOf({ programme, tracks, profile }: AlbumReport) {
  const told = (value: number | null, unit: string) => (value == null ? "–" : level(value, unit));
  return [
    { name: "Length", value: clock(programme.duration_s) },
    { name: "Songs", value: String(tracks.length) },
    { name: "Loudness of the whole", value: told(programme.integrated_lufs, "LUFS") },
    { name: "Highest true peak", value: told(programme.true_peak_dbtp, "dBTP") },
    { name: "Range", value: told(programme.range_lu, "LU") },
    { name: "Profile", value: spoken(profile) },
  ];
}

function Tracks({ report, onPlay }: { report: AlbumReport; onPlay?: (at_s: number) => void }) {
  const rate_hz = Math.max(1, report.sample_rate_hz);
  return (
    <section className={styles.section}>
      <h2>The songs</h2>
      <p className={styles.words}>Loudness, and distance from the album’s tone, as each song came and as it is now.</p>
      <Table
        caption="The songs"
        captionHidden
        head={["", "Song", "Starts", "Length", "Loudness", "Tone", "True peak", "Range", "Silence after"].slice(onPlay ? 0 : 1).map((name, index) => name || <span key={index} className="hearOnly">Play</span>)}
      >
        {report.tracks.map((track) => (
          <tr key={track.number}>
            {onPlay && (
              <td><Button look="quiet" size="icon" aria-label={`Play ${track.title}`} title="Play from here" onClick={() => onPlay(startOf(report, track))}>▶</Button></td>
            )}
            <th scope="row">{`${track.number} ${track.title}`}{track.title === report.anchor && <span className={styles.tag}> anchor</span>}</th>
            <td>{clock(startOf(report, track))}</td>
            <td>{clock(track.frames / rate_hz)}</td>
            <td>{change(track.before_lufs, track.after_lufs, "LUFS")}</td>
            <td>{change(track.tone?.before, track.tone?.after, "dB off")}</td>
            <td>{track.true_peak_dbtp == null ? "–" : level(track.true_peak_dbtp, "dBTP", 2)}</td>
            <td>{track.range_lu == null ? "–" : level(track.range_lu, "LU")}</td>
            <td>{track.gap_frames === 0 ? "–" : `${(track.gap_frames / rate_hz).toFixed(1)} s`}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
