/** Peaks over short windows, of single files and of sums of files. */

import type { Chunk } from "../../audio/source";

export const WINDOW_S = 0.05;
export const SPAN_S = 2;
const WINDOWS = Math.round(SPAN_S / WINDOW_S);
/** Files that are fetched at once. */
const AT_ONCE = 4;

export interface Wanted {
  name: string;
  /** What sounds together: of a stem one file, of a bus all that go there. */
  files: readonly string[];
}

/** Peaks of each that is wanted; every file is read once, however many want it. */
export async function peaksOf(wanted: readonly Wanted[], read: (file: string) => Promise<Chunk>): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const sums = new Map<string, Chunk>();
  const found = new Map<string, Float32Array<ArrayBuffer>>();
  const files = [...new Set(wanted.flatMap((one) => one.files))];
  const lane = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      const chunk = await read(file);
      for (const { name, files: parts } of wanted) {
        if (!parts.includes(file)) continue;
        if (parts.length === 1) found.set(name, windowed(chunk));
        else add(sums, name, chunk);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  for (const [name, sum] of sums) found.set(name, windowed(sum));
  return found;
}

function add(sums: Map<string, Chunk>, name: string, chunk: Chunk): void {
  const sum = sums.get(name);
  if (!sum) {
    sums.set(name, chunk.map((samples) => samples.slice()));
    return;
  }
  sum.forEach((samples, channel) => {
    const more = chunk[channel] ?? chunk[0];
    for (let index = 0; more && index < samples.length; index++) samples[index] = (samples[index] as number) + (more[index] ?? 0);
  });
}

function windowed(chunk: Chunk): Float32Array<ArrayBuffer> {
  const peaks = new Float32Array(WINDOWS);
  for (const samples of chunk) {
    const window = samples.length / WINDOWS;
    for (let at = 0; at < WINDOWS; at++) {
      let peak = peaks[at] as number;
      for (let index = Math.floor(at * window), end = Math.floor((at + 1) * window); index < end; index++) peak = Math.max(peak, Math.abs(samples[index] as number));
      peaks[at] = peak;
    }
  }
  return peaks;
}
