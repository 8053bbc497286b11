import { useId, useState, type KeyboardEvent, type ReactNode } from "react";

import styles from "./Slider.module.css";
import { readNumber, showNumber, type Scale } from "./scale";

export interface SliderProps extends Scale {
  label: ReactNode;
  value: number;
  /** Double click and Delete go back to it. */
  reset?: number;
  disabled?: boolean;
  /** While it moves. */
  onChange: (value: number) => void;
  /** When the hand lets go: the moment to tell the service. */
  onCommit?: (value: number) => void;
}

/** A value on a scale: dragged, stepped by arrow keys (Page keys: ten steps), typed with or without its unit. */
export function Slider({ label, value, reset, disabled, onChange, onCommit, ...scale }: SliderProps) {
  const id = useId();
  const at_pct = ((value - scale.min) / (scale.max - scale.min)) * 100;
  const set = (next: number) => {
    onChange(next);
    onCommit?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (reset === undefined || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    set(reset);
  };
  return (
    <div className={styles.slider}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <Typed labelledBy={id} {...{ value, scale, disabled }} onType={set} />
      <input
        id={id}
        className={styles.range}
        style={{ "--at": `${at_pct}%` } as React.CSSProperties}
        type="range"
        min={scale.min}
        max={scale.max}
        step={scale.step}
        value={value}
        disabled={disabled}
        aria-valuetext={showNumber(value, scale)}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onPointerUp={(event) => onCommit?.(event.currentTarget.valueAsNumber)}
        onKeyUp={(event) => onCommit?.(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
        onDoubleClick={() => reset !== undefined && set(reset)}
      />
    </div>
  );
}

interface TypedProps {
  labelledBy: string;
  value: number;
  scale: Scale;
  disabled?: boolean;
  onType: (value: number) => void;
}

function Typed({ value, scale, disabled, onType, labelledBy }: TypedProps) {
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && readNumber(text, scale) === undefined;
  const take = () => {
    const read = text === undefined ? undefined : readNumber(text, scale);
    if (read !== undefined && read !== value) onType(read);
    setText(undefined);
  };
  return (
    <input
      className={styles.typed}
      inputMode="decimal"
      aria-label={`Value in ${scale.unit || "numbers"}, ${scale.min} to ${scale.max}`}
      aria-describedby={labelledBy}
      aria-invalid={wrong || undefined}
      disabled={disabled}
      value={text ?? showNumber(value, scale)}
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
