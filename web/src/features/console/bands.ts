import type { Band } from "../../audio/curves";
import { numberOf, type Strip } from "./fold";

/** The equaliser's bands of a strip, as they are heard. */
export function bandsOf({ moves }: Strip): Band[] {
  return moves.filter(({ action, amount_pct }) => action === "eq" && amount_pct > 0).map((move) => {
    const shape = move.params["shape"];
    return {
      shape: typeof shape === "string" ? shape : "bell",
      freq_hz: numberOf(move, "freq_hz", 1000),
      gain_db: numberOf(move, "gain_db", 0) * (move.locked ? 1 : move.amount_pct / 100),
      q: numberOf(move, "q", 0.707),
    };
  });
}
