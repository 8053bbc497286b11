import { useCallback, useEffect, useMemo, useState } from "react";

import { useJob, type Job } from "../../api/jobs";
import type { Player } from "../../audio/player";
import { LinkButton } from "../../parts/Button";
import { Loading, ProblemNote } from "../../parts/States";
import { Tabs } from "../../parts/Tabs";
import { NearReference } from "../references/NearReference";
import { Amounts } from "./Amounts";
import { Files } from "./Files";
import { show, trailOf, useTrails } from "./history";
import { Listen } from "./Listen";
import { Moves } from "./Moves";
import { useReport, type Report } from "./report";
import styles from "./Result.module.css";
import { SayBox } from "./SayBox";
import { Targets } from "./Targets";
import { usePreviewLufs } from "./tracks";
import { TryBar } from "./TryBar";
import { usePreview } from "./usePreview";
import { useRecipe } from "./useRecipe";
import { useSpan } from "./useSpan";
import { VerdictHead } from "./VerdictHead";
import { Versions } from "./Versions";
import { useRoot, useVersions } from "./versions";

/** What came of a job that is complete: of the song that it is a version of. */
export function Result({ job }: { job: Job }) {
  const { root, error } = useRoot(job.job_id);
  const rootId = root?.job_id;
  useEffect(() => {
    if (rootId && rootId !== job.job_id) show(rootId, job.job_id);
  }, [rootId, job.job_id]);
  if (error) return <ProblemNote error={error} />;
  return root ? <Song job={root} /> : <Loading what="The result" />;
}

/** A song with the version that is looked at: as chosen here, else the newest that is rendered. */
function Song({ job }: { job: Job }) {
  const { versions, error } = useVersions(job.job_id);
  const chosen = useTrails(({ trails }) => trailOf(trails, job.job_id).shown);
  const shownId = chosen && (versions?.made.includes(chosen) ?? true) ? chosen : (versions?.made.at(-1) ?? job.job_id);
  const first = useReport(job.job_id);
  const shownJob = useJob(shownId).data;
  const shown = useReport(shownId);
  const failed = shown.error ?? error;
  if (failed && !shown.data) return <ProblemNote error={failed} onRetry={() => void shown.refetch()} />;
  if (!shown.data || !first.data || !shownJob || !(versions || error)) return <Loading what="The result" />;
  return (
    <article className={styles.page}>
      <VerdictHead job={job} report={shown.data} isVersion={shownId !== job.job_id} />
      <Body job={job} shownJob={shownJob} report={shown.data} first={first.data} />
    </article>
  );
}

const TABS = [
  { id: "moves", label: "What was done" },
  { id: "targets", label: "Targets" },
  { id: "versions", label: "Versions" },
  { id: "files", label: "Files" },
] as const;
type TabId = (typeof TABS)[number]["id"];

interface BodyProps {
  job: Job;
  shownJob: Job;
  report: Report;
  first: Report;
}

function Body({ job, shownJob, report, first }: BodyProps) {
  const jobId = job.job_id;
  const recipe = useRecipe(jobId);
  const [tab, setTab] = useState<TabId>("moves");
  const [player, setPlayer] = useState<Player>();
  const takePlayer = useCallback((next: Player | undefined) => setPlayer(next), []);
  const span = useSpan(player, report);
  const preview = usePreview(recipe, span);
  const tried = usePreviewLufs(preview.preview, { jobId: shownJob.job_id, lufs: report.after?.integrated_lufs ?? undefined });
  const isVersion = shownJob.job_id !== jobId;
  const firstTrack = useMemo(() => (isVersion ? { jobId, lufs: first.after?.integrated_lufs ?? undefined } : undefined), [isVersion, jobId, first]);

  return (
    <>
      <Listen report={report} jobId={shownJob.job_id} first={firstTrack} preview={tried} references={job.references} onPlayer={takePlayer} />
      <section aria-labelledby="change" className={styles.changeIt}>
        <div className={styles.line}>
          <h2 id="change">Change it</h2>
          <LinkButton href={`/jobs/${jobId}/console`}>Open the console</LinkButton>
        </div>
        <p className={styles.quiet}>How much of what was done is heard: at 0 % it is as it came, at 100 % as it was decided. What you set of a single move stays, and is multiplied.</p>
        <Amounts recipe={recipe} />
        <SayBox recipe={recipe} />
        {recipe.error && <ProblemNote error={recipe.error} />}
        <TryBar jobId={jobId} recipe={recipe} preview={preview} span={span} shown={shownJob.job_id} />
      </section>
      {report.reference && <NearReference reference={report.reference} />}
      <Tabs label="About this version" tabs={TABS} chosen={tab} onChoose={setTab}>
        {!recipe.view ? <Loading what="The recipe" /> : (
          <>
            {tab === "moves" && <Moves recipe={recipe.view.recipe} report={first} onEdit={recipe.edit} />}
            {tab === "targets" && <Targets report={report} recipe={recipe.view.recipe} />}
            {tab === "versions" && <Versions jobId={jobId} recipe={recipe} shown={shownJob.job_id} />}
            {tab === "files" && <Files job={shownJob} />}
          </>
        )}
      </Tabs>
    </>
  );
}
