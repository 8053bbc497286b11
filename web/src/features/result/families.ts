/** The five sliders: how much of each family of moves is applied. */

import type { Edit, Move } from "./recipe";

export const FAMILIES = ["loudness", "tone", "dynamics", "width", "space"] as const;
export type Family = (typeof FAMILIES)[number];

/** A move's own amount goes as far as this, in percent. */
export const AMOUNT_MAX_PCT = 150;

export type FamilyOf = (action: string) => string;

/** Moves that amounts reach: nothing that is locked, no repair, no routing. */
function scaled(moves: readonly Move[], familyOf: FamilyOf, family: Family | "all"): Move[] {
  return moves.filter(({ action, locked }) => {
    const of = familyOf(action);
    return !locked && of !== "fixed" && (family === "all" || of === family);
  });
}

/** Where the slider of a family stands: the amount in the middle of its moves; nothing without moves. */
export function amountOf(moves: readonly Move[], familyOf: FamilyOf, family: Family | "all"): number | undefined {
  const amounts = scaled(moves, familyOf, family).map(({ amount_pct }) => amount_pct).sort((a, b) => a - b);
  return amounts[Math.floor(amounts.length / 2)];
}

/** Brings the middle of the family to `to_pct`; what stood above or below it keeps its distance. */
export function amountEdit(moves: readonly Move[], familyOf: FamilyOf, family: Family | "all", to_pct: number): Edit {
  const from_pct = amountOf(moves, familyOf, family) ?? 100;
  return {
    moves: scaled(moves, familyOf, family).map(({ id, amount_pct }) => {
      const wanted = from_pct === 0 ? to_pct : (amount_pct * to_pct) / from_pct;
      return { id, amount_pct: Math.round(Math.min(AMOUNT_MAX_PCT, Math.max(0, wanted)) * 10) / 10 };
    }),
  };
}
