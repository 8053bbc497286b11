import type { Job } from "../../api/jobs";
import { when } from "../../parts/words";

/** States as they are shown. */
export const STATES: Record<Job["status"], string> = {
  awaiting_upload: "waits for files",
  queued: "waits for its turn",
  processing: "in the making",
  complete: "ready",
  failed: "failed",
  cancelled: "called off",
};

const KINDS: Record<Job["kind"], string> = { mix: "mix and master", master: "master", render: "new version", analyze: "stems heard, not mixed yet", preview: "preview", album: "album" };

export function kindWords(kind: string): string {
  return KINDS[kind as Job["kind"]] ?? kind;
}

/** Whether every word of the search is somewhere in what is shown of a job, in any order and case. */
export function matches(job: Job, search: string): boolean {
  if (search === "") return true;
  const text = [
    job.project_id, kindWords(job.kind), STATES[job.status], when(job.created_at), job.job_id,
    ...job.stems.flatMap(({ name, role }) => [name, role]), job.metrics?.detected_key,
  ].join(" ").toLocaleLowerCase();
  return search.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}
