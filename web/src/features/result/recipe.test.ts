import { expect, test } from "vitest";

import { holdsLoudness, type Action, type Move } from "./recipe";

function move(action: Action, change: Partial<Move> = {}): Move {
  return { id: action, target: "master", action, params: {}, reason: "", scope: "auto.master", amount_pct: 100, locked: false, by: "rules", ...change };
}

test("the loudness holds while nobody touches it", () => {
  const bass = move("fader", { target: "bass", by: "user", amount_pct: 0 });
  expect(holdsLoudness([bass, move("loudness"), move("limiter")])).toBe(true);
});

test("who sets loudness or limiter, or takes one out, gets just that", () => {
  expect(holdsLoudness([move("loudness", { by: "user" }), move("limiter")])).toBe(false);
  expect(holdsLoudness([move("loudness", { amount_pct: 50 }), move("limiter")])).toBe(false);
  expect(holdsLoudness([move("limiter")])).toBe(false);
});
