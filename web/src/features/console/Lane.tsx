import { useState, type KeyboardEvent, type PointerEvent } from "react";

import { clock } from "../../parts/words";
import type { Move } from "../result/recipe";
import styles from "./Console.module.css";
import { gainText } from "./plot";

interface LaneProps {
  move: Move;
  frames: number;
  rate_hz: number;
  onSet: (points: [number, number][]) => void;
}

const [SPAN_DB, WIDTH, HEIGHT, STEP_DB] = [12, 640, 110, 0.5];
const y = (db: number) => ((SPAN_DB - db) / (2 * SPAN_DB)) * HEIGHT;
const held = (db: number) => Math.min(SPAN_DB, Math.max(-SPAN_DB, Math.round(db * 100) / 100));

/** The rides of a fader over the song; each point goes up and down. */
export function Lane({ move, frames, rate_hz, onSet }: LaneProps) {
  const given = (move.params["points"] ?? []) as [number, number][];
  const [drag, setDrag] = useState<{ index: number; db: number }>();
  // One point takes the focus; the others are reached from it by arrow keys.
  const [current, setCurrent] = useState(0);
  const points = given.map(([frame, db], index): [number, number] => [frame, drag?.index === index ? drag.db : db]);
  const x = (frame: number) => (frame / frames) * WIDTH;
  const put = (index: number, db: number) => onSet(given.map(([frame, old], at) => [frame, at === index ? held(db) : old]));
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    if (!drag) return;
    const rect = event.currentTarget.getBoundingClientRect();
    setDrag({ ...drag, db: held(SPAN_DB - ((event.clientY - rect.top) / rect.height) * 2 * SPAN_DB) });
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>, index: number, db: number) => {
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = side && event.currentTarget.parentElement?.querySelectorAll<SVGGElement>("[role=slider]")[index + side];
    const step = { ArrowUp: STEP_DB, ArrowDown: -STEP_DB }[event.key];
    if (next) {
      setCurrent(index + (side ?? 0));
      next.focus();
    } else if (step !== undefined) put(index, db + step);
    else if (event.key === "Delete" || event.key === "Backspace") put(index, 0);
    else return;
    event.preventDefault();
  };
  const end = () => {
    if (drag) put(drag.index, drag.db);
    setDrag(undefined);
  };
  const path = [`M0 ${y(points[0]?.[1] ?? 0)}`, ...points.map(([frame, db]) => `L${x(frame).toFixed(1)} ${y(db).toFixed(1)}`), `H${WIDTH}`].join("");
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.plotHead}>Automation of the fader</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.curve} onPointerMove={onMove} onPointerUp={end} onPointerCancel={() => setDrag(undefined)}>
        <path d={`M0 ${y(0)}H${WIDTH}`} className={styles.grid} data-zero="true" />
        <path d={path} className={styles.response} />
        {points.map(([frame, db], index) => (
          <g
            key={index}
            role="slider"
            tabIndex={index === Math.min(current, points.length - 1) ? 0 : -1}
            className={styles.handle}
            transform={`translate(${x(frame)} ${y(db)})`}
            aria-label={`Point at ${clock(frame / rate_hz)}`}
            aria-valuemin={-SPAN_DB}
            aria-valuemax={SPAN_DB}
            aria-valuenow={db}
            aria-valuetext={gainText(db)}
            onPointerDown={(event) => {
              event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId);
              setDrag({ index, db });
            }}
            onKeyDown={(event) => onKeyDown(event, index, db)}
            onDoubleClick={() => put(index, 0)}
          >
            <circle r="10" className={styles.grip} />
            <circle r="4" className={styles.dot} />
          </g>
        ))}
      </svg>
    </figure>
  );
}
