import { reduction_db } from "../../audio/curves";
import { Plot } from "../../parts/Plot";
import type { Parameter } from "../result/parameters";
import styles from "./Console.module.css";
import { numberOf, type HeardMove } from "./fold";
import { aside, gainText } from "./plot";

interface DynamicsCurveProps {
  move: HeardMove;
  colour: string;
  row: (action: string, id: string) => Parameter | undefined;
}

const [LOW_DB, SIZE] = [-60, 160];
const MARKS_DB = [0, -12, -24, -36, -48];
const mark = (db: number) => (db === 0 ? "0" : `−${-db}`);
const place = (db: number) => ((db - LOW_DB) / -LOW_DB) * SIZE;

/** Level in against level out. */
export function DynamicsCurve({ move, colour, row }: DynamicsCurveProps) {
  const number = (id: string) => numberOf(move, id, row(move.action, id)?.default ?? 0);
  const { share } = move;
  const knee = { threshold_db: number("threshold_db"), ratio: 1 + (number("ratio") - 1) * share, knee_db: number("knee_db"), range_db: number("range_db") * share };
  const points = Array.from({ length: 61 }, (_, index) => {
    const level_db = LOW_DB + index;
    return `${place(level_db).toFixed(1)} ${(SIZE - place(level_db - reduction_db(level_db, knee))).toFixed(1)}`;
  });
  return (
    <figure className={styles.plot} data-square="true" style={{ "--colour": colour } as React.CSSProperties}>
      <figcaption className={styles.plotHead}>
        <span>{aside(move.action)}</span>
        <span className={styles.readout}>{`from ${gainText(knee.threshold_db)}FS, ${knee.ratio.toFixed(2)}:1`}</span>
      </figcaption>
      <Plot left={MARKS_DB.map((db) => ({ at: 1 - place(db) / SIZE, text: db === 0 ? "0 dBFS" : mark(db) }))} bottom={MARKS_DB.map((db) => ({ at: place(db) / SIZE, text: mark(db) }))}>
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} className={styles.curve} role="img" aria-label={`${aside(move.action)}: from ${knee.threshold_db} dBFS on ${knee.ratio.toFixed(1)} to 1`}>
          {MARKS_DB.map((db) => <path key={db} d={`M${place(db)} 0V${SIZE}M0 ${SIZE - place(db)}H${SIZE}`} className={styles.grid} />)}
          <path d={`M0 ${SIZE}L${SIZE} 0`} className={styles.grid} data-zero="true" />
          <path d={`M${points.join("L")}`} className={styles.response} />
        </svg>
      </Plot>
    </figure>
  );
}
