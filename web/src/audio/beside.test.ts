import { expect, it } from "vitest";

import { beside } from "./beside";

/** Five frames that tell their place. */
const record = {
  format: { rate_hz: 48_000, channels: 2, frames: 5 },
  frames: (from: number, count: number) => Promise.resolve([0, 10].map((base) => Float32Array.from({ length: count }, (_, frame) => base + from + frame))),
};

it("a record begins again at its end for as long as the song goes, and no longer", async () => {
  const sound = beside(record, 12);
  expect(sound.format).toEqual({ rate_hz: 48_000, channels: 2, frames: 12 });
  const [left, right] = await sound.frames(3, 11);
  expect([...(left ?? [])]).toEqual([3, 4, 0, 1, 2, 3, 4, 0, 1, 0, 0]);
  expect([...(right ?? [])]).toEqual([13, 14, 10, 11, 12, 13, 14, 10, 11, 0, 0]);
  const [before] = await sound.frames(-2, 4);
  expect([...(before ?? [])]).toEqual([0, 0, 0, 1]);
});

it("a song that is shorter hears the beginning of the record", async () => {
  const [left] = await beside(record, 3).frames(0, 4);
  expect([...(left ?? [])]).toEqual([0, 1, 2, 0]);
  expect(beside(record, 3)).toBe(beside(record, 3));
});
