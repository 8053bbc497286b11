import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { Checkbox } from "../../parts/Field";
import { Progress } from "../../parts/Progress";
import { ProblemNote } from "../../parts/States";
import { clock, plural, timeLeft } from "../../parts/words";
import { NotifyButton } from "../progress/NotifyButton";
import { show } from "./history";
import { holdsLoudness } from "./recipe";
import styles from "./Result.module.css";
import type { Span } from "./spans";
import type { RecipeAtHand } from "./useRecipe";
import { useUndoKeys } from "./useUndoKeys";
import type { usePreview } from "./usePreview";
import { useRender, useRenderEnd } from "./useTry";

interface TryBarProps {
  jobId: string;
  recipe: RecipeAtHand;
  preview: ReturnType<typeof usePreview>;
  span: Span;
  /** The version that is looked at and heard. */
  shown: string;
}

const QUICK = "Playing with your changes, at one loudness with the others. The render finds its own level anew; its limiter may then hold a little more or less than here.";
const EXACT = "Playing with your changes, to the sample as the render will be; switch back and forth in the player.";

/** What can be done with a change: hear it on a part, render it, take it back. */
export function TryBar({ jobId, recipe, preview, span, shown }: TryBarProps) {
  const render = useRender(jobId, recipe.at);
  const isChanged = recipe.at !== jobId;
  useUndoKeys(recipe);
  const isTried = preview.preview !== undefined && preview.isFresh;
  // Where the loudness is not found anew, what is quick is exact.
  const isRough = !preview.isExact && recipe.view !== undefined && holdsLoudness(recipe.view.recipe);
  const part = `${clock(span.start_s)} to ${clock(span.start_s + span.length_s)}`;
  return (
    <div className={styles.tryBar}>
      <div className={styles.buttons}>
        <Button look="primary" busy={preview.progress !== undefined || recipe.isBusy} disabled={!isChanged} onClick={preview.hear}>
          Hear it, {part}
        </Button>
        <Button busy={render.isStarting || recipe.isBusy} disabled={!isChanged || render.job !== undefined} onClick={render.start}>Render the song again</Button>
        <Button disabled={!recipe.undo} onClick={() => recipe.undo?.()}>Undo</Button>
        <Button disabled={!recipe.redo} onClick={() => recipe.redo?.()}>Redo</Button>
        <Checkbox label="Hear each change at once" checked={preview.follows} onChange={({ target }) => preview.follow(target.checked)} />
      </div>
      <p className={styles.quiet} role="status">
        {!isChanged && "Nothing is changed. Mark 15 to 30 s in the player to choose what is tried."}
        {isChanged && preview.progress === undefined && (isTried ? (isRough ? QUICK : EXACT) : "Your changes are kept. Hear them, or render the song with them.")}
        {preview.progress !== undefined && `Making ${plural(Math.round(span.length_s), "second")} with your changes; what plays goes on until they are here, and a further change takes their place.`}
        {isChanged && preview.progress === undefined && isTried && isRough && <> <Button onClick={preview.hearExactly}>Hear it exactly as the render</Button></>}
      </p>
      {preview.progress !== undefined && <Progress label="Preview" percent={preview.progress} />}
      {preview.error && <ProblemNote error={preview.error} onRetry={preview.hear} />}
      {render.error && <ProblemNote error={render.error} onRetry={render.start} />}
      {render.job && <Rendering key={render.job} jobId={jobId} render={render.job} shown={shown} onRetry={render.start} />}
    </div>
  );
}

interface RenderingProps {
  jobId: string;
  render: string;
  shown: string;
  onRetry: () => void;
}

function Rendering({ jobId, render, shown, onRetry }: RenderingProps) {
  const { job, error } = useRenderEnd(jobId, render);
  if (error) return <ProblemNote error={error} onRetry={onRetry} />;
  if (job?.status === "complete") {
    if (shown === render) return null;
    return <p className={styles.quiet}>This is rendered already. <Button onClick={() => show(jobId, render)}>Show that version</Button></p>;
  }
  const left = job?.eta_seconds != null ? timeLeft(job.eta_seconds) : "";
  return (
    <div>
      <p className={styles.quiet}>Rendering the whole song with your changes. {left} {job && <NotifyButton id={render} name={songTitle(job)} />}</p>
      <Progress label="Rendering" percent={job?.progress ?? 0} text={left} />
    </div>
  );
}
