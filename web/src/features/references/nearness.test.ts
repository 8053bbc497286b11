import { expect, it } from "vitest";

import { isUsual, matchOf } from "./nearness";

it("says only what somebody said", () => {
  expect(matchOf(undefined)).toBeUndefined();
  expect(matchOf({})).toBeUndefined();
  expect(matchOf({ loudness: 40, tone: 0 })).toBe("tone=0,loudness=40");
});

const usual = { tone: 80, dynamics: 50, width: 100, loudness: 0 };

it("knows when all is as usual", () => {
  expect(isUsual({ tone: 80, loudness: 0 }, usual)).toBe(true);
  expect(isUsual({ tone: 79 }, usual)).toBe(false);
});
