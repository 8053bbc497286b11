/** Trying a change on a part of the song, and rendering it again. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { hasEnded } from "../../api/events";
import { fetchJob, jobKey, useJob, type Job } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { show } from "./history";
import { startPreview, startRender } from "./recipe";
import type { Span } from "./spans";
import type { Preview } from "./tracks";
import { useVersions, versionsKey } from "./versions";

/** A preview takes a second or two: it is asked for more often than a long job. */
const ASK_MS = 400;

interface Tried {
  job: string;
  recipe: string;
  span: Span;
}

export function usePreview(recipe: string) {
  const [tried, setTried] = useState<Tried>();
  const start = useMutation({
    mutationFn: async (span: Span) => ({ job: (await startPreview(recipe, span)).job_id, recipe, span }),
    onSuccess: setTried,
  });
  const job = useQuery({
    queryKey: jobKey(tried?.job ?? "none"),
    queryFn: () => fetchJob(tried?.job ?? ""),
    enabled: tried !== undefined,
    refetchInterval: ({ state }) => (hasEnded(state.data?.status) ? false : ASK_MS),
  }).data;
  const isDone = job?.status === "complete";
  const preview: Preview | undefined = tried && isDone ? { jobId: tried.job, ...(job?.preview ?? tried.span) } : undefined;
  return {
    start: start.mutate,
    preview,
    /** Whether the preview is of the recipe at hand. */
    isFresh: tried?.recipe === recipe,
    progress: start.isPending ? 0 : tried && !hasEnded(job?.status) ? (job?.progress ?? 0) : undefined,
    error: start.error ?? failure(job),
    forget: () => setTried(undefined),
  };
}

/** Renders the recipe at hand; which job does is told by the service, so a reload or another browser follows it too. */
export function useRender(songId: string, recipe: string) {
  const client = useQueryClient();
  const { versions } = useVersions(songId);
  const start = useMutation({
    mutationFn: () => startRender(recipe),
    onSuccess: () => client.invalidateQueries({ queryKey: versionsKey(songId) }),
  });
  return { start: () => start.mutate(), job: versions?.jobOf(recipe), isStarting: start.isPending, error: start.error };
}

/** Follows a render to its end. */
export function useRenderEnd(songId: string, render: string) {
  const client = useQueryClient();
  const { data } = useJob(render);
  const status = data?.status;
  const [wasRunning, setRunning] = useState(false);
  if (status && !hasEnded(status) && !wasRunning) setRunning(true);
  useEffect(() => {
    if (!wasRunning || !hasEnded(status)) return;
    if (status === "complete") show(songId, render);
    void client.invalidateQueries({ queryKey: versionsKey(songId) });
  }, [wasRunning, status, songId, render, client]);
  return { job: data, error: failure(data) };
}

function failure(job: Job | undefined): Problem | undefined {
  if (job?.status === "cancelled") return new Problem(-1, "It was called off", "", "Start it again.");
  if (job?.status !== "failed") return undefined;
  return new Problem(-1, "It could not be made", job.error?.message ?? "", job.error?.hint ?? undefined);
}
