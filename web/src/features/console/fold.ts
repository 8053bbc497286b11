/** The console of a recipe: its moves by strip, as the engine folds them. */

import type { Move, Param, Recipe } from "../result/recipe";

export type StripKind = "stem" | "bus" | "reverb" | "delay" | "master";

export interface Strip {
  target: string;
  kind: StripKind;
  /** Of a stem. */
  role?: string;
  /** Moves that have an effect, in order. */
  moves: Move[];
}

/** Targets of the engine's table for each kind of strip. */
export const TABLE_TARGETS: Record<StripKind, string> = { stem: "a stem", bus: "a bus", reverb: "the reverb", delay: "the delay", master: "the master" };

const RESERVED: [string, StripKind][] = [["drum_bus", "bus"], ["music_bus", "bus"], ["vocal_bus", "bus"], ["reverb", "reverb"], ["delay", "delay"], ["master", "master"]];

export function fold({ session, moves }: Recipe, repeats: (action: string) => boolean): Strip[] {
  const strip = (target: string, kind: StripKind, role?: string): Strip => ({ target, kind, role, moves: standing(moves.filter((move) => move.target === target), repeats) });
  return [...session.stems.map(({ id, role }) => strip(id, "stem", role.is)), ...RESERVED.map(([target, kind]) => strip(target, kind))];
}

/** Of actions that stand once the last holds, but a locked one gives way to locked ones only. */
export function standing(moves: readonly Move[], repeats: (action: string) => boolean): Move[] {
  const held = new Map<string, Move>();
  for (const move of moves) {
    if (repeats(move.action)) continue;
    if (move.locked || !held.get(move.action)?.locked) held.set(move.action, move);
  }
  return moves.filter((move) => repeats(move.action) || held.get(move.action) === move);
}

/** Keeps the strips that are as they were, so that only what changed is drawn anew. */
export function keepSame(before: readonly Strip[], now: readonly Strip[]): Strip[] {
  const known = new Map(before.map((strip) => [strip.target, strip]));
  return now.map((strip) => {
    const old = known.get(strip.target);
    return old && JSON.stringify(old) === JSON.stringify(strip) ? old : strip;
  });
}

export function moveOf(strip: Strip, action: string): Move | undefined {
  return strip.moves.find((move) => move.action === action);
}

/** A number of a move; the default of the table where it is left out. */
export function numberOf(move: Move | undefined, id: string, otherwise: number): number {
  const value: Param | undefined = move?.params[id];
  return typeof value === "number" ? value : otherwise;
}

/** A gain as it is heard: scaled by the move's amount. */
export function heardGain(move: Move | undefined, id: string, otherwise = 0): number {
  return numberOf(move, id, otherwise) * (move && !move.locked ? move.amount_pct / 100 : 1);
}

type GroupOfRole = (role: string) => string | undefined;

/** Where a stem goes: as a move says, else to the bus of its role. */
function busOf(strip: Strip, groupOfRole: GroupOfRole): string {
  const bus = moveOf(strip, "route")?.params["bus"];
  if (typeof bus === "string") return bus;
  const group = groupOfRole(strip.role ?? "");
  return group === "drums" ? "drum_bus" : group === "vocals" ? "vocal_bus" : "music_bus";
}

/** The stems that go to a bus. */
export function stemsOf(strips: readonly Strip[], bus: string, groupOfRole: GroupOfRole): Strip[] {
  return strips.filter((strip) => strip.kind === "stem" && busOf(strip, groupOfRole) === bus);
}

/** The role group whose colour a strip has: of a bus that of most of its stems, of the returns effects; none of the master. */
export function groupOf(strip: Strip, strips: readonly Strip[], groupOfRole: GroupOfRole): string | undefined {
  if (strip.kind === "stem") return groupOfRole(strip.role ?? "");
  if (strip.kind !== "bus") return strip.kind === "master" ? undefined : "fx";
  const counts = new Map<string, number>();
  for (const { role = "" } of stemsOf(strips, strip.target, groupOfRole)) {
    const group = groupOfRole(role) ?? "other";
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "other";
}
