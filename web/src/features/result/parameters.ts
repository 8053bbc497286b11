/** The engine's own table of what a move may hold: ranges, units, scales and defaults come from nowhere else. */

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";

import { api, body, type Schemas } from "../../api/client";
import type { Scale } from "../../parts/scale";

export type Parameter = Schemas["ParameterView"];
export type Processor = Schemas["ProcessorView"];

const TABLE = { queryKey: ["parameters"], queryFn: () => body(api.GET("/v1/parameters")), staleTime: Infinity };

export function useParameters() {
  return useQuery({ ...TABLE, select: ({ processors }) => processors });
}

/** How far an amount goes, of a move or of a family. */
export function useAmountScale(): (Scale & { reset: number }) | undefined {
  const amounts = useQuery({ ...TABLE, select: ({ amounts }) => amounts }).data;
  return amounts && { min: amounts.min_pct, max: amounts.max_pct, reset: amounts.default_pct, step: 1, unit: "%" };
}

/** How far a song goes towards its references unless told, in percent. */
export function useUsualMatch() {
  return useQuery({ ...TABLE, select: ({ usual }) => usual.match }).data;
}

/** The family of an action; the one that no amount reaches where it is not known. */
export function useFamilyOf(): (action: string) => string {
  const processors = useParameters().data;
  return useCallback((action: string) => processors?.find(({ kind }) => kind === action)?.family ?? "fixed", [processors]);
}

/** Levels that go down to silence are faders. */
const SILENCE_DB = -90;

/** A row of the table as a slider shows it. */
export function scaleOf({ user_min, user_max, unit, scale, ...table }: Parameter): Scale {
  const [min, max] = [user_min ?? table.min, user_max ?? table.max];
  const isFader = unit === "dB" && min <= SILENCE_DB && max > 0;
  return { min, max, unit, step: stepOf(min, max, unit), signed: unit === "dB", law: scale === "log" ? "log" : isFader ? "fader" : "linear" };
}

/** Fine enough to hear, coarse enough to reach the end. */
function stepOf(min: number, max: number, unit: string): number {
  if (unit === "dB" || unit === "dBFS" || unit === "dBTP") return 0.1;
  if (unit === "Hz" || unit === "%") return 1;
  return max - min > 100 ? 1 : max - min > 5 ? 0.1 : 0.01;
}
