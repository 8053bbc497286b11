/** A source at another rate: a master for a CD beside a mix at 48 kHz. */

import type { Chunk } from "./source";

/** What a player asks of a file. */
export interface Sound {
  format: { rate_hz: number; channels: number; frames: number };
  frames: (from: number, count: number) => Promise<Chunk>;
}

/** Taps on each side of a sample: with this window all else lies under −90 dB up to 0.9 of the Nyquist frequency. */
const REACH = 48;
const KAISER_BETA = 9.5;

/** The same sound at `rate_hz`, frame by frame: any span of it is as if all of it had been converted. */
export function resampled(source: Sound, rate_hz: number): Sound {
  const from_hz = source.format.rate_hz;
  if (from_hz === rate_hz) return source;
  const shared = gcd(from_hz, rate_hz);
  const [up, down] = [rate_hz / shared, from_hz / shared];
  const kernels = design(up, down);
  return {
    format: { ...source.format, rate_hz, frames: Math.ceil((source.format.frames * up) / down) },
    frames: async (from, count) => {
      const first = Math.floor((from * down) / up) - REACH + 1;
      const last = Math.floor(((from + count) * down) / up) + REACH + 1;
      const given = await source.frames(first, last - first);
      return given.map((samples) => {
        const out = new Float32Array(count);
        for (let index = 0; index < count; index++) {
          const place = (from + index) * down;
          const at = Math.floor(place / up) - REACH + 1 - first;
          const kernel = kernels[((place % up) + up) % up] as Float64Array;
          let sum = 0;
          for (let tap = 0; tap < 2 * REACH; tap++) sum += (kernel[tap] as number) * (samples[at + tap] ?? 0);
          out[index] = sum;
        }
        return out;
      });
    },
  };
}

/** One windowed sinc per place between two frames of the source. */
function design(up: number, down: number): Float64Array[] {
  const cutoff = Math.min(1, up / down) * 0.97;
  return Array.from({ length: up }, (_, phase) => {
    const kernel = Float64Array.from({ length: 2 * REACH }, (_, tap) => {
      const x = tap - REACH + 1 - phase / up;
      return sinc(cutoff * x) * kaiser(x / REACH);
    });
    // Every place has the same gain: a level would ripple otherwise.
    const sum = kernel.reduce((total, value) => total + value, 0);
    return kernel.map((value) => value / sum);
  });
}

function sinc(x: number): number {
  return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** The modified Bessel function of order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
