import { useEffect } from "react";
import { useLocation } from "wouter";

import { useJob, type Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { useTitle } from "../../app/useTitle";
import { Loading, ProblemPage } from "../../parts/States";
import { AlbumResult } from "../albums/AlbumResult";
import { Result } from "../result";
import { Ended } from "./Ended";
import styles from "./JobPage.module.css";
import { LiveProgress } from "./LiveProgress";

/** A job at its address: how far it is, then what came of it. */
export function JobPage({ id }: { id: string }) {
  const { data: job, error, refetch } = useJob(id);
  const [, go] = useLocation();
  useTitle(job ? songTitle(job) : "Song");
  const isAnalysis = job?.kind === "analyze";
  useEffect(() => {
    if (isAnalysis) go(`/analyses/${id}`, { replace: true });
  }, [isAnalysis, id, go]);

  if (!job) return error ? <ProblemPage error={error} onRetry={() => void refetch()} /> : <Loading what="The song" />;
  if (job.status === "complete") return job.kind === "album" ? <AlbumResult job={job} /> : <Result job={job} />;
  return <Underway job={job} />;
}

function Underway({ job }: { job: Job }) {
  const name = songTitle(job);
  const isOver = job.status === "failed" || job.status === "cancelled";
  return (
    <div className={styles.page}>
      <h1>{name}</h1>
      {isOver ? <Ended job={job} /> : <LiveProgress job={job} name={name} />}
    </div>
  );
}
