import { expect, it } from "vitest";

import type { Amounts } from "../result/families";
import type { Action, Move, Recipe } from "../result/recipe";
import { fold, heardNumber, keepSame, standing } from "./fold";

const move = (id: string, action: Action, more: Partial<Move> = {}): Move => ({
  id, action, target: "bass", params: {}, reason: "", scope: "auto.mix", amount_pct: 100, locked: false, by: "rules", ...more,
});
const repeats = (action: string) => action === "eq";
const familyOf = (action: string) => ({ eq: "tone", trim: "fixed", width: "width", reverb_send: "space" })[action] ?? "balance";
const actions = { repeats, familyOf };
const amounts: Amounts = { overall_pct: 100, tone_pct: 100, dynamics_pct: 100, width_pct: 100, space_pct: 100, loudness_pct: 100 };

it("the last fader holds, every band stands, and a locked move gives way to locked ones only", () => {
  const ids = (moves: Move[]) => standing(moves, repeats).map(({ id }) => id);
  expect(ids([move("a", "fader"), move("b", "eq"), move("c", "fader"), move("d", "eq")])).toEqual(["b", "c", "d"]);
  expect(ids([move("a", "fader", { locked: true }), move("c", "fader")])).toEqual(["a"]);
  expect(ids([move("a", "fader", { locked: true }), move("c", "fader", { locked: true })])).toEqual(["c"]);
});

it("strips that did not change stay the same object", () => {
  const recipe = (db: number) => ({
    session: { sample_rate_hz: 48_000, frames: 1, tail_frames: 0, stems: [{ id: "bass", role: { is: "bass" }, channels: 2 }, { id: "keys", role: { is: "piano" }, channels: 2 }] },
    brief: { profile: "pop", lufs: -14, ceiling_dbtp: -1, width_pct: 100, amounts },
    moves: [move("a", "fader", { params: { gain_db: db } })],
  }) as unknown as Recipe;
  const before = fold(recipe(0), actions);
  const after = keepSame(before, fold(recipe(-3), actions));
  expect(after[1]).toBe(before[1]);
  expect(after[0]).not.toBe(before[0]);
});

it("shows what is heard: a move's own amount times those of the song, each action as the engine scales it", () => {
  const song = (moves: Move[], more: Partial<Amounts>) => ({
    session: { sample_rate_hz: 48_000, frames: 1, tail_frames: 0, stems: [{ id: "bass", role: { is: "bass" }, channels: 2 }] },
    brief: { profile: "pop", lufs: -14, ceiling_dbtp: -1, width_pct: 100, amounts: { ...amounts, ...more } }, moves,
  }) as unknown as Recipe;
  const heard = (one: Move, id: string, more: Partial<Amounts> = {}) => heardNumber(fold(song([one], more), actions)[0]?.moves[0], id, -96);
  expect(heard(move("x", "fader", { params: { gain_db: -6 }, amount_pct: 50 }), "gain_db")).toBe(-3);
  expect(heard(move("x", "eq", { params: { gain_db: 4, freq_hz: 900 }, amount_pct: 50 }), "gain_db", { tone_pct: 50 })).toBe(1);
  expect(heard(move("x", "eq", { params: { gain_db: 4, freq_hz: 900 } }), "freq_hz", { tone_pct: 50 })).toBe(900);
  expect(heard(move("x", "eq", { params: { gain_db: 4 }, locked: true }), "gain_db", { tone_pct: 50 })).toBe(4);
  expect(heard(move("x", "width", { params: { width_pct: 60 } }), "width_pct", { width_pct: 50 })).toBe(80);
  expect(heard(move("x", "reverb_send", { params: { level_db: -12 } }), "level_db", { space_pct: 50 })).toBeCloseTo(-18.02, 2);
  expect(heard(move("x", "reverb_send", { params: { level_db: -12 } }), "level_db", { space_pct: 0 })).toBe(-96);
  expect(heard(move("x", "trim", { params: { gain_db: 7 }, amount_pct: 20 }), "gain_db", { overall_pct: 20 })).toBe(7);
});
