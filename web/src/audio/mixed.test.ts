import { expect, it } from "vitest";

import { mixed } from "./mixed";

const level = (values: number[], frames: number) => ({
  format: { rate_hz: 48_000, channels: values.length, frames },
  frames: (_: number, count: number) => Promise.resolve(values.map((value) => new Float32Array(count).fill(value))),
});

it("adds its parts at their gains; one channel goes to both sides", async () => {
  const sound = mixed([{ source: level([1, 2], 100), gain: 1 }, { source: level([0.5, 0.25], 90), gain: -1 }, { source: level([4], 120), gain: 0.25 }, { source: { ...level([9], 80), frames: () => Promise.reject(new Error("it was read")) }, gain: 0 }]);
  expect(sound.format).toEqual({ rate_hz: 48_000, channels: 2, frames: 120 });
  expect((await sound.frames(0, 2)).map((side) => [...side])).toEqual([[1.5, 1.5], [2.75, 2.75]]);
});
