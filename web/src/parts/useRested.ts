import { useEffect, useState } from "react";

const REST_MS = 250;

/** A value once it has not changed for a moment: what is typed is asked for when the hand rests. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
