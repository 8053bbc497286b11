/** Loudness after ITU-R BS.1770-4, integrated and over time, of what the service has not measured. */

import type { Sound } from "./resampled";

interface Biquad {
  b: [number, number, number];
  a: [number, number];
}

/** Filters are designed anew for each rate; constants are those behind the standard's tables for 48 kHz. */
function kWeighting(rate_hz: number): [Biquad, Biquad] {
  const shelf = { hz: 1681.974450955533, gain_db: 3.999843853973347, q: 0.7071752369554196 };
  const pass = { hz: 38.13547087602444, q: 0.5003270373238773 };
  const k = Math.tan((Math.PI * shelf.hz) / rate_hz);
  const high = 10 ** (shelf.gain_db / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / shelf.q + k * k;
  const c = Math.tan((Math.PI * pass.hz) / rate_hz);
  const p0 = 1 + c / pass.q + c * c;
  return [
    {
      b: [(high + (band * k) / shelf.q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / shelf.q + k * k) / a0],
      a: [(2 * (k * k - 1)) / a0, (1 - k / shelf.q + k * k) / a0],
    },
    { b: [1, -2, 1], a: [(2 * (c * c - 1)) / p0, (1 - c / pass.q + c * c) / p0] },
  ];
}

/** `state` is what it goes on from, piece after piece. */
function filtered(samples: Float32Array, { b, a }: Biquad, state: [number, number] = [0, 0]): Float32Array {
  const out = new Float32Array(samples.length);
  let [s1, s2] = state;
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] ?? 0;
    const y = b[0] * x + s1;
    s1 = b[1] * x - a[0] * y + s2;
    s2 = b[2] * x - a[1] * y;
    out[index] = y;
  }
  [state[0], state[1]] = [s1, s2];
  return out;
}

const BLOCK_S = 0.4;
const STEP_S = 0.1;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

const lufsOf = (power: number) => -0.691 + 10 * Math.log10(power);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one or two channels; nothing where everything is silent. A single channel counts once. */
export function integrated_lufs(channels: readonly Float32Array[], rate_hz: number): number | undefined {
  const [shelf, pass] = kWeighting(rate_hz);
  const weighted = channels.map((samples) => filtered(filtered(samples, shelf), pass));
  const [block, step] = [Math.round(BLOCK_S * rate_hz), Math.round(STEP_S * rate_hz)];
  const powers: number[] = [];
  for (let at = 0; at + block <= (weighted[0]?.length ?? 0); at += step) {
    let power = 0;
    for (const samples of weighted) {
      let sum = 0;
      for (let index = at; index < at + block; index++) sum += (samples[index] ?? 0) ** 2;
      power += sum / block;
    }
    powers.push(power);
  }
  const loud = powers.filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
  if (loud.length === 0) return undefined;
  const gate = lufsOf(mean(loud)) + RELATIVE_GATE_LU;
  return lufsOf(mean(loud.filter((power) => lufsOf(power) > gate)));
}

const SHORT_TERM_S = 3;
export const HISTORY_STEP_S = 0.5;
const SILENT_LUFS = -100;
/** Pieces that are worked out in one go: each takes a few ms, and the page draws in between. */
const PIECE_STEPS = 4;

/** Loudness of the 3 s before each step; −100 where there is nothing, and at the beginning. */
export async function shortTerm_lufs(sound: Sound): Promise<number[]> {
  const { format } = sound;
  const step = Math.round(HISTORY_STEP_S * format.rate_hz);
  const filters = kWeighting(format.rate_hz);
  const states = Array.from({ length: format.channels }, () => filters.map((): [number, number] => [0, 0]));
  const powers: number[] = [];
  for (let at = 0; at < format.frames; at += step * PIECE_STEPS) {
    const piece = await sound.frames(at, Math.min(step * PIECE_STEPS, format.frames - at));
    const weighted = piece.map((samples, channel) => filters.reduce((passed, filter, stage) => filtered(passed, filter, states[channel]?.[stage]), samples as Float32Array));
    for (let from = 0; from < (piece[0]?.length ?? 0); from += step) {
      powers.push(weighted.reduce((sum, samples) => sum + meanSquare(samples, from, step), 0));
    }
  }
  const window = SHORT_TERM_S / HISTORY_STEP_S;
  return [SILENT_LUFS, ...powers].map((_, index) => (index < window ? SILENT_LUFS : Math.max(SILENT_LUFS, lufsOf(mean(powers.slice(index - window, index))))));
}

/** Over a step, also where the sound ends in it: what is not there is silence. */
function meanSquare(samples: Float32Array, from: number, step: number): number {
  let sum = 0;
  for (let index = from; index < Math.min(from + step, samples.length); index++) sum += (samples[index] as number) ** 2;
  return sum / step;
}
