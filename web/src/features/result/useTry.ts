/** Trying a change on a part of the song, and rendering it again. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { hasEnded } from "../../api/events";
import { fetchJob, jobKey, useJob, type Job } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { rendered, show, trailOf, useTrails } from "./history";
import { startPreview, startRender } from "./recipe";
import type { Span } from "./spans";
import type { Preview } from "./tracks";

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
  const preview: Preview | undefined = tried && isDone ? { jobId: tried.job, ...(spanTold(job) ?? tried.span) } : undefined;
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

function spanTold(job: Job): Span | undefined {
  return (job as Job & { preview?: Span | null }).preview ?? undefined;
}

/** Renders the recipe at hand; the new version is shown when it is there, also after a reload. */
export function useRender(jobId: string, recipe: string) {
  const trail = useTrails(({ trails }) => trails[jobId]);
  const running = (trail ?? trailOf({}, jobId)).renders.find((one) => one.recipe === recipe)?.job;
  const start = useMutation({
    mutationFn: () => startRender(recipe),
    onSuccess: ({ job_id }) => rendered(jobId, recipe, job_id),
  });
  return { start: () => start.mutate(), job: running, isStarting: start.isPending, error: start.error };
}

/** Follows a render to its end. */
export function useRenderEnd(jobId: string, render: string) {
  const { data } = useJob(render);
  const status = data?.status;
  const [wasRunning, setRunning] = useState(false);
  if (status && !hasEnded(status) && !wasRunning) setRunning(true);
  useEffect(() => {
    if (wasRunning && status === "complete") show(jobId, render);
  }, [wasRunning, status, jobId, render]);
  return { job: data, error: failure(data) };
}

function failure(job: Job | undefined): Problem | undefined {
  if (job?.status === "cancelled") return new Problem(-1, "It was called off", "", "Start it again.");
  if (job?.status !== "failed") return undefined;
  return new Problem(-1, "It could not be made", job.error?.message ?? "", job.error?.hint ?? undefined);
}
