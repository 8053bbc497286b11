import { reduction_db } from "../../audio/curves";
import type { Parameter } from "../result/parameters";
import type { Move } from "../result/recipe";
import styles from "./Console.module.css";
import { numberOf } from "./fold";
import { aside } from "./plot";

interface DynamicsCurveProps {
  move: Move;
  row: (action: string, id: string) => Parameter | undefined;
  /** As the report drew it over the song. */
  over?: { step_s: number; reduction_db: number[] };
}

const [LOW_DB, SIZE] = [-60, 160];
const place = (db: number) => ((db - LOW_DB) / -LOW_DB) * SIZE;

/** Level in against level out, and how much was taken over the song. */
export function DynamicsCurve({ move, row, over }: DynamicsCurveProps) {
  const number = (id: string) => numberOf(move, id, row(move.action, id)?.default ?? 0);
  const share = move.locked ? 1 : move.amount_pct / 100;
  const knee = { threshold_db: number("threshold_db"), ratio: 1 + (number("ratio") - 1) * share, knee_db: number("knee_db"), range_db: number("range_db") * share };
  const points = Array.from({ length: 61 }, (_, index) => {
    const level_db = LOW_DB + index;
    return `${place(level_db).toFixed(1)} ${(SIZE - place(level_db - reduction_db(level_db, knee))).toFixed(1)}`;
  });
  const most = Math.max(1, ...(over?.reduction_db ?? []));
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.plotHead}>{aside(move.action)}</figcaption>
      <div className={styles.dynamics}>
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} className={styles.square} role="img" aria-label={`${aside(move.action)}: from ${knee.threshold_db} dBFS on ${knee.ratio.toFixed(1)} to 1`}>
          <path d={`M0 ${SIZE}L${SIZE} 0`} className={styles.grid} />
          <path d={`M${place(knee.threshold_db)} 0V${SIZE}`} className={styles.grid} />
          <path d={`M${points.join("L")}`} className={styles.response} />
        </svg>
        {over && (
          <svg viewBox={`0 0 640 ${SIZE}`} preserveAspectRatio="none" className={styles.reduction} role="img" aria-label={`Reduction over the song, at most ${most.toFixed(1)} dB`}>
            <path d={`M0 0${over.reduction_db.map((db, index) => `L${((index / over.reduction_db.length) * 640).toFixed(1)} ${((db / most) * SIZE * 0.9).toFixed(1)}`).join("")}L640 0Z`} className={styles.reduced} />
          </svg>
        )}
      </div>
      {over && <p className={styles.small}>Right: reduction over the song, at most {most.toFixed(1)} dB.</p>}
    </figure>
  );
}
