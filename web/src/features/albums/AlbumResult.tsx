import { useRef, useState } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { withToken } from "../../api/session";
import { Button, LinkButton } from "../../parts/Button";
import { Figures } from "../../parts/Figures";
import { Loading, ProblemPage } from "../../parts/States";
import { Table } from "../../parts/Table";
import { sentence } from "../../parts/Worded";
import { clock, level, spoken } from "../../parts/words";
import { AlbumFiles } from "./AlbumFiles";
import { AlbumLine } from "./AlbumLine";
import { LaterSingle } from "./LaterSingle";
import styles from "./Albums.module.css";
import { change, startOf, useAlbumReport, verdictOf, warningsOf, type AlbumReport, type AlbumTrack } from "./report";
import { useAlbumAudio } from "./useAlbumAudio";

const CUE_FRAME_S = 1 / 75;

/** What came of an album. */
export function AlbumResult({ job }: { job: Job }) {
  const [isAdding, setAdding] = useState(false);
  const { data: report, error, refetch } = useAlbumReport(job.job_id);
  const element = useRef<HTMLAudioElement>(null);
  const audio = useAlbumAudio(element, job, report);
  if (error) return <ProblemPage error={error} onRetry={() => void refetch()} />;
  if (!report) return <Loading what="The album" lines={6} />;
  const title = report.title ?? songTitle(job);
  const { mood, words, more } = verdictOf(report);
  const warnings = warningsOf(report);
  return (
    <article className={styles.page}>
      <header className={styles.verdict}>
        <p className={styles.album}>{[title, report.artist].filter(Boolean).join(" · ")}</p>
        <h1 data-mood={mood}>{words}</h1>
        <p className={styles.words}>{more} {`All were brought towards “${report.anchor}”.`}</p>
      </header>
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Worth knowing">{warnings.map((warning) => <li key={warning}>{sentence(warning)}</li>)}</ul>
      )}
      <Figures figures={figuresOf(report)} />
      <section className={styles.listen} aria-label="Listen">
        <AlbumLine report={report} onPlay={audio?.play} />
        {audio && <audio ref={element} controls preload="metadata" src={audio.src} aria-label={audio.label} onEnded={audio.onEnded} />}
      </section>
      <Tracks report={report} urls={job.results?.track_urls ?? []} onPlay={audio?.play} />
      <section className={styles.section}>
        <h2>What comes later</h2>
        <p className={styles.words}>A single that is released after the album can be mastered to it: the same tone, the loudness of its median song.</p>
        <p><Button onClick={() => setAdding(true)}>Add a later single</Button></p>
      </section>
      <AlbumFiles job={job} />
      {isAdding && <LaterSingle album={job.job_id} title={title} onClose={() => setAdding(false)} />}
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

/** What is less than a frame of the cue sheet is none: the next song starts on one. */
function silenceAfter({ number, gap_frames }: AlbumTrack, { tracks, sample_rate_hz }: AlbumReport): string {
  if (number === tracks.length) return "–";
  const gap_s = gap_frames / Math.max(1, sample_rate_hz);
  return gap_s < CUE_FRAME_S ? "none" : `${gap_s.toFixed(1)} s`;
}

interface TracksProps {
  report: AlbumReport;
  /** A file each, where the service has them. */
  urls: string[];
  onPlay?: (track: AlbumTrack) => void;
}

function Tracks({ report, urls, onPlay }: TracksProps) {
  const rate_hz = Math.max(1, report.sample_rate_hz);
  const head = [
    ...(onPlay ? [<span key="play" className="hearOnly">Play</span>] : []),
    "Song", "Starts", "Length", "Loudness", "Tone", "True peak", "Range", "Silence after",
    ...(urls.length > 0 ? [<span key="file" className="hearOnly">File</span>] : []),
  ];
  return (
    <section className={styles.section}>
      <h2>The songs</h2>
      <p className={styles.words}>Loudness, and distance from the album’s tone, as each song came and as it is now.</p>
      <Table caption="The songs" captionHidden head={head}>
        {report.tracks.map((track) => (
          <tr key={track.number}>
            {onPlay && (
              <td><Button look="quiet" size="icon" aria-label={`Play ${track.title}`} title="Play from here" onClick={() => onPlay(track)}>▶</Button></td>
            )}
            <th scope="row">{`${track.number} ${track.title}`}{track.title === report.anchor && <span className={styles.tag}> anchor</span>}</th>
            <td>{clock(startOf(report, track))}</td>
            <td>{clock(track.frames / rate_hz)}</td>
            <td>{change(track.before_lufs, track.after_lufs, "LUFS")}</td>
            <td>{change(track.tone?.before, track.tone?.after, "dB off")}</td>
            <td>{track.true_peak_dbtp == null ? "–" : level(track.true_peak_dbtp, "dBTP", 2)}</td>
            <td>{track.range_lu == null ? "–" : level(track.range_lu, "LU")}</td>
            <td>{silenceAfter(track, report)}</td>
            {urls.length > 0 && (
              <td><LinkButton outside look="quiet" href={withToken(urls[track.number - 1] ?? "")} download aria-label={`Download ${track.title}`}>Download</LinkButton></td>
            )}
          </tr>
        ))}
      </Table>
    </section>
  );
}
