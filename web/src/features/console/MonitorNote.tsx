import { Button } from "../../parts/Button";
import { Progress } from "../../parts/Progress";
import { ProblemNote } from "../../parts/States";
import { targetName } from "../result/words";
import { useRender, useRenderEnd } from "../result/useTry";
import styles from "./Console.module.css";
import type { Monitor } from "./useMonitor";

interface MonitorNoteProps {
  monitor: Monitor;
  songId: string;
  recipe: string;
}

/** What is heard of the desk without a render, and what is missing for it. */
export function MonitorNote({ monitor, songId, recipe }: MonitorNoteProps) {
  const render = useRender(songId, recipe);
  const { soloed, hasStems, track } = monitor;
  if (!hasStems) {
    return (
      <div>
        <p className={styles.note}>
          Solo needs the stems of a render, each as it sits in the mix. What is muted is heard with a preview.{" "}
          <Button busy={render.isStarting || render.made !== undefined} onClick={render.startWithStems}>Render with stems</Button>
        </p>
        {render.made && <StemsUnderWay songId={songId} render={render.made} />}
        {render.error && <ProblemNote error={render.error} onRetry={render.startWithStems} />}
      </div>
    );
  }
  return (
    <p className={styles.note} role="status">
      {soloed.size > 0 ? (
        <>
          {`Alone, before the master, as rendered last: ${[...soloed].map(targetName).join(", ")}. `}
          <Button onClick={monitor.clear}>Let all be heard</Button>
        </>
      ) : track ? (
        "Desk in the player: mutes and faders at once, before the master, with the reverb as it was rendered. The rest is heard with a preview."
      ) : (
        "M takes a strip out of the mix, S lets it be heard alone; faders are heard at once on the desk."
      )}
    </p>
  );
}

function StemsUnderWay({ songId, render }: { songId: string; render: string }) {
  const { job, error } = useRenderEnd(songId, render);
  return error ? <ProblemNote error={error} /> : <Progress label="Rendering with stems" percent={job?.progress ?? 0} />;
}
