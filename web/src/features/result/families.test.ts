import { expect, it } from "vitest";

import { amountEdit, isReached, reachOf, type Amounts } from "./families";
import type { Action, Move } from "./recipe";

const move = (action: Action, locked = false): Move => ({
  id: action, action, amount_pct: 100, locked, target: "bass", params: {}, reason: "", scope: "auto.mix", by: "rules",
});
const family = (action: string) => ({ eq: "tone", trim: "fixed", compressor: "dynamics" })[action] ?? "balance";
const AMOUNTS: Amounts = { overall_pct: 50, tone_pct: 60, dynamics_pct: 150, width_pct: 100, space_pct: 100, loudness_pct: 100 };

it("a family's amount multiplies with the amount of all, as in the engine", () => {
  expect(reachOf(move("eq"), AMOUNTS, family)).toBeCloseTo(0.3, 12);
  expect(reachOf(move("compressor"), AMOUNTS, family)).toBeCloseTo(0.75, 12);
  expect(reachOf(move("fader"), AMOUNTS, family)).toBe(0.5);
});

it("what is locked and what is a repair is out of reach of every slider", () => {
  expect(reachOf(move("eq", true), AMOUNTS, family)).toBe(1);
  expect(reachOf(move("trim"), AMOUNTS, family)).toBe(1);
  expect(isReached([move("eq", true), move("trim"), move("fader")], family, "tone")).toBe(false);
  expect(isReached([move("trim")], family, "overall")).toBe(false);
  expect(isReached([move("eq")], family, "tone")).toBe(true);
});

it("a slider changes the wish and leaves every move alone", () => {
  expect(amountEdit("space", 70)).toEqual({ brief: { amounts: { space_pct: 70 } } });
});
