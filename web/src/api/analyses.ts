import { useQuery } from "@tanstack/react-query";

import { api, body, type Schemas } from "./client";

export type Analysis = Schemas["AnalysisView"];
export type AnalysedStem = Schemas["AnalysedStem"];
export type Finding = Schemas["FindingView"];
export type RoleRow = Schemas["RoleView"];

/** Drawn over the longest stem, each at the place where it sounds. */
export type Waveforms = Schemas["StemWaveforms"];

export function createAnalysis(asked: Schemas["CreateAnalysis"], key: string): Promise<Analysis> {
  return body(api.POST("/v1/analyses", { body: asked, params: { header: { "Idempotency-Key": key } } }));
}

/** What was heard of the stems; asked anew when the job behind it ends. */
export function useAnalysis(id: string, isComplete: boolean) {
  return useQuery({
    queryKey: ["analysis", id, isComplete],
    queryFn: () => body(api.GET("/v1/analyses/{id}", { params: { path: { id } } })),
    staleTime: isComplete ? Infinity : 0,
  });
}

export function useWaveforms(id: string, isComplete: boolean) {
  return useQuery({
    queryKey: ["waveforms", id],
    queryFn: () => body(api.GET("/v1/analyses/{id}/waveforms", { params: { path: { id } } })),
    enabled: isComplete,
    staleTime: Infinity,
  });
}

/** All roles with their groups: the engine's list. */
export function useRoles() {
  return useQuery({
    queryKey: ["roles"],
    queryFn: async () => (await body(api.GET("/v1/roles"))).roles,
    staleTime: Infinity,
  });
}
