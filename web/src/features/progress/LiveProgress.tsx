import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { cancelJob, jobKey, type Job } from "../../api/jobs";
import { Button } from "../../parts/Button";
import { cx } from "../../parts/cx";
import { Progress } from "../../parts/Progress";
import { ProblemNote } from "../../parts/States";
import { timeLeft } from "../../parts/words";
import styles from "./LiveProgress.module.css";
import { NotifyButton } from "./NotifyButton";
import { stageWords, steps } from "./stages";

interface LiveProgressProps {
  job: Job;
  /** Of the song, for the tab's title and the notification. */
  name: string;
}

/** A job that is not done: what happens now, how far it is, what is left, and the way out. */
export function LiveProgress({ job, name }: LiveProgressProps) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.job_id),
    onSuccess: (cancelled) => client.setQueryData(jobKey(job.job_id), cancelled),
  });
  const words = stageWords(job.status, job.stage);
  const left = job.status === "processing" && job.eta_seconds != null ? timeLeft(job.eta_seconds) : undefined;
  const way = steps(job.kind, job.stage);
  const percent = Math.floor(job.progress);
  useEffect(() => {
    document.title = `${percent} % · ${name} · MixMaster`;
  }, [percent, name]);

  return (
    <section className={styles.live} aria-label="Progress">
      <p className={styles.percent} aria-hidden="true">{percent}<span> %</span></p>
      <div className={styles.words}>
        <p className={styles.stage} role="status">{words}</p>
        <p className={styles.left}>{[left, job.attempts > 1 && `try ${job.attempts}`].filter(Boolean).join(" · ") || " "}</p>
      </div>
      <Progress label={words} percent={job.progress} text={[`${percent} %`, left].filter(Boolean).join(", ")} />
      {way.length > 0 && <ol className={styles.steps}>
        {way.map(({ name, at }) => (
          <li key={name} className={cx(styles.step, styles[at])} aria-current={at === "now" ? "step" : undefined}>{name}</li>
        ))}
      </ol>}
      <div className={styles.foot}>
        <NotifyButton id={job.job_id} name={name} />
        <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>Cancel</Button>
      </div>
      {cancel.error && <ProblemNote error={cancel.error} />}
      <p className={styles.calm}>You may close this page: the work goes on, and this address shows it.</p>
    </section>
  );
}
