import type { Job } from "../../api/jobs";

/** What came of a job that is complete. */
export function Result({ job }: { job: Job }) {
  return <h1>{job.job_id} is ready</h1>;
}
