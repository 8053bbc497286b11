/** Places on the console's curves: 640 × 220, logarithmic in frequency. */

import { spoken } from "../../parts/words";

export const [LOW_HZ, HIGH_HZ, DB_SPAN] = [20, 20_000, 15];
const [WIDTH, HEIGHT] = [640, 220];

export const x = (hz: number) => (Math.log(hz / LOW_HZ) / Math.log(HIGH_HZ / LOW_HZ)) * WIDTH;
export const y = (db: number) => ((DB_SPAN - Math.max(-DB_SPAN, Math.min(DB_SPAN, db))) / (2 * DB_SPAN)) * HEIGHT;
export const freqAt = (place: number) => LOW_HZ * (HIGH_HZ / LOW_HZ) ** Math.min(1, Math.max(0, place / WIDTH));
export const dbAt = (place: number) => DB_SPAN - (Math.min(HEIGHT, Math.max(0, place)) / HEIGHT) * 2 * DB_SPAN;

export const freqText = (hz: number) => (hz >= 1000 ? `${(hz / 1000).toFixed(hz >= 10_000 ? 1 : 2)} kHz` : `${Math.round(hz)} Hz`);
export const gainText = (db: number) => `${db > 0 ? "+" : db < 0 ? "−" : ""}${Math.abs(db).toFixed(1)} dB`;
export const aside = spoken;
