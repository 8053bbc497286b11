import { memo, useMemo } from "react";

import styles from "./Waveform.module.css";

interface WaveformProps {
  label: string;
  /** Extremes, −127 to 127. */
  min: readonly number[];
  max: readonly number[];
  colour: string;
  /** How many columns are drawn at most. */
  columns?: number;
}

const FULL = 127;

/** A waveform that stands still, as one path: it scales, and it follows the theme by itself. */
export const Waveform = memo(function Waveform({ label, min, max, colour, columns = 400 }: WaveformProps) {
  const { path, count } = useMemo(() => outline(min, max, columns), [min, max, columns]);
  return (
    <svg className={styles.waveform} viewBox={`0 -${FULL} ${count} ${2 * FULL}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={path} fill={colour} />
    </svg>
  );
});

/** Down the upper edge, back along the lower one; several points become the extreme of them. */
export function outline(min: readonly number[], max: readonly number[], columns: number): { path: string; count: number } {
  const count = Math.max(1, Math.min(columns, max.length));
  const upper: string[] = [];
  const lower: string[] = [];
  for (let column = 0; column < count; column++) {
    const [from, to] = [column, column + 1].map((edge) => Math.floor((edge * max.length) / count)) as [number, number];
    let [top, bottom] = [0, 0];
    for (let at = from; at < to; at++) {
      top = Math.max(top, max[at] ?? 0);
      bottom = Math.min(bottom, min[at] ?? 0);
    }
    // Silence is a line, not nothing.
    upper.push(`${column} ${-Math.max(top, 1)}`);
    lower.push(`${column} ${-Math.min(bottom, -1)}`);
  }
  return { path: `M${upper.join("L")}L${lower.reverse().join("L")}Z`, count };
}
