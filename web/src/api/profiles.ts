import { useQuery } from "@tanstack/react-query";

import { api, body, type Schemas } from "./client";

export type Profile = Schemas["ProfileView"];

export const PROFILES_KEY = ["profiles"] as const;

export function useProfiles() {
  return useQuery({
    queryKey: PROFILES_KEY,
    queryFn: () => body(api.GET("/v1/profiles")),
    staleTime: 60_000,
  });
}
