import { useState } from "react";

import { Button } from "../../parts/Button";
import { SelectField } from "../../parts/Field";
import { Slider } from "../../parts/Slider";
import { stepOf, type Parameter, type Processor } from "../result/parameters";
import type { Move, Param } from "../result/recipe";
import { useSettled } from "../result/useSettled";
import styles from "./Console.module.css";
import { numberOf } from "./fold";
import { aside } from "./plot";

interface SettingsProps {
  move: Move;
  processor?: Processor;
  onSet: (params: Record<string, Param>) => void;
  onDrop: () => void;
}

/** Every parameter of a move, by the engine's table. */
export function Settings({ move, processor, onSet, onDrop }: SettingsProps) {
  const name = aside(move.action);
  return (
    <details className={styles.settings}>
      <summary>
        <strong>{name}</strong> <span className={styles.small}>{move.reason}</span>
      </summary>
      <div className={styles.parameters}>
        {processor?.parameters.map((parameter) =>
          parameter.choices ? (
            <SelectField key={parameter.id} label={aside(parameter.id)} value={String(move.params[parameter.id] ?? parameter.choices[parameter.default])} onChange={(event) => onSet({ [parameter.id]: event.target.value })}>
              {parameter.choices.map((choice) => <option key={choice} value={choice}>{aside(choice)}</option>)}
            </SelectField>
          ) : (
            <Parameter key={`${parameter.id} ${String(move.params[parameter.id])}`} parameter={parameter} value={numberOf(move, parameter.id, parameter.default)} onSet={(value) => onSet({ [parameter.id]: value })} />
          ),
        )}
        <Button look="danger" onClick={onDrop}>Take {name} out</Button>
      </div>
    </details>
  );
}

function Parameter({ parameter, value, onSet }: { parameter: Parameter; value: number; onSet: (value: number) => void }) {
  const [now, setNow] = useState(value);
  const commit = useSettled((next: number) => {
    if (next !== value) onSet(next);
  });
  return (
    <div title={parameter.text}>
      <Slider label={aside(parameter.id)} value={now} min={parameter.min} max={parameter.max} step={stepOf(parameter)} unit={parameter.unit} reset={parameter.default} onChange={setNow} onCommit={commit} />
    </div>
  );
}
