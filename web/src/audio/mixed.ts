/** A sum of sounds, each at a gain: what a desk sends on. */

import type { Sound } from "./resampled";

export interface Part {
  source: Sound;
  gain: number;
}

/** All of one rate; as long as the longest, in stereo. A part of one channel goes to both sides; one without gain is not read. */
export function mixed(parts: readonly Part[]): Sound {
  const frames = Math.max(0, ...parts.map(({ source }) => source.format.frames));
  const rate_hz = parts[0]?.source.format.rate_hz ?? 0;
  return {
    format: { rate_hz, channels: 2, frames },
    frames: async (from, count) => {
      const out = [new Float32Array(count), new Float32Array(count)];
      const heard = parts.filter(({ gain }) => gain !== 0);
      const chunks = await Promise.all(heard.map(({ source }) => source.frames(from, count)));
      chunks.forEach((chunk, index) => out.forEach((side, channel) => add(side, chunk[channel] ?? chunk[0], heard[index]?.gain ?? 0)));
      return out;
    },
  };
}

function add(sum: Float32Array, samples: Float32Array | undefined, gain: number): void {
  if (!samples) return;
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] as number) + gain * (samples[index] ?? 0);
}
