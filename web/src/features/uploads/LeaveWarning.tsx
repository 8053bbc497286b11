import { useEffect } from "react";

import { totals, useUploads } from "./store";

/** Asks before a page is left that still sends. Shows nothing. */
export function LeaveWarning() {
  const isSending = useUploads(({ uploads }) => totals(uploads).sending > 0);
  useEffect(() => {
    if (!isSending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isSending]);
  return null;
}
