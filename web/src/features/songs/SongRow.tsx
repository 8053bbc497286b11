import { useMutation, useQueryClient } from "@tanstack/react-query";
import { memo, useRef, useState } from "react";
import { Link } from "wouter";

import { api, body } from "../../api/client";
import { hasEnded } from "../../api/events";
import type { Job } from "../../api/jobs";
import { asProblem } from "../../api/problem";
import { projectOf, songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Progress } from "../../parts/Progress";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { Worded } from "../../parts/Worded";
import { level, when } from "../../parts/words";
import { NameField } from "./NameField";
import { kindWords, partsWords, stateWords, STATES } from "./search";
import styles from "./SongRow.module.css";

/** One job in the list. */
export const SongRow = memo(function SongRow({ job }: { job: Job }) {
  const [isAsking, setAsking] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const nameButton = useRef<HTMLButtonElement>(null);
  const title = songTitle(job);
  const project = projectOf(job.project_id);
  const href = job.kind === "analyze" ? `/analyses/${job.job_id}` : `/jobs/${job.job_id}`;
  const isOver = hasEnded(job.status);
  const heard = [
    job.metrics?.lufs != null && level(job.metrics.lufs, "LUFS"),
    job.metrics?.true_peak != null && level(job.metrics.true_peak, "dBTP"),
  ].filter(Boolean).join(", ");
  const link = <Link href={href} className={styles.title}>{title}</Link>;
  return (
    <li className={styles.row}>
      <div className={styles.names}>
        {isNaming ? <NameField job={job} shown={link} home={nameButton} onClose={() => setNaming(false)} /> : link}
        <p className={styles.facts}>
          {[project, kindWords(job.kind), partsWords(job), when(job.created_at)].filter(Boolean).join(" · ")}
        </p>
        {job.error && <p className={styles.why}><Worded text={job.error.message} /></p>}
      </div>
      <p className={styles.heard}>{heard}</p>
      <div className={styles.state} data-status={job.kind === "analyze" && job.status === "complete" ? "heard" : job.status}>
        <span>{stateWords(job)}</span>
        {!isOver && job.status !== "awaiting_upload" && <Progress label={`${title}: ${STATES[job.status]}`} percent={job.progress} />}
      </div>
      <div className={styles.acts}>
        <Button ref={nameButton} look="quiet" aria-label={`Rename ${title}`} onClick={() => setNaming(true)}>Rename</Button>
        {isOver ? <Button look="quiet" aria-label={`Delete ${title}`} onClick={() => setAsking(true)}>Delete</Button> : <CallOff job={job} title={title} />}
      </div>
      {isAsking && <Forget job={job} title={title} onClose={() => setAsking(false)} />}
    </li>
  );
});

/** What is not over is called off first; then it can be deleted, or tried again. */
function CallOff({ job, title }: { job: Job; title: string }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => body(api.POST("/v1/jobs/{id}/cancel", { params: { path: { id: job.job_id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: (error) => toast(asProblem(error).detail || asProblem(error).title),
  });
  return <Button look="quiet" busy={cancel.isPending} aria-label={`Call off ${title}`} onClick={() => cancel.mutate()}>Call off</Button>;
}

function Forget({ job, title, onClose }: { job: Job; title: string; onClose: () => void }) {
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => body(api.DELETE("/v1/jobs/{id}", { params: { path: { id: job.job_id } } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["jobs"] });
      toast(`${title} is deleted`);
      onClose();
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button look="danger" busy={forget.isPending} onClick={() => forget.mutate()}>Delete for good</Button>
    </>
  );
  return (
    <Dialog title={`Delete ${title}?`} foot={foot} onClose={onClose}>
      <p>Its files are deleted with it: mix, master, report and stems. This cannot be undone.</p>
      {forget.error && <ProblemNote error={forget.error} />}
    </Dialog>
  );
}
