/** Which part of the song a change is tried on. */

import type { Drawn, Section } from "./report";

export interface Span {
  start_s: number;
  length_s: number;
}

export const SPAN_S_MIN = 15;
export const SPAN_S_MAX = 30;

/** A span of at least 15 and at most 30 s around what was marked, inside the song. */
export function heldSpan(from_s: number, to_s: number, duration_s: number): Span {
  const length_s = Math.min(SPAN_S_MAX, Math.max(SPAN_S_MIN, to_s - from_s), duration_s);
  const start_s = Math.max(0, Math.min(from_s, duration_s - length_s));
  return { start_s: round(start_s), length_s: round(length_s) };
}

/** The loudest quarter of a minute: where a change is heard best. */
export function loudestSpan(drawn: Drawn | null | undefined, duration_s: number): Span {
  const step_s = drawn?.step_s ?? 1;
  const levels = drawn?.short_term_lufs ?? [];
  const steps = Math.round(SPAN_S_MIN / step_s);
  let [best, bestAt, sum] = [-1, 0, 0];
  levels.forEach((lufs, index) => {
    sum += 10 ** (lufs / 10);
    if (index >= steps) sum -= 10 ** ((levels[index - steps] ?? -100) / 10);
    if (index >= steps - 1 && sum > best) [best, bestAt] = [sum, index - steps + 1];
  });
  return heldSpan(bestAt * step_s, bestAt * step_s + SPAN_S_MIN, duration_s);
}

export function sectionAt(sections: readonly Section[] | undefined, time_s: number): Section | undefined {
  return sections?.find(({ start_s, end_s }) => time_s >= start_s && time_s < end_s);
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
