/** Rendering the song with what was changed. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { hasEnded } from "../../api/events";
import { useJob, type Job } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { show } from "./history";
import { startRender } from "./recipe";
import { useVersions, versionsKey } from "./versions";

/** Renders the recipe at hand; which job does is told by the service, so a reload or another browser follows it too. */
export function useRender(songId: string, recipe: string) {
  const client = useQueryClient();
  const { versions } = useVersions(songId);
  const start = useMutation({
    mutationFn: (options: Parameters<typeof startRender>[1]) => startRender(recipe, options),
    onSuccess: () => client.invalidateQueries({ queryKey: versionsKey(songId) }),
  });
  return { start: () => start.mutate({}), startWithStems: () => start.mutate({ export_stems: true }), job: versions?.jobOf(recipe), made: start.data?.job_id, isStarting: start.isPending, error: start.error };
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

/** What went wrong with a job that is to be heard. */
export function failure(job: Job | undefined): Problem | undefined {
  if (job?.status === "cancelled") return new Problem(-1, "It was called off", "", "Start it again.");
  if (job?.status !== "failed") return undefined;
  return new Problem(-1, "It could not be made", job.error?.message ?? "", job.error?.hint ?? undefined);
}
