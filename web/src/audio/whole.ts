/** A file that is no WAV: fetched and decoded by the browser at once, since only WAV can be read in parts. */

import type { ReadBytes } from "./source";
import type { Sound } from "./resampled";

/** A song of ten minutes as FLAC. Decoded it takes about 230 MB: more would be too much for a phone. */
const BYTES_MAX = 100_000_000;
const LENGTH_S_MAX = 600;

export async function decodeWhole(read: ReadBytes, rate_hz: number): Promise<Sound> {
  const bytes = await read(0, BYTES_MAX);
  if (bytes.byteLength >= BYTES_MAX) throw new Error(`it is no WAV and has more than ${BYTES_MAX / 1e6} MB`);
  // The context's rate is what the browser decodes to.
  const decoded = await new OfflineAudioContext(2, 1, rate_hz).decodeAudioData(bytes);
  if (decoded.duration > LENGTH_S_MAX) throw new Error(`it is no WAV and longer than ${LENGTH_S_MAX / 60} minutes`);
  return {
    format: { rate_hz, channels: Math.min(2, decoded.numberOfChannels), frames: decoded.length },
    frames: (from, count) => Promise.resolve(Array.from({ length: Math.min(2, decoded.numberOfChannels) }, (_, channel) => {
      const out = new Float32Array(count);
      const first = Math.max(0, from);
      out.set(decoded.getChannelData(channel).subarray(first, Math.max(first, from + count)), first - from);
      return out;
    })),
  };
}
