/** Places on the console's curves: 640 × 220, logarithmic in frequency. */

import { showNumber } from "../../parts/scale";
import { clock, spoken } from "../../parts/words";

/** What people hear; the engine's own range goes further. */
export const [LOW_HZ, HIGH_HZ] = [20, 20_000];
export const [WIDTH, HEIGHT] = [640, 220];
/** Half the height of a curve, in dB: the smallest that holds what is drawn. */
const SPANS_DB = [6, 12, 24];

export const x = (hz: number) => (Math.log(hz / LOW_HZ) / Math.log(HIGH_HZ / LOW_HZ)) * WIDTH;
export const freqAt = (place: number) => LOW_HZ * (HIGH_HZ / LOW_HZ) ** Math.min(1, Math.max(0, place / WIDTH));

/** Places of levels around 0 dB. */
export function levels(span_db: number, height = HEIGHT) {
  const held = (db: number) => Math.max(-span_db, Math.min(span_db, db));
  return {
    span_db,
    y: (db: number) => ((span_db - held(db)) / (2 * span_db)) * height,
    dbAt: (place: number) => span_db - (Math.min(height, Math.max(0, place)) / height) * 2 * span_db,
    ticks_db: [1, 0.5, 0, -0.5, -1].map((share) => share * span_db),
  };
}

export type Levels = ReturnType<typeof levels>;

/** A point at the edge needs room beyond it, or it could not be dragged there. */
export function spanFor(gains_db: readonly number[]): number {
  const largest = Math.max(0, ...gains_db.map(Math.abs));
  return SPANS_DB.find((span_db) => largest < span_db * 0.95) ?? SPANS_DB.at(-1) ?? 24;
}


export const gainText = (db: number) => showNumber(db, { min: 0, max: 0, step: 0.1, unit: "dB", signed: true });
/** `50`, `1k`, `10k`: on an axis. */
export const freqMark = (hz: number) => (hz >= 1000 ? `${hz / 1000}k` : String(hz));
/** `+6`, `0`, `−6`: on an axis. */
export const gainMark = (db: number) => `${db > 0 ? "+" : db < 0 ? "−" : ""}${Math.abs(db)}`;
/** Along the left of a curve around 0 dB. */
export const gainMarks = ({ ticks_db, y }: Levels, height: number) => ticks_db.map((db, index) => ({ at: y(db) / height, text: index === 0 ? `${gainMark(db)} dB` : gainMark(db), isMinor: index % 2 === 1 }));

const TIME_MARKS = 4;
/** Along the bottom of what runs over the song. */
export const timeMarks = (length_s: number) => Array.from({ length: TIME_MARKS + 1 }, (_, index) => ({ at: index / TIME_MARKS, text: clock((index / TIME_MARKS) * length_s), isMinor: index % 2 === 1 }));
export const aside = spoken;
