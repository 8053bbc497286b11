import { useEffect, useMemo } from "react";

import { restore } from "./actions";
import { useUploads, type Gathering } from "./store";

/** The files of one lot, those of the last visit too. */
export function useLot(lot: string): Gathering {
  const all = useUploads();
  useEffect(() => void restore(), []);
  return useMemo(() => ({
    uploads: all.uploads.filter((one) => one.lot === lot),
    aside: all.aside.filter((one) => one.lot === lot),
    isReady: all.isReady,
  }), [all, lot]);
}
