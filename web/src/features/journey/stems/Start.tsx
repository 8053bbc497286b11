import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";

import type { Analysis } from "../../../api/analyses";
import { api, body } from "../../../api/client";
import { oneKeyOf } from "../../../api/once";
import { Button } from "../../../parts/Button";
import { ProblemNote } from "../../../parts/States";
import { plural } from "../../../parts/words";
import { clear } from "../../uploads/actions";
import { referencesOf } from "../../uploads/lots";
import { totals } from "../../uploads/store";
import { useLot } from "../../uploads/useLot";
import { orderOf, type Wishes } from "./corrections";
import styles from "./StartPanel.module.css";

interface StartProps {
  analysis: Analysis;
  wishes: Wishes;
  song: string;
  label: string;
  /** What has to be put right first. */
  hurdle?: string;
}

/** The one button. While a reference is on its way it waits for it, and starts by itself then. */
export function Start({ analysis, wishes, song, label, hurdle }: StartProps) {
  const [, go] = useLocation();
  const [isArmed, setArmed] = useState(false);
  const lot = referencesOf(analysis.analysis_id);
  const references = useLot(lot).uploads.filter((one) => one.state !== "refused");
  const { files, done } = totals(references);
  const isWhole = files === done;
  const start = useMutation({
    mutationFn: () => {
      const order = orderOf(analysis, { ...wishes, song: wishes.song ?? song }, references.flatMap(({ upload_id }) => upload_id ?? []));
      return body(api.POST("/v1/jobs", { body: order, params: { header: { "Idempotency-Key": oneKeyOf(order) } } }));
    },
    onSuccess: ({ job_id }) => {
      // The job has the references now; the service forgets the uploads they came as.
      clear(lot);
      go(`/jobs/${job_id}`);
    },
    onError: () => setArmed(false),
  });
  const { mutate, isPending, isSuccess } = start;
  useEffect(() => {
    if (isArmed && isWhole && !isPending && !isSuccess) mutate();
  }, [isArmed, isWhole, isPending, isSuccess, mutate]);

  const waits = isArmed && !isWhole;
  return (
    <div className={styles.foot}>
      {start.error && <ProblemNote error={start.error} />}
      <Button look={waits ? "plain" : "primary"} size="large" disabled={hurdle !== undefined} busy={isPending || isSuccess} onClick={() => setArmed(!waits)}>
        {isPending ? "Starting…" : waits ? "Wait with it" : label}
      </Button>
      {waits && <p className={styles.hint} role="status">{`Starts by itself when ${plural(files - done, "reference is", "references are")} here.`}</p>}
      {hurdle && <p className={styles.hint}>{hurdle}</p>}
    </div>
  );
}
