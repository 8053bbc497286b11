import { expect, it } from "vitest";

import type { Move, Recipe } from "../result/recipe";
import { fold, muteId } from "./fold";
import { gainsOf } from "./monitor";

const move = (target: string, gain_db: number, more: Partial<Move> = {}): Move => ({
  id: `f.${target}`, action: "fader", target, params: { gain_db }, reason: "", scope: "auto.mix", amount_pct: 100, locked: false, by: "rules", ...more,
});
const mute = (target: string) => move(target, -96, { id: muteId(target), locked: true });
const desk = (...moves: Move[]) => fold({
  session: { sample_rate_hz: 48_000, frames: 1, tail_frames: 0, stems: ["kick", "snare", "bass"].map((id) => ({ id, role: { is: id }, channels: 2 })) },
  brief: { amounts: { overall_pct: 100, tone_pct: 100, dynamics_pct: 100, width_pct: 100, space_pct: 100, loudness_pct: 100 } },
  moves,
} as unknown as Recipe, { repeats: () => false, familyOf: () => "balance" });
const busOf = new Map([["kick", "drum_bus"], ["snare", "drum_bus"], ["bass", "music_bus"]]);
const RENDERED = [move("kick", -3), move("bass", 2)];
const gains = (moves: Move[], soloed: string[] = [], rendered = RENDERED) => gainsOf({ strips: desk(...moves), rendered: desk(...rendered), busOf, soloed: new Set(soloed) });

it("a desk that stands as it was rendered sends nothing else", () => {
  expect(gains(RENDERED)).toBeUndefined();
});

it("faders of stems and buses are heard against the render, mutes as silence", () => {
  const { isSolo, gains: now } = gains([move("kick", -9), move("bass", 2), move("drum_bus", -6), mute("bass")]) ?? {};
  expect(isSolo).toBe(false);
  expect(now?.["kick"]).toBeCloseTo(10 ** (-12 / 20), 6);
  expect(now?.["snare"]).toBeCloseTo(10 ** (-6 / 20), 6);
  expect(now?.["bass"]).toBe(0);
  expect(gains([...RENDERED, mute("drum_bus")])?.gains).toEqual({ kick: 0, snare: 0 });
});

it("solo lets those be heard that are named, of a bus all of it, muted or not", () => {
  expect(gains(RENDERED, ["snare"])).toEqual({ isSolo: true, gains: { snare: 1 } });
  expect(gains([...RENDERED, mute("kick")], ["drum_bus"])).toEqual({ isSolo: true, gains: { kick: 1, snare: 1 } });
});

it("what was muted when the stems were written cannot be heard of them", () => {
  expect(gains(RENDERED, [], [...RENDERED, mute("bass")])).toBeUndefined();
  expect(gains(RENDERED, ["bass"], [...RENDERED, mute("bass")])).toEqual({ isSolo: true, gains: {} });
});

it("a muted strip keeps its fader, and gets it back", () => {
  const [, , bass] = desk(...RENDERED, mute("bass"));
  expect(bass).toMatchObject({ isMuted: true, moves: [{ id: "f.bass" }] });
  expect(desk(...RENDERED)[2]).not.toHaveProperty("isMuted");
});
