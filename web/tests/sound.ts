/** Files of sound that tests make for themselves. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RATE_HZ = 44_100;
const HEADER_BYTES = 44;

interface Sound {
  seconds: number;
  channels?: 1 | 2;
  /** Another seed, another sound. */
  seed: number;
}

/** A 16-bit WAV: a tone under soft noise, of its own pitch. */
export function wav({ seconds, channels = 1, seed }: Sound): Buffer {
  const frames = Math.round(seconds * RATE_HZ);
  const data = Buffer.alloc(HEADER_BYTES + frames * channels * 2);
  data.write("RIFF", 0);
  data.writeUInt32LE(data.length - 8, 4);
  data.write("WAVEfmt ", 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(channels, 22);
  data.writeUInt32LE(RATE_HZ, 24);
  data.writeUInt32LE(RATE_HZ * channels * 2, 28);
  data.writeUInt16LE(channels * 2, 32);
  data.writeUInt16LE(16, 34);
  data.write("data", 36);
  data.writeUInt32LE(frames * channels * 2, 40);
  const pitch_hz = 55 * 2 ** ((seed % 40) / 8);
  let noise = seed * 2_654_435_761 + 1;
  for (let frame = 0; frame < frames; frame++) {
    const beat = 1 - ((frame / RATE_HZ) * 2) % 1;
    for (let channel = 0; channel < channels; channel++) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const tone = Math.sin((2 * Math.PI * pitch_hz * frame) / RATE_HZ) * 0.2 * beat;
      const value = tone + (noise / 2 ** 32 - 0.5) * 0.02;
      data.writeInt16LE(Math.round(value * 32_767), HEADER_BYTES + (frame * channels + channel) * 2);
    }
  }
  return data;
}

/** A folder of files that goes with the test. */
export async function folderOf(files: Record<string, Buffer | string>): Promise<{ paths: string[]; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "mixmaster-sound-"));
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, content);
    paths.push(path);
  }
  return { paths, remove: () => rm(folder, { recursive: true, force: true }) };
}
