import { useState, type ReactNode } from "react";

import { useSettled } from "../result/useSettled";

interface HeldProps {
  /** As the recipe has it. */
  value: number;
  onSet: (value: number) => void;
  children: (now: number, set: (value: number) => void, commit: (value: number) => void) => ReactNode;
}

/** A value that a hand holds before it becomes an edit: ten presses are one move. */
export function Held(props: HeldProps) {
  return <Now key={props.value} {...props} />;
}

function Now({ value, onSet, children }: HeldProps) {
  const [now, set] = useState(value);
  const commit = useSettled((next: number) => {
    if (next !== value) onSet(next);
  });
  return children(now, set, commit);
}
