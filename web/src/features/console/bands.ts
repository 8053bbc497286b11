import type { Band } from "../../audio/curves";
import type { Parameter } from "../result/parameters";
import { heardNumber, numberOf, type HeardMove, type Strip } from "./fold";

type Row = (action: string, id: string) => Parameter | undefined;

/** A band of the equaliser as it is heard: scaled by how much of it is applied; what is left out has the table's default. */
export function bandOf(move: HeardMove, row: Row): Band {
  const otherwise = (id: string) => row("eq", id)?.default ?? 0;
  const shape = move.params["shape"];
  return {
    shape: typeof shape === "string" ? shape : "bell",
    freq_hz: numberOf(move, "freq_hz", otherwise("freq_hz")),
    gain_db: heardNumber(move, "gain_db", otherwise("gain_db")),
    q: numberOf(move, "q", otherwise("q")),
  };
}

/** All bands of a strip. */
export function bandsOf({ moves }: Strip, row: Row): Band[] {
  return moves.filter(({ action, share }) => action === "eq" && share > 0).map((move) => bandOf(move, row));
}
