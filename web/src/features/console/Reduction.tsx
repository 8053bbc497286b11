import { useRef } from "react";

import type { Player } from "../../audio/player";
import { Plot } from "../../parts/Plot";
import { level } from "../../parts/words";
import { useEachFrame } from "../player";
import styles from "./Console.module.css";
import { aside, timeMarks } from "./plot";

interface ReductionProps {
  action: string;
  colour: string;
  /** As the report drew it over the song. */
  step_s: number;
  reduction_db: readonly number[];
  player?: Player;
}

const [WIDTH, HEIGHT] = [640, 160];
const SCALES_DB = [3, 6, 12, 24, 48];

/** How much a compressor or limiter took over the song, as it was rendered; where it plays, how much now. */
export function Reduction({ action, colour, step_s, reduction_db, player }: ReductionProps) {
  const most = Math.max(0, ...reduction_db);
  const span_db = SCALES_DB.find((db) => most < db) ?? most;
  const length_s = step_s * reduction_db.length;
  const path = reduction_db.map((db, index) => `L${((index / reduction_db.length) * WIDTH).toFixed(1)} ${((db / span_db) * HEIGHT).toFixed(1)}`).join("");
  return (
    <figure className={styles.plot} style={{ "--colour": colour } as React.CSSProperties}>
      <figcaption className={styles.plotHead}>
        <span>{aside(action)}: reduction</span>
        <span className={styles.readout}>{`at most ${level(most, "dB")}`}{player && <Now {...{ player, step_s, reduction_db }} />}</span>
      </figcaption>
      <Plot left={[0, 1 / 3, 2 / 3].map((at) => ({ at, text: at === 0 ? "0 dB" : `−${Number((at * span_db).toFixed(1))}` }))} bottom={timeMarks(length_s)}>
        <div className={styles.over}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={styles.reduction} role="img" aria-label={`Reduction by the ${aside(action)} over the song, at most ${level(most, "dB")}`}>
            {[1, 2].map((third) => <path key={third} d={`M0 ${(third * HEIGHT) / 3}H${WIDTH}`} className={styles.grid} />)}
            <path d={`M0 0${path}L${WIDTH} 0Z`} className={styles.reduced} />
          </svg>
          {player && <Head player={player} length_s={length_s} />}
        </div>
      </Plot>
    </figure>
  );
}

function Now({ player, step_s, reduction_db }: { player: Player; step_s: number; reduction_db: readonly number[] }) {
  const text = useRef<HTMLSpanElement>(null);
  useEachFrame(player, (now_s) => {
    const told = player.state === "stopped" ? "" : `, now ${level(reduction_db[Math.floor(now_s / step_s)] ?? 0, "dB")}`;
    if (text.current && text.current.textContent !== told) text.current.textContent = told;
  });
  return <span ref={text} />;
}

/** Where it plays. */
export function Head({ player, length_s }: { player: Player; length_s: number }) {
  const head = useRef<HTMLDivElement>(null);
  useEachFrame(player, (now_s) => {
    if (head.current) head.current.style.left = `${Math.min(1, now_s / length_s) * 100}%`;
  });
  return <div ref={head} className={styles.head} />;
}
