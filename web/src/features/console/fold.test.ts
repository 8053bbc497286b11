import { expect, it } from "vitest";

import type { Action, Move, Recipe } from "../result/recipe";
import { fold, heardGain, keepSame, standing } from "./fold";

const move = (id: string, action: Action, more: Partial<Move> = {}): Move => ({
  id, action, target: "bass", params: {}, reason: "", scope: "auto.mix", amount_pct: 100, locked: false, by: "rules", ...more,
});
const repeats = (action: string) => action === "eq";

it("the last fader holds, every band stands, and a locked move gives way to locked ones only", () => {
  const ids = (moves: Move[]) => standing(moves, repeats).map(({ id }) => id);
  expect(ids([move("a", "fader"), move("b", "eq"), move("c", "fader"), move("d", "eq")])).toEqual(["b", "c", "d"]);
  expect(ids([move("a", "fader", { locked: true }), move("c", "fader")])).toEqual(["a"]);
  expect(ids([move("a", "fader", { locked: true }), move("c", "fader", { locked: true })])).toEqual(["c"]);
});

it("strips that did not change stay the same object", () => {
  const recipe = (db: number) => ({
    session: { sample_rate_hz: 48_000, frames: 1, tail_frames: 0, stems: [{ id: "bass", role: { is: "bass" }, channels: 2 }, { id: "keys", role: { is: "piano" }, channels: 2 }] },
    brief: { profile: "pop", lufs: -14, ceiling_dbtp: -1, width_pct: 100 },
    moves: [move("a", "fader", { params: { gain_db: db } })],
  }) as unknown as Recipe;
  const before = fold(recipe(0), repeats);
  const after = keepSame(before, fold(recipe(-3), repeats));
  expect(after[1]).toBe(before[1]);
  expect(after[0]).not.toBe(before[0]);
  expect(heardGain(move("x", "fader", { params: { gain_db: -6 }, amount_pct: 50 }), "gain_db")).toBe(-3);
});
