import { readAmounts, writeAmounts, type Amounts } from "./amounts";
import type { Schemas } from "../../api/client";

/** A preset that is being written. */
export interface PresetDraft {
  /** Of the one that is changed; absent while it is new. */
  id?: string;
  name?: string;
  base: string;
  lufs?: number;
  ceiling_dbTP?: number;
  width_pct?: number;
  lra_max?: number;
  amounts: Amounts;
}

/** Out of the address of the page: `/presets?base=pop&lufs=-11&amount=tone=50`. */
export function startOf(params: URLSearchParams): PresetDraft {
  const number = (name: string) => {
    const value = Number(params.get(name) ?? NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    name: params.get("name") ?? undefined,
    base: params.get("base") ?? "neutral",
    lufs: number("lufs"),
    ceiling_dbTP: number("ceiling_dbTP"),
    width_pct: number("width_pct"),
    lra_max: number("lra_max"),
    amounts: readAmounts(params.get("amount")),
  };
}

/** What the service is told. */
export function bodyOf({ name, base, lufs, ceiling_dbTP, width_pct, lra_max, amounts }: PresetDraft): Schemas["SaveProfile"] {
  return {
    name: name?.trim() ?? "",
    base,
    amount: writeAmounts(amounts),
    targets: { lufs, ceiling_dbTP, width_pct, lra_max },
  };
}
