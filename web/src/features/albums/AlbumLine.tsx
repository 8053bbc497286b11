import { clock } from "../../parts/words";
import styles from "./Albums.module.css";
import { startOf, type AlbumReport, type AlbumTrack } from "./report";

const WIDTH = 1000;
const HEIGHT = 120;
/** Points of a song: more are not seen. */
const POINTS_MAX = 250;

interface AlbumLineProps {
  report: AlbumReport;
  onPlay?: (track: AlbumTrack) => void;
}

/** The album from the first song to the last, each to be pressed. */
export function AlbumLine({ report, onPlay }: AlbumLineProps) {
  const whole_s = Math.max(1, report.programme.duration_s);
  const x = (at_s: number) => (WIDTH * at_s) / whole_s;
  const rate_hz = Math.max(1, report.sample_rate_hz);
  const label = `The album from first to last: ${report.tracks.map(({ title, after_lufs }) => `${title} ${after_lufs?.toFixed(1) ?? "silent"} LUFS`).join(", ")}`;
  return (
    <figure className={styles.line}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {report.tracks.map((track) => {
          const from_s = startOf(report, track);
          return (
            <g key={track.number}>
              <rect x={x(from_s)} width={x(track.frames / rate_hz)} y="0" height={HEIGHT} fill="var(--sunken)" />
              <path d={shapeOf(track, from_s, x)} fill="var(--sound)" />
            </g>
          );
        })}
      </svg>
      <div className={styles.starts}>
        {report.tracks.map((track) => (
          <button
            key={track.number}
            type="button"
            disabled={!onPlay}
            style={{ left: `${(100 * startOf(report, track)) / whole_s}%`, width: `${(100 * track.frames) / rate_hz / whole_s}%` }}
            title={`${track.title}, ${clock(startOf(report, track))}`}
            aria-label={`Play from ${track.title}`}
            onClick={() => onPlay?.(track)}
          >
            <span>{track.number} {track.title}</span>
          </button>
        ))}
      </div>
    </figure>
  );
}

/** Its peaks as a waveform around the middle. */
function shapeOf({ made: { step_s, peak } }: AlbumTrack, from_s: number, x: (at_s: number) => number): string {
  const stride = Math.max(1, Math.ceil(peak.length / POINTS_MAX));
  const highest = Array.from({ length: Math.ceil(peak.length / stride) }, (_, at) => Math.max(...peak.slice(at * stride, (at + 1) * stride)));
  const place = (at: number, side: 1 | -1) => `${x(from_s + at * stride * step_s).toFixed(1)} ${((HEIGHT / 2) * (1 + side * Math.min(1, highest[at] ?? 0))).toFixed(1)}`;
  const over = highest.map((_, at) => place(at, -1));
  const under = highest.map((_, at) => place(at, 1)).reverse();
  return `M${[...over, ...under].join("L")}Z`;
}
