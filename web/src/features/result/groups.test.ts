import { expect, it } from "vitest";

import { busesOf, groupsOf } from "./groups";
import type { Recipe } from "./recipe";

const GROUPS: Record<string, string> = { snare: "drums", kick: "drums", bass: "bass", piano: "keys", lead_vocal: "vocals" };
const of = (role: string) => GROUPS[role];
const recipe = (routes: Record<string, string>) => ({
  session: { stems: Object.keys(GROUPS).map((is) => ({ id: is, role: { is } })) },
  moves: Object.entries(routes).map(([target, bus]) => ({ target, action: "route", params: { bus } })),
}) as unknown as Recipe;

it("a stem goes where a move sends it, else to the bus of its role", () => {
  expect(Object.fromEntries(busesOf(recipe({ bass: "drum_bus" }), of))).toEqual({ snare: "drum_bus", kick: "drum_bus", bass: "drum_bus", piano: "music_bus", lead_vocal: "vocal_bus" });
});

it("a bus has the group of most of its stems", () => {
  const groups = groupsOf(recipe({ kick: "music_bus", snare: "music_bus" }), of);
  expect(["music_bus", "vocal_bus", "drum_bus", "reverb", "piano", "master"].map((target) => groups.get(target))).toEqual(["drums", "vocals", "other", "fx", "keys", undefined]);
});
