import { memo, useState, type ReactNode } from "react";

import type { Player } from "../../audio/player";
import { readNumber } from "../../parts/scale";
import { Slider } from "../../parts/Slider";
import type { Parameter } from "../result/parameters";
import { useSettled } from "../result/useSettled";
import { targetName } from "../result/words";
import { bandsOf } from "./bands";
import styles from "./Console.module.css";
import { curve } from "./EqCurve";
import { heardGain, moveOf, numberOf, type Strip } from "./fold";
import { gainText } from "./plot";
import type { StemLevels } from "./stemLevels";
import { StripMeter } from "./StripMeter";
import type { Edits } from "./useConsole";

interface StripViewProps {
  strip: Strip;
  colour: string;
  rate_hz: number;
  isChosen: boolean;
  row: (action: string, id: string) => Parameter | undefined;
  edits: Edits;
  player?: Player;
  levels?: StemLevels;
  onChoose: (target: string) => void;
}

/** What a fader shows; the engine's own range goes further down than a hand can use. */
const FADER_LOW_DB = -48;
const FADER_HIGH_DB = 12;
const LEVELS: Partial<Record<Strip["kind"], { action: string; id: string }>> = {
  stem: { action: "fader", id: "gain_db" },
  bus: { action: "fader", id: "gain_db" },
  reverb: { action: "reverb", id: "return_db" },
  delay: { action: "delay", id: "return_db" },
  master: { action: "loudness", id: "gain_db" },
};

/** One channel: what it is, its curve, where it goes, how loud. */
export const StripView = memo(function StripView({ strip, colour, rate_hz, isChosen, row, edits, player, levels, onChoose }: StripViewProps) {
  const name = targetName(strip.target);
  const sets = (action: string, id: string) => (value: number) => edits.set(strip, action, { [id]: value });
  const level = LEVELS[strip.kind];
  const isStem = strip.kind === "stem";
  return (
    <li className={styles.strip} data-chosen={isChosen} style={{ "--colour": colour } as React.CSSProperties}>
      <button type="button" className={styles.name} aria-pressed={isChosen} onClick={() => onChoose(strip.target)}>{name}</button>
      <svg viewBox="0 0 640 220" preserveAspectRatio="none" className={styles.mini} aria-hidden="true">
        <path d="M0 110H640" className={styles.grid} />
        <path d={curve(strip, bandsOf(strip), rate_hz, 48)} className={styles.response} />
      </svg>
      <p className={styles.small}>{inserts(strip)}</p>
      {isStem && <Control label="Pan" value={heardGain(moveOf(strip, "pan"), "position_pct")} parameter={row("pan", "position_pct")} onSet={sets("pan", "position_pct")} step={1} />}
      {(isStem || strip.kind === "master") && <Control label="Width" value={numberOf(moveOf(strip, "width"), "width_pct", 100)} parameter={row("width", "width_pct")} onSet={sets("width", "width_pct")} step={1} />}
      {isStem && <Control label="Reverb" value={numberOf(moveOf(strip, "reverb_send"), "level_db", -96)} parameter={row("reverb_send", "level_db")} onSet={sets("reverb_send", "level_db")} step={0.5} />}
      {isStem && <Control label="Delay" value={numberOf(moveOf(strip, "delay_send"), "level_db", -96)} parameter={row("delay_send", "level_db")} onSet={sets("delay_send", "level_db")} step={0.5} />}
      {level && <Fader name={name} value={heardGain(moveOf(strip, level.action), level.id)} onSet={sets(level.action, level.id)} meter={player && levels && <StripMeter player={player} levels={levels} name={name} />} />}
    </li>
  );
});

const SHORT: Record<string, string> = { compressor: "comp", multiband: "multiband", saturation: "sat", de_esser: "de-ess", gate: "gate", dynamic_eq: "dyn eq", automation: "rides", limiter: "limit", transient: "transient", duck: "duck", parallel: "parallel", soft_clip: "clip" };

function inserts({ moves }: Strip): string {
  return [...new Set(moves.map(({ action }) => SHORT[action]).filter(Boolean))].join(", ") || " ";
}

interface ControlProps {
  label: string;
  value: number;
  parameter?: Parameter;
  step: number;
  onSet: (value: number) => void;
}

function Control(props: ControlProps) {
  return props.parameter ? <Held key={props.value} {...props} parameter={props.parameter} /> : null;
}

function Held({ label, value, parameter, step, onSet }: ControlProps & { parameter: Parameter }) {
  const [now, setNow] = useState(value);
  const commit = useSettled((next: number) => {
    if (next !== value) onSet(next);
  });
  return <Slider label={label} value={now} min={parameter.min} max={parameter.max} step={step} unit={parameter.unit} reset={parameter.default} onChange={setNow} onCommit={commit} />;
}

interface FaderProps {
  name: string;
  value: number;
  meter?: ReactNode;
  onSet: (value: number) => void;
}

function Fader(props: FaderProps) {
  return <HeldFader key={props.value} {...props} />;
}

function HeldFader({ name, value, meter, onSet }: FaderProps) {
  const [now, setNow] = useState(value);
  const commit = useSettled((next: number) => {
    if (next !== value) onSet(Math.round(next * 10) / 10);
  });
  const set = (next: number) => {
    setNow(next);
    commit(next);
  };
  return (
    <div className={styles.fader}>
      <div className={styles.levels}>
        <input
          type="range"
          className={styles.slot}
          aria-label={`Fader of ${name}`}
          aria-orientation="vertical"
          aria-valuetext={gainText(now)}
          min={FADER_LOW_DB}
          max={FADER_HIGH_DB}
          step={0.1}
          value={now}
          onChange={(event) => set(event.target.valueAsNumber)}
          onDoubleClick={() => set(0)}
          onKeyDown={(event) => {
            if (event.key !== "Delete" && event.key !== "Backspace") return;
            event.preventDefault();
            set(0);
          }}
        />
        {meter}
      </div>
      <Typed name={name} value={now} onType={set} />
    </div>
  );
}

const TYPED = { min: FADER_LOW_DB, max: FADER_HIGH_DB, step: 0.1, unit: "dB", signed: true };

function Typed({ name, value, onType }: { name: string; value: number; onType: (value: number) => void }) {
  const [text, setText] = useState<string>();
  const take = () => {
    const read = text === undefined ? undefined : readNumber(text, TYPED);
    if (read !== undefined && read !== value) onType(read);
    setText(undefined);
  };
  return (
    <input
      className={styles.gain}
      inputMode="decimal"
      aria-label={`Level of ${name}, in dB`}
      value={text ?? gainText(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setText(undefined);
      }}
    />
  );
}
