import type { ReactNode } from "react";

import { Range } from "../../parts/Range";
import { placeOf } from "../../parts/scale";
import { Typed } from "../../parts/Typed";
import { scaleOf, type Parameter } from "../result/parameters";
import styles from "./Console.module.css";
import { Held } from "./Held";
import { gainMark } from "./plot";

interface FaderProps {
  name: string;
  value: number;
  parameter?: Parameter;
  meter?: ReactNode;
  onSet: (value: number) => void;
}

const MARKS_DB = [12, 6, 0, -6, -12, -24, -48];

/** How loud a strip is; its way and its range are those of the engine's table. */
export function Fader({ name, value, parameter, meter, onSet }: FaderProps) {
  if (!parameter) return null;
  const scale = scaleOf(parameter);
  const marks = MARKS_DB.filter((db) => db > scale.min && db < scale.max);
  return (
    <Held value={value} onSet={onSet}>
      {(now, set, commit) => {
        const take = (next: number) => {
          set(next);
          commit(next);
        };
        return (
          <div className={styles.fader}>
            <div className={styles.levels}>
              <div className={styles.marks} aria-hidden="true">
                {marks.map((db) => <span key={db} style={{ bottom: `${placeOf(db, scale) * 100}%` }}>{gainMark(db)}</span>)}
              </div>
              <Range className={styles.slot} name={`Fader of ${name}`} isUpright scale={scale} value={now} reset={parameter.default} onChange={take} />
              {meter}
            </div>
            <Typed className={styles.gain} label={`Level of ${name}, in dB`} scale={scale} value={now} onType={take} />
          </div>
        );
      }}
    </Held>
  );
}
