import { memo, useRef } from "react";

import type { Player } from "../../audio/player";
import { level } from "../../parts/words";
import styles from "./Player.module.css";
import { useEachFrame } from "./usePlayer";

export interface LoudnessHistory {
  step_s: number;
  /** −100 where there is nothing. */
  short_term_lufs: readonly number[];
  integrated_lufs?: number;
  /** Another record than the song. */
  isRecord?: boolean;
}

interface LoudnessLineProps {
  player: Player;
  heard?: LoudnessHistory;
  duration_s: number;
}

const SPAN_LU = 18;
const SILENT_LUFS = -70;

/** Short-term loudness over the song, under the waveform, with the level of the moment in words. */
export function LoudnessLine({ player, heard, duration_s }: LoudnessLineProps) {
  const text = useRef<HTMLElement>(null);
  useEachFrame(player, (now_s) => {
    if (!text.current) return;
    const lufs = heard?.short_term_lufs[Math.floor(now_s / heard.step_s)] ?? -100;
    const told = lufs > SILENT_LUFS ? level(lufs, "LUFS") : "–";
    if (text.current.textContent !== told) text.current.textContent = told;
  });
  // Its place is kept: what stands below must not jump while it is measured.
  if (!heard) return <div className={styles.loudness}><div className={styles.line} /><span className={styles.loudnessText}>Loudness: being measured</span></div>;
  return (
    <div className={styles.loudness}>
      <Line history={heard} duration_s={duration_s} />
      <span className={styles.loudnessText}>
        Loudness over 3 s: <span ref={text}>–</span>
        {heard.integrated_lufs !== undefined && `; the whole ${heard.isRecord ? "record" : "song"}, dashed: ${level(heard.integrated_lufs, "LUFS")}`}
      </span>
    </div>
  );
}

const Line = memo(function Line({ history, duration_s }: { history: LoudnessHistory; duration_s: number }) {
  const loud = history.short_term_lufs.filter((lufs) => lufs > SILENT_LUFS);
  const top = Math.ceil(Math.max(...loud, -40) + 1);
  const points = history.short_term_lufs
    .map((lufs, index) => [((index * history.step_s) / duration_s) * 1000, Math.min(SPAN_LU, top - lufs), lufs] as const)
    .filter(([, , lufs]) => lufs > SILENT_LUFS);
  const path = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(2)}`).join("");
  const quietest = Math.min(...loud);
  const label = loud.length > 0 ? `Short-term loudness from ${level(quietest, "LUFS")} to ${level(Math.max(...loud), "LUFS")}` : "Short-term loudness: silence";
  return (
    <svg className={styles.line} viewBox={`0 0 1000 ${SPAN_LU}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {history.integrated_lufs !== undefined && <path d={`M0 ${top - history.integrated_lufs}H1000`} className={styles.lineMean} />}
      <path d={path} className={styles.linePath} />
    </svg>
  );
});
