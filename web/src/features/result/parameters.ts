/** The engine's own table of what a move may hold: ranges, units and defaults come from nowhere else. */

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";

import { request } from "../../api/request";

export interface Parameter {
  id: string;
  min: number;
  default: number;
  max: number;
  unit: string;
  choices?: string[];
  text: string;
}

export interface Processor {
  kind: string;
  targets: string[];
  family: string;
  repeats: boolean;
  parameters: Parameter[];
}

export function useParameters() {
  return useQuery({
    queryKey: ["parameters"],
    queryFn: async () => (await request<{ processors: Processor[] }>("GET", "/v1/parameters")).processors,
    staleTime: Infinity,
  });
}

/** The family of an action; the one that no amount reaches where it is not known. */
export function useFamilyOf(): (action: string) => string {
  const processors = useParameters().data;
  return useCallback((action: string) => processors?.find(({ kind }) => kind === action)?.family ?? "fixed", [processors]);
}

/** A step that suits the range: fine enough to hear, coarse enough to reach the end. */
export function stepOf({ min, max, unit }: Parameter): number {
  if (unit === "dB" || unit === "dBFS" || unit === "dBTP") return 0.1;
  if (unit === "Hz" || unit === "%") return 1;
  return max - min > 100 ? 1 : max - min > 5 ? 0.1 : 0.01;
}
