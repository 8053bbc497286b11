import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import { jobKey, type Job } from "../../api/jobs";
import { Button, LinkButton } from "../../parts/Button";
import { Empty, ProblemNote } from "../../parts/States";
import { Worded } from "../../parts/Worded";

/** A job that brought nothing: why, and what can be done. */
export function Ended({ job }: { job: Job }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => body(api.POST("/v1/jobs/{id}/retry", { params: { path: { id: job.job_id } } })),
    onSuccess: (queued) => client.setQueryData(jobKey(job.job_id), queued),
  });
  // What is wrong with the files stays wrong: there the way on is another drop.
  const isOfFiles = job.error?.code === "input";
  const title = job.status === "cancelled" ? "Called off" : "It could not be made";
  return (
    <div>
      <Empty title={title}>
        {job.error ? (
          <>
            <p><Worded text={job.error.message} /></p>
            {job.error.hint && <p><Worded text={job.error.hint} /></p>}
          </>
        ) : (
          <p>The stems are still here, as long as the service keeps them.</p>
        )}
      </Empty>
      {retry.error && <ProblemNote error={retry.error} />}
      <p style={{ display: "flex", gap: "var(--space-2)", flexWrap: "wrap" }}>
        <Button look={isOfFiles ? "plain" : "primary"} busy={retry.isPending} onClick={() => retry.mutate()}>Try again</Button>
        <LinkButton look={isOfFiles ? "primary" : "plain"} href="/">{isOfFiles ? "Drop other files" : "Start another song"}</LinkButton>
      </p>
    </div>
  );
}
