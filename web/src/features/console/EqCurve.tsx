import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import { bandSection, passSections, response_db, type Band } from "../../audio/curves";
import { Button } from "../../parts/Button";
import { Plot } from "../../parts/Plot";
import { showNumber, stepped, type Scale } from "../../parts/scale";
import { scaleOf, type Parameter } from "../result/parameters";
import { useSettled } from "../result/useSettled";
import { bandOf } from "./bands";
import styles from "./Console.module.css";
import { moveOf, numberOf, type HeardMove, type Strip } from "./fold";
import { aside, freqAt, freqMark, gainMarks, HEIGHT, HIGH_HZ, levels, LOW_HZ, spanFor, WIDTH, x, type Levels } from "./plot";
import type { Edits } from "./useConsole";

interface EqCurveProps {
  strip: Strip;
  colour: string;
  rate_hz: number;
  row: (action: string, id: string) => Parameter | undefined;
  edits: Edits;
}

interface Point {
  freq_hz: number;
  gain_db: number;
}

const KEY_STEP_DB = 0.5;
const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const FREQ_MARKS = [LOW_HZ, ...GRID_HZ, HIGH_HZ].map((hz) => ({ at: x(hz) / WIDTH, text: hz === LOW_HZ ? `${freqMark(hz)} Hz` : freqMark(hz), isMinor: ![LOW_HZ, 100, 1000, 10_000].includes(hz) }));

/** The equaliser of a strip as a curve; each band has a handle that is dragged or stepped. */
export function EqCurve({ strip, colour, rate_hz, row, edits }: EqCurveProps) {
  const [drag, setDrag] = useState<Point & { id: string; span_db: number }>();
  const [looked, setLooked] = useState<string>();
  const [turned, setTurned] = useState<{ move: HeardMove; q: number }>();
  const svg = useRef<SVGSVGElement>(null);
  const [freq, gain, width] = [row("eq", "freq_hz"), row("eq", "gain_db"), row("eq", "q")];
  const bands = useMemo(() => strip.moves.filter(({ action }) => action === "eq").map((move) => ({ move, band: bandOf(move, row) })), [strip, row]);
  const shown = bands.map(({ move, band }) => ({ move, band: drag?.id === move.id ? { ...band, freq_hz: drag.freq_hz, gain_db: drag.gain_db } : turned?.move === move ? { ...band, q: turned.q } : band }));
  const rulers = levels(drag?.span_db ?? spanFor(bands.map(({ band }) => band.gain_db)));
  const settle = useSettled(({ move, q }: { move: HeardMove; q: number }) => {
    setTurned(undefined);
    edits.setHeard(move, { q });
  });
  if (!freq || !gain || !width) return null;
  const scales = { freq: scaleOf(freq), gain: scaleOf(gain), q: scaleOf(width) };
  const turn = (move: HeardMove, band: Band, steps: number) => {
    const next = { move, q: stepped(band.q, steps, scales.q) };
    setTurned(next);
    settle(next);
  };
  const active = shown.findIndex(({ move }) => move.id === (drag?.id ?? looked));

  const onMove = (event: PointerEvent) => {
    if (drag && svg.current) setDrag({ ...drag, ...pointIn(svg.current, event, rulers) });
  };
  const onEnd = () => {
    const { move, band } = bands.find((one) => one.move.id === drag?.id) ?? {};
    if (drag && move && (drag.freq_hz !== band?.freq_hz || drag.gain_db !== band.gain_db)) edits.setHeard(move, { freq_hz: drag.freq_hz, gain_db: drag.gain_db });
    setDrag(undefined);
  };
  return (
    <figure className={styles.plot} style={{ "--colour": colour } as React.CSSProperties}>
      <figcaption className={styles.plotHead}>
        <span title="Drag a band; the wheel or the Page keys set its Q, a double click takes its gain back">Equaliser</span>
        <span className={styles.readout} data-testid="eq-readout">{active < 0 ? "" : `${active + 1}: ${told(shown[active]?.band, scales)}`}</span>
        <Button onClick={() => edits.add(strip, "eq", { shape: "bell", freq_hz: 1000, gain_db: 0, q: 1 })}>Add a band</Button>
      </figcaption>
      <Plot left={gainMarks(rulers, HEIGHT)} bottom={FREQ_MARKS}>
        <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.curve} onPointerMove={onMove} onPointerUp={onEnd} onPointerCancel={() => setDrag(undefined)}>
          {GRID_HZ.map((hz) => <path key={hz} d={`M${x(hz)} 0V${HEIGHT}`} className={styles.grid} />)}
          {rulers.ticks_db.map((db) => <path key={db} d={`M0 ${rulers.y(db)}H${WIDTH}`} className={styles.grid} data-zero={db === 0} />)}
          <path d={curve(strip, shown.map(({ band }) => band), rate_hz, rulers)} className={styles.response} role="img" aria-label={`Equaliser of ${aside(strip.target)}, ${bands.length} bands`} />
          {shown.map(({ move, band }, index) => (
            <Handle
              key={move.id}
              name={`Band ${index + 1}, ${aside(band.shape)}`}
              mark={String(index + 1)}
              {...{ band, scales, rulers }}
              onLook={(isOn) => setLooked(isOn ? move.id : undefined)}
              onGrab={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setDrag({ id: move.id, freq_hz: band.freq_hz, gain_db: band.gain_db, span_db: rulers.span_db });
              }}
              onSet={(point) => edits.setHeard(move, { ...point })}
              onTurn={(steps) => turn(move, band, steps)}
            />
          ))}
        </svg>
      </Plot>
    </figure>
  );
}

