import { useAnalysis } from "../../../api/analyses";
import { useJob } from "../../../api/jobs";
import { songTitle } from "../../../api/titles";
import { useTitle } from "../../../app/useTitle";
import { Loading, ProblemPage } from "../../../parts/States";
import { Ended } from "../../progress/Ended";
import { LiveProgress } from "../../progress/LiveProgress";
import { Heard } from "./Heard";
import styles from "./Stems.module.css";

/** The second step: the stems are listened to, then shown with what was heard. */
export function Stems({ id }: { id: string }) {
  const job = useJob(id);
  const isComplete = job.data?.status === "complete";
  const analysis = useAnalysis(id, isComplete);
  useTitle(job.data ? songTitle(job.data) : "Stems");

  if (job.error && !job.data) {
    return <ProblemPage error={job.error} onRetry={() => void job.refetch()} />;
  }
  if (!job.data) return <Loading what="The stems" />;
  const { data } = job;
  const name = songTitle(data);
  if (data.status === "failed" || data.status === "cancelled") {
    return <div className={styles.page}><h1>{name}</h1><Ended job={data} /></div>;
  }
  if (!isComplete) {
    return <div className={styles.page}><h1>{name}</h1><LiveProgress job={data} name={name} /></div>;
  }
  if (analysis.error && !analysis.data) return <ProblemPage error={analysis.error} onRetry={() => void analysis.refetch()} />;
  if (!analysis.data) return <Loading what="What was heard" lines={8} />;
  return <Heard analysis={analysis.data} song={data.project_id ?? ""} />;
}
