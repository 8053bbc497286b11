import { useId } from "react";

import { Select } from "../../parts/Field";
import type { Recipe } from "../result/recipe";
import type { Report } from "../result/report";
import { targetName } from "../result/words";
import styles from "./Console.module.css";
import { DynamicsCurve } from "./DynamicsCurve";
import { EqCurve } from "./EqCurve";
import { TABLE_TARGETS, type Strip } from "./fold";
import { Lane } from "./Lane";
import { aside } from "./plot";
import { Settings } from "./Settings";
import type { Desk } from "./useConsole";

interface DetailProps {
  strip: Strip;
  desk: Desk;
  recipe: Recipe;
  report?: Report;
}

const CURVED = new Set(["compressor", "parallel", "duck"]);

/** All of one strip: its curves, its rides, every setting. */
export function Detail({ strip, desk, recipe, report }: DetailProps) {
  const { edits, processors, row } = desk;
  const rate_hz = recipe.session.sample_rate_hz;
  const addId = useId();
  const table = TABLE_TARGETS[strip.kind];
  const addable = processors.filter(({ kind, targets, repeats, parameters }) =>
    targets.includes(table) && kind !== "automation" && parameters.length > 0 && (repeats || !strip.moves.some(({ action }) => action === kind)));
  const automation = strip.moves.find(({ action }) => action === "automation");
  const over = (action: string) => report?.pictures?.reductions?.find(({ name }) => name === `${strip.target} ${action}` || (strip.kind === "master" && name === action));
  return (
    <section className={styles.detail} aria-label={`Settings of ${targetName(strip.target)}`}>
      <h2>{targetName(strip.target)}</h2>
      <div className={styles.plots}>
        {(strip.kind === "stem" || strip.kind === "bus") && <EqCurve strip={strip} rate_hz={rate_hz} row={row} edits={edits} />}
        {strip.moves.filter(({ action }) => CURVED.has(action)).map((move) => <DynamicsCurve key={move.id} move={move} row={row} over={over(move.action)} />)}
        {automation && <Lane move={automation} frames={recipe.session.frames} rate_hz={rate_hz} onSet={(points) => edits.setMove(automation, { points })} />}
      </div>
      <div>
        {strip.moves.map((move) => (
          <Settings key={move.id} move={move} processor={processors.find(({ kind }) => kind === move.action)} onSet={(params) => edits.setMove(move, params)} onDrop={() => edits.drop(move)} />
        ))}
      </div>
      {addable.length > 0 && (
        <p className={styles.addLine}>
          <label htmlFor={addId}>Add</label>
          <Select id={addId} value="" onChange={(event) => event.target.value && edits.add(strip, event.target.value, {})}>
            <option value="">choose …</option>
            {addable.map(({ kind }) => <option key={kind} value={kind}>{aside(kind)}</option>)}
          </Select>
        </p>
      )}
    </section>
  );
}
