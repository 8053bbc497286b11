import { Button } from "../../parts/Button";
import { SelectField } from "../../parts/Field";
import { withMinus } from "../../parts/words";
import type { Processor } from "../result/parameters";
import type { Move, Param } from "../result/recipe";
import styles from "./Console.module.css";
import { Control } from "./Control";
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
        <strong>{name}</strong> <span className={styles.small}>{withMinus(move.amount_pct === 100 ? move.reason : `${Math.round(move.amount_pct)} % of it is heard. ${move.reason}`)}</span>
      </summary>
      <div className={styles.parameters}>
        {processor?.parameters.map((parameter) =>
          parameter.choices ? (
            <SelectField key={parameter.id} label={aside(parameter.id)} value={String(move.params[parameter.id] ?? parameter.choices[parameter.default])} onChange={(event) => onSet({ [parameter.id]: event.target.value })}>
              {parameter.choices.map((choice) => <option key={choice} value={choice}>{aside(choice)}</option>)}
            </SelectField>
          ) : (
            <div key={parameter.id} title={parameter.text}>
              <Control label={labelOf(parameter.id)} value={numberOf(move, parameter.id, parameter.default)} parameter={parameter} onSet={(value) => onSet({ [parameter.id]: value })} />
            </div>
          ),
        )}
        <Button look="danger" onClick={onDrop}>Take {name} out</Button>
      </div>
    </details>
  );
}

/** `low_mid_threshold_db` → `Low mid threshold`: the unit stands with the value. */
function labelOf(id: string): string {
  const words = aside(id.replace(/_(db|dbtp|hz|ms|s|pct|db_per_oct)$/, ""));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
