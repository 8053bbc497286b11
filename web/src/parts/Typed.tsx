import { useState } from "react";

import { readNumber, showNumber, type Scale } from "./scale";

interface TypedProps {
  label: string;
  describedBy?: string;
  className?: string;
  value: number;
  scale: Scale;
  disabled?: boolean;
  onType: (value: number) => void;
}

/** A value that is typed, with or without its unit; Enter takes it, Escape leaves it. */
export function Typed({ label, describedBy, className, value, scale, disabled, onType }: TypedProps) {
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && readNumber(text, scale) === undefined;
  const take = () => {
    const read = text === undefined ? undefined : readNumber(text, scale);
    if (read !== undefined && read !== value) onType(read);
    setText(undefined);
  };
  return (
    <input
      className={className}
      inputMode="decimal"
      aria-label={label}
      aria-describedby={describedBy}
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
