import { useId, type ReactNode } from "react";

import { Range } from "./Range";
import styles from "./Slider.module.css";
import { showNumber, type Scale } from "./scale";
import { Typed } from "./Typed";

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
  const onType = (next: number) => {
    onChange(next);
    onCommit?.(next);
  };
  const span = `${showNumber(scale.min, scale)} to ${showNumber(scale.max, scale)}`;
  return (
    <div className={styles.slider}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <Typed label={`Value, ${span}`} describedBy={id} className={styles.typed} {...{ value, scale, disabled, onType }} />
      <Range id={id} className={styles.range} {...{ scale, value, reset, disabled, onChange, onCommit }} />
    </div>
  );
}
