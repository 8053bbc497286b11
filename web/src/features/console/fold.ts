/** The console of a recipe: its moves by strip, as the engine folds them. */

import { reachOf, type FamilyOf } from "../result/families";
import type { Move, Param, Recipe } from "../result/recipe";

export type StripKind = "stem" | "bus" | "reverb" | "delay" | "master";

/** A move with how much of it is heard, 1 being all: by its own amount and by the amounts of the song, its reach. */
export type HeardMove = Move & { share: number; reach: number };

export interface Strip {
  target: string;
  kind: StripKind;
  /** Of a stem. */
  role?: string;
  /** Moves that have an effect, in order; without the one that mutes. */
  moves: HeardMove[];
  isMuted?: boolean;
}

/** The move that mutes a strip: a fader at its foot, locked, beside the one that stands when it is gone. */
export const muteId = (target: string) => `mute.${target}`;

/** Targets of the engine's table for each kind of strip. */
export const TABLE_TARGETS: Record<StripKind, string> = { stem: "a stem", bus: "a bus", reverb: "the reverb", delay: "the delay", master: "the master" };

const RESERVED: [string, StripKind][] = [["drum_bus", "bus"], ["music_bus", "bus"], ["vocal_bus", "bus"], ["reverb", "reverb"], ["delay", "delay"], ["master", "master"]];

export interface Actions {
  repeats: (action: string) => boolean;
  familyOf: FamilyOf;
}

export function fold({ session, moves, brief }: Recipe, { repeats, familyOf }: Actions): Strip[] {
  const heard = (move: Move): HeardMove => {
    const reach = reachOf(move, brief.amounts, familyOf);
    return { ...move, reach, share: move.locked || familyOf(move.action) === "fixed" ? 1 : (move.amount_pct / 100) * reach };
  };
  const strip = (target: string, kind: StripKind, role?: string): Strip => {
    const own = moves.filter((move) => move.target === target);
    const open = own.filter(({ id }) => id !== muteId(target));
    return { target, kind, role, moves: standing(open, repeats).map(heard), ...(open.length < own.length && { isMuted: true }) };
  };
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

export function moveOf(strip: Strip, action: string): HeardMove | undefined {
  return strip.moves.find((move) => move.action === action);
}

/** A number of a move; the default of the table where it is left out. */
export function numberOf(move: Move | undefined, id: string, otherwise: number): number {
  const value: Param | undefined = move?.params[id];
  return typeof value === "number" ? value : otherwise;
}

const AS_IT_WAS_PCT = 100;
type Scaled = (value: number, share: number, otherwise: number) => number;
const times: Scaled = (value, share) => value * share;
/** A send at nothing is none. */
const sent: Scaled = (value, share, otherwise) => (share > 0 ? value + 20 * Math.log10(share) : otherwise);
const SCALED: Record<string, Scaled | undefined> = {
  "eq gain_db": times,
  "fader gain_db": times,
  "loudness gain_db": times,
  "pan position_pct": times,
  "width width_pct": (value, share) => AS_IT_WAS_PCT + (value - AS_IT_WAS_PCT) * share,
  "reverb_send level_db": sent,
  "delay_send level_db": sent,
};

/** A number as it is heard: what the engine scales of it, scaled by how much of the move is applied. */
export function heardNumber(move: HeardMove | undefined, id: string, otherwise = 0): number {
  const value = numberOf(move, id, otherwise);
  const scaled = SCALED[`${move?.action} ${id}`];
  return !move || move.share === 1 || !scaled ? value : scaled(value, move.share, otherwise);
}
