/** Another record beside a song: it has a length of its own, and begins again at its end. */

import type { Sound } from "./resampled";
import type { Chunk } from "./source";

const made = new WeakMap<Sound, Sound>();

/** The record, again and again, over the `frames` of a song; the same object for the same record and song. */
export function beside(record: Sound, frames: number): Sound {
  const known = made.get(record);
  if (known?.format.frames === frames) return known;
  const own = record.format.frames;
  const sound: Sound = {
    format: { ...record.format, frames },
    frames: async (from, count) => {
      const out: Chunk = Array.from({ length: record.format.channels }, () => new Float32Array(count));
      const end = Math.min(count, frames - from);
      for (let done = Math.max(0, -from); done < end && own > 0; ) {
        const at = (from + done) % own;
        const most = Math.min(end - done, own - at);
        const given = await record.frames(at, most);
        given.forEach((samples, channel) => out[channel]?.set(samples, done));
        done += most;
      }
      return out;
    },
  };
  made.set(record, sound);
  return sound;
}
