import { expect, it } from "vitest";

import { stageWords, steps } from "./stages";

it("a stage that is not known yet is shown as it is told", () => {
  expect(stageWords("processing", "dithering")).toBe("Dithering");
  expect(stageWords("processing", null)).toBe("Starting");
  expect(stageWords("queued", "mixing")).toBe("Waiting for its turn");
});

it("steps before the one at hand are done", () => {
  expect(steps("mix", "limiting").map(({ at }) => at)).toEqual(["done", "done", "now", "ahead"]);
  expect(steps("master", "listening").map(({ name }) => name)).toEqual(["Listen", "Master", "Check"]);
  expect(steps("album", "mastering")).toEqual([]);
  expect(steps("mix", undefined).every(({ at }) => at === "ahead")).toBe(true);
});
