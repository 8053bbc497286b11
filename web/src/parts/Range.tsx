import type { KeyboardEvent } from "react";

import { placeOf, showNumber, stepped, valueAt, type Scale } from "./scale";

interface RangeProps {
  scale: Scale;
  value: number;
  /** Double click and Delete go back to it. */
  reset?: number;
  disabled?: boolean;
  id?: string;
  name?: string;
  className?: string;
  isUpright?: boolean;
  /** While it moves. */
  onChange: (value: number) => void;
  /** When the hand lets go. */
  onCommit?: (value: number) => void;
}

const STEPS: Record<string, number> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

/** The track and the thumb alone: dragged; arrow keys step, Page keys ten steps. */
export function Range({ scale, value, reset, disabled, id, name, className, isUpright, onChange, onCommit }: RangeProps) {
  // The browser's own slider is even; along ratios or a fader's way it holds the place instead of the value.
  const isEven = scale.law === undefined || scale.law === "linear";
  const read = (input: HTMLInputElement) => (isEven ? input.valueAsNumber : valueAt(input.valueAsNumber, scale));
  const set = (next: number) => {
    onChange(next);
    onCommit?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps !== undefined && !isEven) set(stepped(value, steps, scale));
    else if (reset !== undefined && (event.key === "Delete" || event.key === "Backspace")) set(reset);
    else return;
    event.preventDefault();
  };
  return (
    <input
      id={id}
      aria-label={name}
      className={className}
      style={{ "--at": `${placeOf(value, scale) * 100}%` } as React.CSSProperties}
      type="range"
      min={isEven ? scale.min : 0}
      max={isEven ? scale.max : 1}
      step={isEven ? scale.step : "any"}
      value={isEven ? value : placeOf(value, scale)}
      disabled={disabled}
      aria-orientation={isUpright ? "vertical" : undefined}
      aria-valuetext={showNumber(value, scale)}
      onChange={(event) => onChange(read(event.target))}
      onPointerUp={(event) => onCommit?.(read(event.currentTarget))}
      onKeyUp={() => onCommit?.(value)}
      onKeyDown={onKeyDown}
      onDoubleClick={() => reset !== undefined && set(reset)}
    />
  );
}
