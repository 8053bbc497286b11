import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import { bandSection, passSections, response_db, type Band } from "../../audio/curves";
import { Button } from "../../parts/Button";
import type { Parameter } from "../result/parameters";
import type { Move } from "../result/recipe";
import styles from "./Console.module.css";
import { moveOf, numberOf, type Strip } from "./fold";
import { aside, DB_SPAN, dbAt, freqAt, freqText, gainText, HIGH_HZ, LOW_HZ, x, y } from "./plot";
import type { Edits } from "./useConsole";

interface EqCurveProps {
  strip: Strip;
  rate_hz: number;
  row: (action: string, id: string) => Parameter | undefined;
  edits: Edits;
}

interface Drag {
  id: string;
  freq_hz: number;
  gain_db: number;
}

const STEP_DB = 0.5;
const STEP_OCTAVES = 1 / 12;
const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The equaliser of a strip as a curve; each band has a handle that is dragged or stepped. */
export function EqCurve({ strip, rate_hz, row, edits }: EqCurveProps) {
  const [drag, setDrag] = useState<Drag>();
  const svg = useRef<SVGSVGElement>(null);
  const bands = strip.moves.filter(({ action }) => action === "eq").map((move) => ({ move, band: bandOf(move, row, drag) }));
  const path = useMemo(() => curve(strip, bands.map(({ band }) => band), rate_hz), [strip, bands, rate_hz]);

  const onMove = (event: PointerEvent) => {
    if (!drag || !svg.current) return;
    const [freq_hz, gain_db] = pointIn(svg.current, event);
    setDrag({ ...drag, freq_hz, gain_db });
  };
  const onEnd = () => {
    const move = bands.find((band) => band.move.id === drag?.id)?.move;
    if (drag && move) edits.setMove(move, { freq_hz: drag.freq_hz, gain_db: drag.gain_db });
    setDrag(undefined);
  };
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.plotHead}>
        <span>Equaliser</span>
        <Button onClick={() => edits.add(strip, "eq", { shape: "bell", freq_hz: 1000, gain_db: 0, q: 1 })}>Add a band</Button>
      </figcaption>
      <svg ref={svg} viewBox="0 0 640 220" className={styles.curve} onPointerMove={onMove} onPointerUp={onEnd} onPointerCancel={() => setDrag(undefined)}>
        {GRID_HZ.map((hz) => <path key={hz} d={`M${x(hz)} 0V220`} className={styles.grid} />)}
        {[-12, -6, 0, 6, 12].map((db) => <path key={db} d={`M0 ${y(db)}H640`} className={styles.grid} data-zero={db === 0} />)}
        <path d={path} className={styles.response} role="img" aria-label={`Equaliser of ${aside(strip.target)}, ${bands.length} bands`} />
        {bands.map(({ move, band }, index) => (
          <Handle
            key={move.id}
            name={`Band ${index + 1}, ${aside(band.shape)}`}
            band={band}
            onGrab={(event) => {
              (event.currentTarget.ownerSVGElement ?? event.currentTarget).setPointerCapture(event.pointerId);
              setDrag({ id: move.id, freq_hz: band.freq_hz, gain_db: band.gain_db });
            }}
            onSet={(params) => edits.setMove(move, params)}
          />
        ))}
      </svg>
    </figure>
  );
}

interface HandleProps {
  name: string;
  band: Band;
  onGrab: (event: PointerEvent<SVGGElement>) => void;
  onSet: (params: { freq_hz?: number; gain_db?: number }) => void;
}

function Handle({ name, band, onGrab, onSet }: HandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const gain = { ArrowUp: STEP_DB, ArrowDown: -STEP_DB }[event.key];
    const octaves = { ArrowRight: STEP_OCTAVES, ArrowLeft: -STEP_OCTAVES }[event.key];
    if (gain !== undefined) onSet({ gain_db: held(Math.round((band.gain_db + gain) * 10) / 10) });
    else if (octaves !== undefined) onSet({ freq_hz: Math.round(Math.min(HIGH_HZ, Math.max(LOW_HZ, band.freq_hz * 2 ** octaves))) });
    else if (event.key === "Delete" || event.key === "Backspace") onSet({ gain_db: 0 });
    else return;
    event.preventDefault();
  };
  return (
    <g
      role="slider"
      tabIndex={0}
      className={styles.handle}
      transform={`translate(${x(band.freq_hz)} ${y(band.gain_db)})`}
      aria-label={name}
      aria-valuemin={-DB_SPAN}
      aria-valuemax={DB_SPAN}
      aria-valuenow={band.gain_db}
      aria-valuetext={`${freqText(band.freq_hz)}, ${gainText(band.gain_db)}`}
      onPointerDown={onGrab}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onSet({ gain_db: 0 })}
    >
      <circle r="14" className={styles.grip} />
      <circle r="6" className={styles.dot} />
    </g>
  );
}

function bandOf(move: Move, row: EqCurveProps["row"], drag: Drag | undefined): Band {
  const number = (id: string) => numberOf(move, id, row("eq", id)?.default ?? 0);
  const shape = move.params["shape"];
  const told = { shape: typeof shape === "string" ? shape : "bell", freq_hz: number("freq_hz"), gain_db: number("gain_db") * (move.locked ? 1 : move.amount_pct / 100), q: number("q") };
  return drag?.id === move.id ? { ...told, freq_hz: drag.freq_hz, gain_db: drag.gain_db } : told;
}

/** The whole filter of a strip: passes and bands. */
export function curve(strip: Strip, bands: readonly Band[], rate_hz: number, points = 160): string {
  const pass = (kind: "high_pass" | "low_pass") => {
    const move = moveOf(strip, kind);
    return move ? passSections(kind, numberOf(move, "freq_hz", 20), numberOf(move, "slope_db_per_oct", 12), rate_hz) : [];
  };
  const sections = [...pass("high_pass"), ...pass("low_pass"), ...bands.map((band) => bandSection(band, rate_hz))];
  const marks = Array.from({ length: points + 1 }, (_, index) => {
    const hz = LOW_HZ * (HIGH_HZ / LOW_HZ) ** (index / points);
    return `${x(hz).toFixed(1)} ${y(response_db(sections, hz, rate_hz)).toFixed(1)}`;
  });
  return `M${marks.join("L")}`;
}

function pointIn(svg: SVGSVGElement, event: PointerEvent): [number, number] {
  const rect = svg.getBoundingClientRect();
  const freq_hz = Math.round(freqAt(((event.clientX - rect.left) / rect.width) * 640));
  const gain_db = held(Math.round(dbAt(((event.clientY - rect.top) / rect.height) * 220) * 10) / 10);
  return [freq_hz, gain_db];
}

const held = (db: number) => Math.min(12, Math.max(-12, db));
