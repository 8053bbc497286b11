/** The spectrum against the profile's corridor, as the engine and its report reckon it. */

import type { Corridor, Drawn } from "./report";

export interface Point {
  hz: number;
  db: number;
}

const CENTRE_LOWEST_HZ = 31.25;
const FLOOR_DB = -100;

/** Levels of mid and side together, less their mean from 100 Hz to 5 kHz. */
export function toneOf({ band_hz, mid_db, side_db }: Drawn): Point[] {
  const power = (db: number | undefined) => (db !== undefined && db > FLOOR_DB ? 10 ** (db / 10) : 0);
  return centred(band_hz.map((hz, index) => ({ hz, db: 10 * Math.log10(Math.max(power(mid_db[index]) + power(side_db[index]), 1e-12)) })));
}

export function goalOf({ octave_db }: Corridor, { band_hz }: Drawn): Point[] {
  const last = octave_db.length - 1;
  return centred(band_hz.map((hz) => {
    const place = Math.min(last, Math.max(0, Math.log2(hz / CENTRE_LOWEST_HZ)));
    const below = Math.min(Math.floor(place), last - 1);
    const [a = 0, b = 0] = octave_db.slice(below, below + 2);
    return { hz, db: a + (b - a) * (place - below) };
  }));
}

/** Wider at both ends, where records differ most. */
export function tolerance_db({ tolerance_db: middle }: Corridor, hz: number): number {
  const towards = (inner: number, outer: number, more: number) =>
    more * Math.min(1, Math.max(0, Math.log2(hz / inner) / Math.log2(outer / inner)));
  return middle * (1 + towards(400, 45, 1) + towards(2500, 12_000, 0.75));
}

/** Share of the bands from 40 Hz to 14 kHz that lie inside, in percent. */
export function inside_pct(corridor: Corridor, drawn: Drawn): number {
  const goal = goalOf(corridor, drawn);
  const bands = toneOf(drawn).map((point, index) => ({ ...point, off: Math.abs(point.db - (goal[index]?.db ?? 0)) })).filter(({ hz }) => hz >= 40 && hz < 14_000);
  const kept = bands.filter(({ hz, off }) => off <= tolerance_db(corridor, hz));
  return bands.length === 0 ? 0 : (100 * kept.length) / bands.length;
}

function centred(points: Point[]): Point[] {
  const middle = points.filter(({ hz }) => hz >= 100 && hz < 5000);
  const mean = middle.reduce((sum, { db }) => sum + db, 0) / Math.max(1, middle.length);
  return points.map(({ hz, db }) => ({ hz, db: db - mean }));
}
