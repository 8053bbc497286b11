import { useMutation, useQueryClient } from "@tanstack/react-query";
import { memo, useState } from "react";
import { Link } from "wouter";

import { api, body } from "../../api/client";
import { hasEnded } from "../../api/events";
import type { Job } from "../../api/jobs";
import { projectOf, songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Progress } from "../../parts/Progress";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { Worded } from "../../parts/Worded";
import { level, when } from "../../parts/words";
import { kindWords, partsWords, stateWords, STATES } from "./search";
import styles from "./SongRow.module.css";

/** One job in the list. */
export const SongRow = memo(function SongRow({ job }: { job: Job }) {
  const [isAsking, setAsking] = useState(false);
  const title = songTitle(job);
  const project = projectOf(job.project_id);
  const href = job.kind === "analyze" ? `/analyses/${job.job_id}` : `/jobs/${job.job_id}`;
  const isOver = hasEnded(job.status);
  const heard = [
    job.metrics?.lufs != null && level(job.metrics.lufs, "LUFS"),
    job.metrics?.true_peak != null && level(job.metrics.true_peak, "dBTP"),
  ].filter(Boolean).join(", ");
  return (
    <li className={styles.row}>
      <div className={styles.names}>
        <Link href={href} className={styles.title}>{title}</Link>
        <p className={styles.facts}>
          {[project, kindWords(job.kind), partsWords(job), when(job.created_at)].filter(Boolean).join(" · ")}
        </p>
        {job.error && <p className={styles.why}><Worded text={job.error.message} /></p>}
      </div>
      <p className={styles.heard}>{heard}</p>
      <div className={styles.state} data-status={job.kind === "analyze" && job.status === "complete" ? "heard" : job.status}>
        <span>{stateWords(job)}</span>
        {!isOver && <Progress label={`${title}: ${STATES[job.status]}`} percent={job.progress} />}
      </div>
      <Button look="quiet" aria-label={`Delete ${title}`} disabled={!isOver} onClick={() => setAsking(true)}>Delete</Button>
      {isAsking && <Forget job={job} title={title} onClose={() => setAsking(false)} />}
    </li>
  );
});

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
