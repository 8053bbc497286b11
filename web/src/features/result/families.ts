/** The five sliders and the amount: how much of each family of moves is applied, as the recipe's brief has it. */

import type { Schemas } from "../../api/client";
import type { Edit, Move } from "./recipe";

export const FAMILIES = ["loudness", "tone", "dynamics", "width", "space", "overall"] as const;
export type Family = (typeof FAMILIES)[number];
export type Amounts = Schemas["Amounts"];

/** As it was decided. */
export const WHOLE_PCT = 100;

export type FamilyOf = (action: string) => string;

const FIXED = "fixed";
/** Levels and places in the image have no slider of their own: the amount alone reaches them. */
const isNamed = (family: string): family is Family => (FAMILIES as readonly string[]).includes(family);

/** How much of a family's moves is applied, 1 being all of it; locked moves and repairs are out of reach. */
export function reachOf({ action, locked }: Pick<Move, "action" | "locked">, amounts: Amounts, familyOf: FamilyOf): number {
  const family = familyOf(action);
  if (locked || family === FIXED) return 1;
  const own_pct = isNamed(family) ? amounts[`${family}_pct`] : WHOLE_PCT;
  return (own_pct / 100) * (amounts.overall_pct / 100);
}

/** Whether a slider has anything to do. */
export function isReached(moves: readonly Move[], familyOf: FamilyOf, family: Family): boolean {
  return moves.some(({ action, locked }) => {
    const of = familyOf(action);
    return !locked && of !== FIXED && (family === "overall" || of === family);
  });
}

/** Moves stay as they are: what a person has set of one is multiplied, and is back when the slider is. */
export function amountEdit(family: Family, to_pct: number): Edit {
  return { brief: { amounts: { [`${family}_pct`]: to_pct } } };
}