interface Scales {
  freq: Scale;
  gain: Scale;
  q: Scale;
}

const told = (band: Band | undefined, { freq, gain, q }: Scales) => (band ? `${showNumber(band.freq_hz, freq)}, ${showNumber(band.gain_db, gain)}, Q ${showNumber(band.q, q)}` : "");

interface HandleProps {
  name: string;
  mark: string;
  band: Band;
  scales: Scales;
  rulers: Levels;
  onLook: (isOn: boolean) => void;
  onGrab: (event: PointerEvent<SVGGElement>) => void;
  onSet: (point: Point) => void;
  /** Its Q, so many steps narrower. */
  onTurn: (steps: number) => void;
}

/** What one press or notch does to a Q: a third of an octave of it. */
const TURN_STEPS = 4;

function Handle({ name, mark, band, scales, rulers, onLook, onGrab, onSet, onTurn }: HandleProps) {
  const { freq_hz, gain_db } = band;
  const grip = useWheel(onTurn);
  const onKeyDown = (event: KeyboardEvent) => {
    const gain = { ArrowUp: KEY_STEP_DB, ArrowDown: -KEY_STEP_DB }[event.key];
    const semitones = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const turn = { PageUp: TURN_STEPS, PageDown: -TURN_STEPS }[event.key];
    if (gain !== undefined) onSet({ freq_hz, gain_db: stepped(gain_db, gain / scales.gain.step, scales.gain) });
    else if (semitones !== undefined) onSet({ gain_db, freq_hz: stepped(freq_hz, semitones, scales.freq) });
    else if (turn !== undefined) onTurn(turn);
    else if (event.key === "Delete" || event.key === "Backspace") onSet({ freq_hz, gain_db: 0 });
    else return;
    event.preventDefault();
  };
  return (
    <g
      ref={grip}
      role="slider"
      tabIndex={0}
      className={styles.handle}
      transform={`translate(${x(freq_hz)} ${rulers.y(gain_db)})`}
      aria-label={name}
      aria-valuemin={scales.gain.min}
      aria-valuemax={scales.gain.max}
      aria-valuenow={gain_db}
      aria-valuetext={told(band, scales)}
      onPointerDown={onGrab}
      onPointerEnter={() => onLook(true)}
      onPointerLeave={() => onLook(false)}
      onFocus={() => onLook(true)}
      onBlur={() => onLook(false)}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onSet({ freq_hz, gain_db: 0 })}
    >
      <circle r="14" className={styles.grip} />
      <circle r="8" className={styles.dot} />
      <text className={styles.dotMark} y="3.5">{mark}</text>
    </g>
  );
}

/** The wheel over a handle turns it and not the page: for that the browser must not have begun to scroll. */
function useWheel(onTurn: (steps: number) => void) {
  const grip = useRef<SVGGElement>(null);
  const latest = useRef(onTurn);
  useEffect(() => {
    latest.current = onTurn;
  });
  useEffect(() => {
    const element = grip.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event.deltaY < 0 ? TURN_STEPS : -TURN_STEPS);
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, []);
  return grip;
}

/** The whole filter of a strip: passes and bands. */
export function curve(strip: Strip, bands: readonly Band[], rate_hz: number, { y }: Levels, points = 160): string {
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

function pointIn(svg: SVGSVGElement, event: PointerEvent, { dbAt }: Levels): Point {
  const rect = svg.getBoundingClientRect();
  const freq_hz = Math.round(freqAt(((event.clientX - rect.left) / rect.width) * WIDTH));
  return { freq_hz, gain_db: Math.round(dbAt(((event.clientY - rect.top) / rect.height) * HEIGHT) * 10) / 10 };
}
