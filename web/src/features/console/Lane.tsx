import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";

import type { Player } from "../../audio/player";
import { Plot } from "../../parts/Plot";
import { stepped } from "../../parts/scale";
import { clock } from "../../parts/words";
import { scaleOf, type Parameter } from "../result/parameters";
import type { Move } from "../result/recipe";
import styles from "./Console.module.css";
import { gainMarks, gainText, levels, spanFor, timeMarks } from "./plot";
import { Head } from "./Reduction";

type Point = [frame: number, gain_db: number];

interface LaneProps {
  move: Move;
  /** The table's row of a point. */
  row: Parameter;
  colour: string;
  frames: number;
  rate_hz: number;
  player?: Player;
  onSet: (points: Point[]) => void;
}

const [WIDTH, HEIGHT, KEY_STEP_DB] = [640, 130, 0.5];

/** The rides of a fader over the song: each point goes up and down; a double click in between makes one more. */
export function Lane({ move, row, colour, frames, rate_hz, player, onSet }: LaneProps) {
  const given = (move.params["points"] ?? []) as Point[];
  const [drag, setDrag] = useState<{ index: number; db: number; span_db: number }>();
  // One point takes the focus; the others are reached from it by arrow keys.
  const [current, setCurrent] = useState(0);
  const scale = scaleOf(row);
  const points = given.map(([frame, db], index): Point => [frame, drag?.index === index ? drag.db : db]);
  const rulers = levels(drag?.span_db ?? spanFor(given.map(([, db]) => db)), HEIGHT);
  const { y, dbAt, span_db, ticks_db } = rulers;
  const x = (frame: number) => (frame / frames) * WIDTH;
  const put = (index: number, db: number) => onSet(given.map(([frame, old], at) => [frame, at === index ? stepped(db, 0, scale) : old]));
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    if (drag) setDrag({ ...drag, db: Math.round(dbAt(placeIn(event).y) * 10) / 10 });
  };
  const end = () => {
    if (drag && drag.db !== given[drag.index]?.[1]) put(drag.index, drag.db);
    setDrag(undefined);
  };
  const add = (event: MouseEvent<SVGSVGElement>) => {
    const at = placeIn(event);
    const point: Point = [Math.round((at.x / WIDTH) * frames), Math.round(dbAt(at.y) * 10) / 10];
    onSet([...given, point].sort(([a], [b]) => a - b));
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>, index: number, db: number) => {
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = side && event.currentTarget.parentElement?.querySelectorAll<SVGGElement>("[role=slider]")[index + side];
    const step = { ArrowUp: KEY_STEP_DB, ArrowDown: -KEY_STEP_DB }[event.key];
    if (next) {
      setCurrent(index + (side ?? 0));
      next.focus();
    } else if (step !== undefined) put(index, db + step);
    else if (event.key === "Delete" || event.key === "Backspace") put(index, row.default);
    else return;
    event.preventDefault();
  };
  const path = [`M0 ${y(points[0]?.[1] ?? 0)}`, ...points.map(([frame, db]) => `L${x(frame).toFixed(1)} ${y(db).toFixed(1)}`), `H${WIDTH}`].join("");
  const length_s = frames / rate_hz;
  return (
    <figure className={styles.plot} style={{ "--colour": colour } as React.CSSProperties}>
      <figcaption className={styles.plotHead}>
        <span>Rides of the fader</span>
        <span className={styles.readout}>{drag && `${clock((given[drag.index]?.[0] ?? 0) / rate_hz)}: ${gainText(drag.db)}`}</span>
      </figcaption>
      <Plot left={gainMarks(rulers, HEIGHT)} bottom={timeMarks(length_s)}>
        <div className={styles.over}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.curve} onPointerMove={onMove} onPointerUp={end} onPointerCancel={() => setDrag(undefined)} onDoubleClick={add}>
            {ticks_db.map((db) => <path key={db} d={`M0 ${y(db)}H${WIDTH}`} className={styles.grid} data-zero={db === 0} />)}
            <path d={path} className={styles.response} />
            {points.map(([frame, db], index) => (
              <g
                key={index}
                role="slider"
                tabIndex={index === Math.min(current, points.length - 1) ? 0 : -1}
                className={styles.handle}
                transform={`translate(${x(frame)} ${y(db)})`}
                aria-label={`Point at ${clock(frame / rate_hz)}`}
                aria-valuemin={scale.min}
                aria-valuemax={scale.max}
                aria-valuenow={db}
                aria-valuetext={gainText(db)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ index, db, span_db });
                }}
                onKeyDown={(event) => onKeyDown(event, index, db)}
                onDoubleClick={(event) => {
                  event.stopPropagation();
                  put(index, row.default);
                }}
              >
                <circle r="10" className={styles.grip} />
                <circle r="4" className={styles.dot} />
              </g>
            ))}
          </svg>
          {player && <Head player={player} length_s={length_s} />}
        </div>
      </Plot>
    </figure>
  );
}

/** In the picture's own measure. */
function placeIn(event: MouseEvent<SVGSVGElement>) {
  const rect = event.currentTarget.getBoundingClientRect();
  return { x: ((event.clientX - rect.left) / rect.width) * WIDTH, y: ((event.clientY - rect.top) / rect.height) * HEIGHT };
}
