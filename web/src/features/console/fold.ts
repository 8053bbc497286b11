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
