/** One job, live. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, body, type Schemas } from "./client";
import { hasEnded, watchJob } from "./events";

export type Job = Schemas["JobView"];

/** A broken stream is made up for by asking. */
const POLL_MS = 3000;

export const jobKey = (id: string) => ["job", id] as const;

export function fetchJob(id: string): Promise<Job> {
  return body(api.GET("/v1/jobs/{id}", { params: { path: { id } } }));
}

export function cancelJob(id: string): Promise<Job> {
  return body(api.POST("/v1/jobs/{id}/cancel", { params: { path: { id } } }));
}

/** The job, kept up to date by its events; by polling while there is no line. */
export function useJob(id: string) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(false);
  const query = useQuery({
    queryKey: jobKey(id),
    queryFn: () => fetchJob(id),
    refetchInterval: (query) => (isLive || hasEnded(query.state.data?.status) ? false : POLL_MS),
  });
  const ended = hasEnded(query.data?.status);
  const known = query.data !== undefined;

  useEffect(() => {
    if (!known || ended) return;
    return watchJob(id, {
      onLine: setLive,
      onEvent: (event) => {
        client.setQueryData<Job>(jobKey(id), (job) => (job ? withEvent(job, event) : job));
        // The end brings results and metrics, which no event holds.
        if (hasEnded(event.status)) void client.invalidateQueries({ queryKey: jobKey(id) });
      },
    });
  }, [id, known, ended, client]);

  return { ...query, isLive };
}

function withEvent(job: Job, event: Schemas["Event"]): Job {
  // Its end is told by the job itself: until then there would be a complete job without results.
  if (hasEnded(event.status)) return { ...job, progress: event.progress };
  return {
    ...job,
    status: event.status as Job["status"],
    stage: event.stage ?? job.stage,
    progress: event.progress,
    eta_seconds: event.eta_seconds,
  };
}

/** Where a file of a job lies: `mix`, `master`, `report`, … */
export function downloadPath(id: string, what: string): string {
  return `/v1/jobs/${encodeURIComponent(id)}/download/${what}`;
}
