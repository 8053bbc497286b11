import { describe, expect, it } from "vitest";

import { WavSource, type ReadBytes } from "./source";
import { decodeFrames, readHeader } from "./wav";

/** A WAV with a chunk before its audio, as tags are. */
function wav(kind: number, bits: number, channels: number, samples: number[]): ArrayBuffer {
  const width = bits / 8;
  const view = new DataView(new ArrayBuffer(58 + samples.length * width));
  const word = (at: number, text: string) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, kind, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, 48_000, true);
  view.setUint16(34, bits, true);
  word(36, "LIST");
  view.setUint32(40, 5, true);
  word(50, "data");
  view.setUint32(54, samples.length * width, true);
  samples.forEach((sample, index) => {
    const at = 58 + index * width;
    if (bits === 16) view.setInt16(at, sample * 32_768, true);
    if (bits === 32) view.setFloat32(at, sample, true);
    if (bits === 24) {
      const value = Math.round(sample * 8_388_608);
      view.setUint16(at, value & 0xffff, true);
      view.setInt8(at + 2, value >> 16);
    }
  });
  return view.buffer;
}

describe("WAV", () => {
  it("16 and 24 bits and floats are read to the last bit", () => {
    const samples = [0, 0.5, -0.5, -1, 0.25, -0.125];
    for (const [kind, bits] of [[1, 16], [1, 24], [3, 32]] as const) {
      const file = wav(kind, bits, 2, samples);
      const format = readHeader(file);
      expect(format).toMatchObject({ rate_hz: 48_000, channels: 2, frames: 3, data_at: 58 });
      const [left, right] = decodeFrames(file.slice(format.data_at), format);
      expect([...(left ?? [])]).toEqual([0, -0.5, 0.25]);
      expect([...(right ?? [])]).toEqual([0.5, -1, -0.125]);
    }
  });

  it("says what it found where it cannot be read", () => {
    expect(() => readHeader(new ArrayBuffer(44))).toThrow("no WAV");
    expect(() => readHeader(wav(1, 8, 2, []))).toThrow("8 bits");
  });
});

describe("a source", () => {
  const COUNT = 48_000 * 200;
  const value = (frame: number) => ((frame % 1000) - 500) / 1000;
  const head = wav(1, 16, 1, []);
  new DataView(head).setUint32(54, COUNT * 2, true);
  let reads = 0;
  const read: ReadBytes = (from, to) => {
    reads += 1;
    if (from === 0) return Promise.resolve(head);
    const view = new DataView(new ArrayBuffer(to - from));
    for (let at = 0; at < to - from; at += 2) view.setInt16(at, value((from + at - 58) / 2) * 32_768, true);
    return Promise.resolve(view.buffer);
  };

  it("gives any frames, with silence around the file", async () => {
    const source = await WavSource.open(read);
    const [samples] = await source.frames(95_990, 20);
    expect([...(samples ?? [])].map((sample) => Math.round(sample * 1000))).toEqual(Array.from({ length: 20 }, (_, index) => Math.round(value(95_990 + index) * 1000)));
    const [before] = await source.frames(-3, 4);
    expect([...(before ?? [])].slice(0, 3)).toEqual([0, 0, 0]);
    const [behind] = await source.frames(COUNT - 1, 3);
    expect([...(behind ?? [])].slice(1)).toEqual([0, 0]);
  });

  it("keeps a minute of it and no more", async () => {
    const source = await WavSource.open(read);
    for (let at = 0; at + 96_000 <= COUNT; at += 96_000) await source.frames(at, 96_000);
    expect(source.held).toBe(30);
    const before = reads;
    await source.frames(COUNT - 96_000, 96_000);
    expect(reads).toBe(before);
  });
});
