import { useEffect } from "react";

/** Names the page in the tab and for those who hear it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · MixMaster`;
  }, [title]);
}
