import { useId } from "react";

import type { Player } from "../../audio/player";
import { Select } from "../../parts/Field";
import type { Move, Recipe } from "../result/recipe";
import type { Report } from "../result/report";
import { targetName } from "../result/words";
import styles from "./Console.module.css";
import { DynamicsCurve } from "./DynamicsCurve";
import { EqCurve } from "./EqCurve";
import { TABLE_TARGETS, type Strip } from "./fold";
import { Lane } from "./Lane";
import { aside } from "./plot";
import { Reduction } from "./Reduction";
import { Settings } from "./Settings";
import type { Desk } from "./useConsole";

interface DetailProps {
  strip: Strip;
  colour: string;
  desk: Desk;
  recipe: Recipe;
  report?: Report;
  player?: Player;
}

const CURVED = new Set(["compressor", "parallel", "duck"]);

/** All of one strip: its curves, its rides, every setting. */
export function Detail(props: DetailProps) {
  const { strip, desk } = props;
  const { edits, processors } = desk;
  return (
    <section className={styles.detail} aria-label={`Settings of ${targetName(strip.target)}`}>
      <h2>{targetName(strip.target)}</h2>
      <Plots {...props} />
      <div>
        {strip.moves.map((move) => (
          <Settings key={move.id} move={move} processor={processors.find(({ kind }) => kind === move.action)} onSet={(params) => edits.setMove(move, params)} onDrop={() => edits.drop(move)} />
        ))}
      </div>
      <Add strip={strip} desk={desk} frames={props.recipe.session.frames} />
    </section>
  );
}

function Plots({ strip, colour, desk, recipe, report, player }: DetailProps) {
  const { edits, row, processors } = desk;
  const { sample_rate_hz: rate_hz, frames } = recipe.session;
  const automation = strip.moves.find(({ action }) => action === "automation");
  const points = processors.find(({ kind }) => kind === "automation")?.points;
  const over = ({ action }: Move) => report?.pictures?.reductions?.find(({ name }) => name === `${strip.target} ${action}` || (strip.kind === "master" && name === action));
  return (
    <div className={styles.plots}>
      {(strip.kind === "stem" || strip.kind === "bus") && <EqCurve {...{ strip, colour, rate_hz, row, edits }} />}
      {strip.moves.filter(({ action }) => CURVED.has(action)).map((move) => <DynamicsCurve key={move.id} {...{ move, colour, row }} />)}
      {strip.moves.map((move) => {
        const drawn = over(move);
        return drawn && <Reduction key={move.id} action={move.action} {...{ colour, player }} step_s={drawn.step_s} reduction_db={drawn.reduction_db} />;
      })}
      {automation && points && <Lane {...{ colour, frames, rate_hz, player }} move={automation} row={points} onSet={(to) => edits.setMove(automation, { points: to })} />}
    </div>
  );
}

const RIDES = "automation";

/** What a strip does not have yet. */
function Add({ strip, desk: { processors, edits }, frames }: { strip: Strip; desk: Desk; frames: number }) {
  const id = useId();
  const addable = processors.filter(({ kind, targets, repeats, parameters }) =>
    targets.includes(TABLE_TARGETS[strip.kind]) && (kind === RIDES || parameters.length > 0) && (repeats || !strip.moves.some(({ action }) => action === kind)));
  if (addable.length === 0) return null;
  // A ride begins as a level line from end to end.
  const add = (kind: string) => edits.add(strip, kind, kind === RIDES ? { points: [[0, 0], [frames - 1, 0]] } : {});
  return (
    <p className={styles.addLine}>
      <label htmlFor={id}>Add</label>
      <Select id={id} value="" onChange={(event) => event.target.value && add(event.target.value)}>
        <option value="">choose …</option>
        {addable.map(({ kind }) => <option key={kind} value={kind}>{kind === RIDES ? "rides of the fader" : aside(kind)}</option>)}
      </Select>
    </p>
  );
}
