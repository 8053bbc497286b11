/** A WAV at an address, read by ranges as far as it is needed and forgotten again. */

import { decodeFrames, HEADER_BYTES_MAX, readHeader, type WavFormat } from "./wav";

/** Reads `[from, to)` of a file; asked for more than there is, it gives what there is. */
export type ReadBytes = (from: number, to: number, signal?: AbortSignal) => Promise<ArrayBuffer>;

/** Length of what is fetched and scheduled at once, in seconds. */
const CHUNK_S = 2;
/** How much of a track is kept decoded, in seconds. A stereo minute at 48 kHz takes 23 MB. */
const KEPT_S = 60;

export type Chunk = Float32Array<ArrayBuffer>[];

export class WavSource {
  private readonly chunks = new Map<number, Promise<Chunk>>();

  private constructor(
    readonly format: WavFormat,
    private readonly read: ReadBytes,
    readonly chunk_frames: number,
    private readonly chunksKept: number,
  ) {}

  static async open(read: ReadBytes, kept_s = KEPT_S): Promise<WavSource> {
    const format = readHeader(await read(0, HEADER_BYTES_MAX));
    return new WavSource(format, read, Math.round(CHUNK_S * format.rate_hz), Math.ceil(kept_s / CHUNK_S));
  }

  get chunkCount(): number {
    return Math.ceil(this.format.frames / this.chunk_frames);
  }

  /** Chunks that are held or on their way. */
  get held(): number {
    return this.chunks.size;
  }

  /** These frames; silence where the file has none. */
  async frames(from: number, count: number): Promise<Chunk> {
    const { channels, frames } = this.format;
    const out = Array.from({ length: channels }, () => new Float32Array(count));
    const [first, end] = [Math.max(0, from), Math.min(frames, from + count)];
    const indices: number[] = [];
    for (let index = Math.floor(first / this.chunk_frames); index * this.chunk_frames < end; index++) indices.push(index);
    const chunks = await Promise.all(indices.map((index) => this.chunk(index)));
    chunks.forEach((chunk, at) => {
      const begins = (indices[at] ?? 0) * this.chunk_frames;
      const [left, right] = [Math.max(first, begins), Math.min(end, begins + this.chunk_frames)];
      chunk.forEach((samples, channel) => out[channel]?.set(samples.subarray(left - begins, right - begins), left - from));
    });
    return out;
  }

  /** Chunk `index`, decoded; those furthest from it make room. */
  private chunk(index: number): Promise<Chunk> {
    const known = this.chunks.get(index);
    if (known) return known;
    const fetched = this.fetch(index);
    this.chunks.set(index, fetched);
    fetched.catch(() => this.chunks.delete(index));
    this.makeRoom(index);
    return fetched;
  }

  private async fetch(index: number): Promise<Chunk> {
    const { data_at, frame_bytes, frames } = this.format;
    const from = index * this.chunk_frames;
    const to = Math.min(frames, from + this.chunk_frames);
    const bytes = await this.read(data_at + from * frame_bytes, data_at + to * frame_bytes);
    if (bytes.byteLength < (to - from) * frame_bytes) throw new Error("the file ended before its time");
    return decodeFrames(bytes, this.format);
  }

  private makeRoom(around: number): void {
    const byDistance = [...this.chunks.keys()].sort((a, b) => Math.abs(b - around) - Math.abs(a - around));
    for (const index of byDistance.slice(0, Math.max(0, this.chunks.size - this.chunksKept))) this.chunks.delete(index);
  }
}

/** Reads by HTTP `Range`. */
export function httpReader(url: string, headers: () => Record<string, string>): ReadBytes {
  return async (from, to, signal) => {
    const response = await fetch(url, { headers: { ...headers(), range: `bytes=${from}-${to - 1}` }, signal });
    if (!response.ok) throw new RangeRefused(response.status);
    const bytes = await response.arrayBuffer();
    // A proxy that knows no ranges sends all of it.
    return response.status === 206 ? bytes : bytes.slice(from, to);
  };
}

export class RangeRefused extends Error {
  constructor(readonly status: number) {
    super(status === 404 ? "it is not there" : `the service answered ${status}`);
  }
}
