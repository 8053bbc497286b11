import { expect, test } from "vitest";

import { holdsLoudness, type Action, type Move, type Recipe } from "./recipe";

function move(action: Action, change: Partial<Move> = {}): Move {
  return { id: action, target: "master", action, params: {}, reason: "", scope: "auto.master", amount_pct: 100, locked: false, by: "rules", ...change };
}

const holds = (moves: Move[], loudness_pct = 100) => holdsLoudness({ moves, brief: { amounts: { loudness_pct } } } as unknown as Recipe);

test("the loudness holds while nobody touches it", () => {
  const bass = move("fader", { target: "bass", by: "user", amount_pct: 0 });
  expect(holds([bass, move("loudness"), move("limiter")])).toBe(true);
});

test("who sets loudness or limiter, or takes one out, gets just that", () => {
  expect(holds([move("loudness", { by: "user" }), move("limiter")])).toBe(false);
  expect(holds([move("loudness", { amount_pct: 50 }), move("limiter")])).toBe(false);
  expect(holds([move("limiter")])).toBe(false);
});

test("less of the loudness is a share of the way, found by the service; more of it than all is a larger gain", () => {
  const last = [move("loudness"), move("limiter")];
  expect([holds(last, 50), holds(last, 100), holds(last, 120)]).toEqual([true, true, false]);
});
