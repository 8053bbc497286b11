/** Another record beside a song: it has a length of its own. Where it ends before the song it ends for good, and where the
 * song ends before it so does it: both without a click. */

import type { Sound } from "./resampled";
import type { Chunk } from "./source";

/** A record that is cut in its middle goes within this. */
const FADE_S = 0.03;

const made = new WeakMap<Sound, Sound>();

/** The record over the `frames` of a song; the same object for the same record and song. */
export function beside(record: Sound, frames: number): Sound {
  const known = made.get(record);
  if (known?.format.frames === frames) return known;
  const { rate_hz, channels } = record.format;
  const end = Math.min(record.format.frames, frames);
  const fade = Math.min(end, Math.round(FADE_S * rate_hz));
  const sound: Sound = {
    format: { ...record.format, frames },
    frames: async (from, count) => {
      const out: Chunk = Array.from({ length: channels }, () => new Float32Array(count));
      const first = Math.max(0, from);
      const given = Math.min(from + count, end) - first;
      if (given <= 0) return out;
      const chunk = await record.frames(first, given);
      chunk.forEach((samples, channel) => out[channel]?.set(faded(samples, first - (end - fade), fade), first - from));
      return out;
    },
  };
  made.set(record, sound);
  return sound;
}

/** The tail of a piece that lies in the fade, which begins at 0 and is `fade` long; `at` is where the piece begins. */
function faded(samples: Float32Array<ArrayBuffer>, at: number, fade: number): Float32Array<ArrayBuffer> {
  for (let index = Math.max(0, -at); index < samples.length; index++) {
    samples[index] = (samples[index] as number) * (0.5 + 0.5 * Math.cos((Math.PI * (at + index + 1)) / fade));
  }
  return samples;
}
