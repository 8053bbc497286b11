import { expect, it } from "vitest";

import { peaksOf, SPAN_S, WINDOW_S } from "./peaks";

const FRAMES = 400;
const WINDOWS = SPAN_S / WINDOW_S;
const tone = (level: number, from = 0) => [Float32Array.from({ length: FRAMES }, (_, frame) => (frame < from ? 0 : frame % 2 ? level : -level))];

it("a bus is the sum of its stems, not of their peaks, and each file is read once", async () => {
  const files: Record<string, Float32Array<ArrayBuffer>[]> = { a: tone(0.5), b: tone(-0.5), c: tone(0.25, FRAMES / 2) };
  const reads: string[] = [];
  const peaks = await peaksOf([{ name: "a", files: ["a"] }, { name: "cancels", files: ["a", "b"] }, { name: "bus", files: ["a", "c"] }], (file) => {
    reads.push(file);
    return Promise.resolve(files[file] ?? []);
  });
  expect(reads.sort()).toEqual(["a", "b", "c"]);
  expect([...(peaks.get("a") ?? [])]).toEqual(Array.from({ length: WINDOWS }, () => 0.5));
  expect(Math.max(...(peaks.get("cancels") ?? [1]))).toBe(0);
  expect([peaks.get("bus")?.[0], peaks.get("bus")?.[WINDOWS - 1]]).toEqual([0.5, 0.75]);
});
