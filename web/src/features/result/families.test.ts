import { expect, it } from "vitest";

import { amountEdit, amountOf } from "./families";
import type { Action, Move } from "./recipe";

const move = (id: string, action: Action, amount_pct: number, locked = false): Move => ({
  id, action, amount_pct, locked, target: "bass", params: {}, reason: "", scope: "auto.mix", by: "rules",
});
const family = (action: string) => ({ eq: "tone", trim: "fixed", compressor: "dynamics" })[action] ?? "balance";
const MOVES = [move("a", "eq", 100), move("b", "eq", 50), move("c", "eq", 100), move("d", "eq", 20, true), move("e", "trim", 100), move("f", "compressor", 80)];

it("a slider stands at the middle of its moves and moves them together", () => {
  expect(amountOf(MOVES, family, "tone")).toBe(100);
  expect(amountEdit(MOVES, family, "tone", 60).moves).toEqual([{ id: "a", amount_pct: 60 }, { id: "b", amount_pct: 30 }, { id: "c", amount_pct: 60 }]);
  expect(amountOf(MOVES, family, "space")).toBeUndefined();
});

it("locked and fixed moves are left alone, nothing goes over its limit, and zero can be left again", () => {
  expect(amountEdit(MOVES, family, "all", 200).moves?.map(({ id }) => id)).toEqual(["a", "b", "c", "f"]);
  expect(amountEdit(MOVES, family, "tone", 400).moves?.[0]?.amount_pct).toBe(150);
  const off = [move("a", "eq", 0), move("b", "eq", 0)];
  expect(amountEdit(off, family, "tone", 70).moves).toEqual([{ id: "a", amount_pct: 70 }, { id: "b", amount_pct: 70 }]);
});
