import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, body, type Schemas } from "../../api/client";
import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { useTitle } from "../../app/useTitle";
import { Figures } from "../../parts/Figures";
import { Progress } from "../../parts/Progress";
import { Loading, ProblemNote } from "../../parts/States";
import { Table } from "../../parts/Table";
import { Worded } from "../../parts/Worded";
import { bytes, clock, plural, when } from "../../parts/words";
import { kindWords } from "../songs/search";
import styles from "./Admin.module.css";
import { RetryButton } from "./RetryButton";

type Status = Schemas["AdminStatus"];

export const STATUS = ["admin"] as const;

const LIVE_MS = 2000;

/** How the service is: queue, workers, storage, what failed. */
export function Admin() {
  useTitle("Service");
  const status = useQuery({
    queryKey: STATUS,
    queryFn: () => body(api.GET("/v1/admin/status")),
    refetchInterval: LIVE_MS,
  });
  return (
    <div className={styles.page}>
      <h1>Service</h1>
      {status.error && <ProblemNote error={status.error} onRetry={() => void status.refetch()} />}
      {status.isPending && <Loading what="The service" />}
      {status.data && <Told status={status.data} />}
    </div>
  );
}

function Told({ status }: { status: Status }) {
  const jobs = status.jobs as Record<string, number>;
  const count = (name: string) => jobs[name] ?? 0;
  const figures = [
    { name: "Waiting", value: String(count("queued")) },
    { name: "Oldest waits", value: status.oldest_wait_seconds == null ? "none" : clock(status.oldest_wait_seconds) },
    { name: "In the making", value: `${count("processing")} of ${status.workers}` },
    { name: "Ready", value: String(count("complete")) },
    { name: "Failed", value: String(count("failed")), ...(count("failed") > 0 && { tone: "bad" as const }) },
    { name: "Stems kept", value: bytes(status.storage.stems_bytes) },
    { name: `Storage: ${status.storage.kind}`, value: status.storage.answers ? "answers" : "silent", tone: status.storage.answers ? "good" as const : "bad" as const },
    { name: `Version ${status.version}, up for`, value: clock(status.uptime_seconds) },
  ];
  return (
    <>
      <Figures figures={figures} />
      <Working status={status} />
      <Failed status={status} />
    </>
  );
}

function Working({ status: { working } }: { status: Status }) {
  return (
    <section className={styles.section}>
      <h2>Workers</h2>
      {working.length === 0 ? <p className={styles.words}>All workers rest.</p> : (
        <Table caption="What workers do" captionHidden head={["Worker", "Job", "Try", "Progress", "Heard of"]}>
          {working.map(({ worker, job_id, attempt, progress, heard_at, is_lost }) => (
            <tr key={job_id}>
              <th scope="row">{worker}{is_lost && <b className={styles.bad}> lost</b>}</th>
              <td><Link href={`/jobs/${job_id}`}>{job_id.slice(-12)}</Link></td>
              <td>{attempt}</td>
              <td className={styles.progress}><Progress label={`Job ${job_id.slice(-12)}`} percent={progress} />{`${Math.floor(progress)} %`}</td>
              <td>{when(heard_at)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Failed({ status: { failed } }: { status: Status }) {
  return (
    <section className={styles.section}>
      <h2>What failed</h2>
      {failed.length === 0 ? <p className={styles.words}>Nothing. Jobs that fail are listed here, with the reason and a way to try again.</p> : (
        <ul className={styles.failed} aria-label="Jobs that failed">
          {failed.map((job) => <FailedRow key={job.job_id} job={job} />)}
        </ul>
      )}
    </section>
  );
}

/** Whether another try may do better: what is wrong with the files stays wrong. */
function mayPass(error: Job["error"]): boolean {
  return error?.code !== "input";
}

function FailedRow({ job: { job_id, created_at, completed_at, attempts, error, ...titled } }: { job: Job }) {
  const title = songTitle(titled);
  return (
    <li>
      <div>
        <Link className={styles.title} href={`/jobs/${job_id}`}>{title}</Link>
        <p className={styles.words}>{[kindWords(titled.kind), when(completed_at ?? created_at), plural(attempts, "try", "tries")].join(" · ")}</p>
        <p className={styles.words}><code>{job_id}</code></p>
      </div>
      <p>{error && <><Worded text={error.message} /> <Worded text={error.hint ?? ""} /></>}</p>
      <RetryButton id={job_id} title={title} look={mayPass(error) ? "plain" : "quiet"} />
    </li>
  );
}
