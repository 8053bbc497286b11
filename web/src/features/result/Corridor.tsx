import { Plot } from "../../parts/Plot";
import { spoken } from "../../parts/words";
import type { Corridor as Goal, Drawn } from "./report";
import styles from "./Corridor.module.css";
import { goalOf, inside_pct, tolerance_db, toneOf, type Point } from "./tone";

interface CorridorProps {
  corridor: Goal;
  master: Drawn;
  rough?: Drawn | null;
  profile: string;
}

const [LOW_HZ, HIGH_HZ, TOP_DB, BOTTOM_DB] = [30, 16_000, 24, -30];
const [WIDTH, HEIGHT] = [640, 240];
const x = (hz: number) => (Math.log(hz / LOW_HZ) / Math.log(HIGH_HZ / LOW_HZ)) * WIDTH;
const y = (db: number) => ((TOP_DB - Math.max(BOTTOM_DB, Math.min(TOP_DB, db))) / (TOP_DB - BOTTOM_DB)) * HEIGHT;
const line = (points: Point[]) => points.map(({ hz, db }) => `${x(hz).toFixed(1)} ${y(db).toFixed(1)}`).join("L");
const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const BOTTOM = GRID_HZ.map((hz) => ({ at: x(hz) / WIDTH, text: hz === 50 ? "50 Hz" : hz >= 1000 ? `${hz / 1000}k` : String(hz), isMinor: ![50, 200, 1000, 5000].includes(hz) }));
const GRID_DB = [20, 10, 0, -10, -20];
const LEFT = GRID_DB.map((db, index) => ({ at: y(db) / HEIGHT, text: `${db > 0 ? "+" : db < 0 ? "−" : ""}${Math.abs(db)}${index === 0 ? " dB" : ""}` }));

/** The spectrum of the master, inside or outside of what the profile allows. */
export function Corridor({ corridor, master, rough, profile }: CorridorProps) {
  const goal = goalOf(corridor, master);
  const edge = (sign: number) => goal.map(({ hz, db }) => ({ hz, db: db + sign * tolerance_db(corridor, hz) }));
  const inside = Math.round(inside_pct(corridor, master));
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>Spectrum.</strong> {inside} % of the master's bands lie inside the corridor of {spoken(profile)}.
      </figcaption>
      <Plot left={LEFT} bottom={BOTTOM}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} role="img" aria-label={`Spectrum per octave from 30 Hz to 16 kHz; ${inside} percent inside the corridor`}>
          {GRID_HZ.map((hz) => <path key={hz} d={`M${x(hz)} 0V${HEIGHT}`} className={styles.grid} />)}
          {GRID_DB.map((db) => <path key={db} d={`M0 ${y(db)}H${WIDTH}`} className={styles.grid} />)}
          <path d={`M${line(edge(1))}L${line(edge(-1).reverse())}Z`} className={styles.goal} />
          {rough && <path d={`M${line(toneOf(rough))}`} className={styles.before} />}
          <path d={`M${line(toneOf(master))}`} className={styles.after} />
        </svg>
      </Plot>
      <ul className={styles.key}>
        <li data-is="after">Master</li>
        {rough && <li data-is="before">As it came</li>}
        <li data-is="goal">Corridor</li>
      </ul>
    </figure>
  );
}
