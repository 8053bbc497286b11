import { useQuery } from "@tanstack/react-query";

import { request, type AnalysisView, type RoleRow, type Waveforms } from "./contract";

interface NewAnalysis {
  project_id?: string;
  stems_meta: { name: string; upload_id: string; role?: string }[];
}

export function createAnalysis(asked: NewAnalysis, key: string): Promise<AnalysisView> {
  return request("POST", "/v1/analyses", asked, { "idempotency-key": key });
}

/** What was heard of the stems; asked anew when the job behind it ends. */
export function useAnalysis(id: string, isComplete: boolean) {
  return useQuery({
    queryKey: ["analysis", id, isComplete],
    queryFn: () => request<AnalysisView>("GET", `/v1/analyses/${encodeURIComponent(id)}`),
    staleTime: isComplete ? Infinity : 0,
  });
}

export function useWaveforms(id: string, isComplete: boolean) {
  return useQuery({
    queryKey: ["waveforms", id],
    queryFn: () => request<Waveforms>("GET", `/v1/analyses/${encodeURIComponent(id)}/waveforms`),
    enabled: isComplete,
    staleTime: Infinity,
  });
}

/** All roles with their groups: the engine's list. */
export function useRoles() {
  return useQuery({
    queryKey: ["roles"],
    queryFn: async () => (await request<{ roles: RoleRow[] }>("GET", "/v1/roles")).roles,
    staleTime: Infinity,
  });
}
