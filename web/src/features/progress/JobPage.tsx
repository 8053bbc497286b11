import { useJob } from "../../api/jobs";
import { useTitle } from "../../app/useTitle";
import { Loading, ProblemNote } from "../../parts/States";
import { Result } from "../result";

/** A job: how far it is, then what came of it. */
export function JobPage({ id }: { id: string }) {
  useTitle("Song");
  const { data: job, error, refetch } = useJob(id);
  if (!job) return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Loading what="The song" />;
  if (job.status === "complete") return <Result job={job} />;
  return <h1>{Math.round(job.progress)} %</h1>;
}
