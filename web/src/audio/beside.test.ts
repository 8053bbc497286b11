import { expect, it } from "vitest";

import { beside } from "./beside";

const RATE_HZ = 1000;
/** A level that stands: what is taken of it is the fade. */
const record = (frames: number) => ({
  format: { rate_hz: RATE_HZ, channels: 2, frames },
  frames: (_: number, count: number) => Promise.resolve([1, -1].map((level) => new Float32Array(count).fill(level))),
});
const FADE = 30;

async function whole(sound: ReturnType<typeof beside>, piece: number, until: number): Promise<number[]> {
  const out: number[] = [];
  for (let from = 0; from < until; from += piece) out.push(...((await sound.frames(from, piece))[0] ?? []));
  return out;
}

it("a record that is shorter than the song ends once, without a step, and silence follows", async () => {
  const heard = await whole(beside(record(100), 400), 37, 400);
  expect(heard.slice(0, 100 - FADE).every((sample) => sample === 1)).toBe(true);
  const tail = heard.slice(100 - FADE - 1, 101);
  // A cosine of 30 frames has no step larger than π/60.
  tail.slice(1).forEach((sample, index) => expect((tail[index] ?? 0) - sample).toBeLessThan(Math.PI / (2 * FADE) + 1e-6));
  expect(tail.at(-1)).toBe(0);
  expect(heard.slice(100).every((sample) => sample === 0)).toBe(true);
});

it("a record that is longer goes with the end of the song", async () => {
  const sound = beside(record(500), 200);
  expect(sound.format).toEqual({ rate_hz: RATE_HZ, channels: 2, frames: 200 });
  const heard = await whole(sound, 64, 256);
  expect(heard[200 - FADE - 1]).toBe(1);
  expect(Math.abs(heard[199] ?? 1)).toBeLessThan(1e-6);
  expect((await sound.frames(190, 20))[1]?.slice(10)).toEqual(new Float32Array(10));
  expect((await sound.frames(-2, 4))[0]?.slice(0, 3)).toEqual(Float32Array.of(0, 0, 1));
});

it("is the same for the same record and song", () => {
  const one = record(10);
  expect(beside(one, 30)).toBe(beside(one, 30));
  expect(beside(one, 31)).not.toBe(beside(one, 30));
});
