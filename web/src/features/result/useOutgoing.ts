import { useState } from "react";

import type { TrackSpec } from "../player";

/** A track that is made anew with every change, and the one before it for as long as that is heard: sound goes on until its
 * successor is there. */
export function useOutgoing(track: TrackSpec | undefined, heard: string | undefined): TrackSpec[] {
  const [held, setHeld] = useState<{ now?: TrackSpec; before?: TrackSpec }>({});
  if (track?.id !== held.now?.id) setHeld({ now: track, before: held.now });
  const { before } = held;
  if (before && before.id !== track?.id && heard !== before.id) setHeld({ now: track });
  const leaving = before?.id === track?.id ? undefined : before;
  return [...(track ? [track] : []), ...(leaving ? [{ ...leaving, isHidden: true }] : [])];
}
