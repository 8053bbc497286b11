import { useCallback, useEffect, useRef } from "react";

const SETTLED_MS = 350;

/** Calls with the last value once a hand has rested: ten presses of a key are one change, not ten. */
export function useSettled<T>(act: (value: T) => void): (value: T) => void {
  const latest = useRef(act);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((value: T) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(value), SETTLED_MS);
  }, []);
}
