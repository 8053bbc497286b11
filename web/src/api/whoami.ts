import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { api, body, type Schemas } from "./client";
import { onSession, session } from "./session";

export function useSession() {
  return useSyncExternalStore(onSession, session);
}

/** Who this is to the service, asked again whenever somebody signs in or out. */
export function useWhoAmI() {
  const token = useSession()?.token;
  return useQuery({
    queryKey: ["whoami", token],
    queryFn: () => body(api.GET("/v1/whoami")),
    staleTime: 60_000,
  });
}

/** Whether a sign-in is needed before anything else. */
export function needsSignIn(who: Schemas["Whoami"] | undefined): boolean {
  return who?.authentication === "required" && !who.role;
}
