import { useCallback, useState } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { useTitle } from "../../app/useTitle";
import type { Player } from "../../audio/player";
import { LinkButton } from "../../parts/Button";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { useColourOf } from "../result/groups";
import { Listen } from "../result/Listen";
import type { Recipe } from "../result/recipe";
import { useReport, type Report } from "../result/report";
import { usePreviewLufs } from "../result/tracks";
import { TryBar } from "../result/TryBar";
import { useSpan } from "../result/useSpan";
import { usePreview } from "../result/usePreview";
import { useRoot } from "../result/versions";
import { Ab } from "./Ab";
import styles from "./Console.module.css";
import { Detail } from "./Detail";
import { MonitorNote } from "./MonitorNote";
import { Strips } from "./Strips";
import { useConsole, type Desk } from "./useConsole";
import { useMonitor, type Monitor } from "./useMonitor";

/** The whole recipe as a desk. */
export function ConsolePage({ jobId }: { jobId: string }) {
  const { root: job, error } = useRoot(jobId);
  const report = useReport(job?.job_id ?? jobId);
  const desk = useConsole(job?.job_id ?? jobId);
  useTitle(job ? `Console, ${songTitle(job)}` : "Console");
  const failed = error ?? report.error;
  if (failed && !job) return <ProblemNote error={failed} />;
  if (!job) return <Loading what="The console" />;
  if (job.status !== "complete") {
    return <Empty title="The console opens when the song is done"><LinkButton href={`/jobs/${jobId}`}>See how far it is</LinkButton></Empty>;
  }
  if (!report.data || !desk.recipe.view || desk.strips.length === 0) return failed ? <ProblemNote error={failed} /> : <Loading what="The console" />;
  return <Console job={job} report={report.data} desk={desk} recipe={desk.recipe.view.recipe} />;
}

interface ConsoleProps {
  job: Job;
  report: Report;
  desk: Desk;
  recipe: Recipe;
}

function Console({ job, report, desk, recipe }: ConsoleProps) {
  const [player, setPlayer] = useState<Player>();
  const takePlayer = useCallback((next: Player | undefined) => setPlayer(next), []);
  const span = useSpan(player, report);
  const preview = usePreview(desk.recipe, span);
  const tried = usePreviewLufs(preview.preview, { jobId: job.job_id, lufs: report.after?.integrated_lufs ?? undefined });
  const monitor = useMonitor(job, desk, recipe);
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <h1>Console</h1>
        <LinkButton look="quiet" href={`/jobs/${job.job_id}`}>Back to {songTitle(job)}</LinkButton>
        <Ab recipe={desk.recipe} />
      </header>
      <Listen report={report} jobId={job.job_id} preview={tried} desk={monitor} references={job.references} onPlayer={takePlayer} isLow />
      {desk.recipe.error && <ProblemNote error={desk.recipe.error} />}
      <TryBar jobId={job.job_id} recipe={desk.recipe} preview={preview} span={span} shown={job.job_id} />
      <MonitorNote monitor={monitor} songId={job.job_id} recipe={desk.recipe.at} />
      <Channels desk={desk} recipe={recipe} report={report} monitor={monitor} player={player} />
    </div>
  );
}

interface ChannelsProps extends Omit<ConsoleProps, "job"> {
  monitor: Monitor;
  player?: Player;
}

/** All strips, and the one that is chosen: choosing another draws the player above not anew. */
function Channels({ desk, recipe, report, monitor, player }: ChannelsProps) {
  const [chosen, setChosen] = useState(recipe.session.stems[0]?.id ?? "master");
  const colourOf = useColourOf(recipe);
  const strip = desk.strips.find(({ target }) => target === chosen);
  return (
    <>
      <Strips desk={desk} chosen={chosen} onChoose={setChosen} monitor={monitor} player={player} recipe={recipe} colourOf={colourOf} />
      {strip && <Detail strip={strip} colour={colourOf(strip.target)} player={player} desk={desk} recipe={recipe} report={report} />}
    </>
  );
}
