import { useEffect, useRef, useState, type ReactNode } from "react";

import { useSettled } from "../result/useSettled";

interface HeldProps {
  /** As the recipe has it. */
  value: number;
  onSet: (value: number) => void;
  children: (now: number, set: (value: number) => void, commit: (value: number) => void) => ReactNode;
}

/** After this an edit that did not come back was refused. */
const LOST_MS = 8000;
/** The service keeps 32 bits of a number. */
const isSame = (a: number, b: number) => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a));

/** A value that a hand holds before it becomes an edit: ten presses are one move. What a hand does while an edit is on its
 * way is not lost when that comes back. */
export function Held({ value, onSet, children }: HeldProps) {
  const [held, setHeld] = useState<{ value: number; now: number; sent?: number }>({ value, now: value });
  if (held.value !== value) {
    const { now, sent } = held;
    if (sent === undefined) setHeld({ value, now: value });
    // Its own edit came back, or one before it: the hand may be further by now.
    else if (isSame(value, sent)) setHeld({ value, now: isSame(now, sent) ? value : now });
    else setHeld({ value, now, sent });
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = useSettled((next: number) => {
    if (next === value) return;
    setHeld((held) => ({ ...held, sent: next }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld((held) => (held.sent === undefined ? held : { value: held.value, now: held.value })), LOST_MS);
    onSet(next);
  });
  return children(held.now, (now) => setHeld((held) => ({ ...held, now })), commit);
}
