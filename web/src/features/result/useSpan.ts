import { useSyncExternalStore } from "react";

import type { Player } from "../../audio/player";
import type { Report } from "./report";
import { heldSpan, loudestSpan, type Span } from "./spans";

const never = () => () => undefined;

/** The part on which changes are tried: what is marked in the player, else the loudest. */
export function useSpan(player: Player | undefined, { pictures, input_analysis }: Report): Span {
  const loop = useSyncExternalStore(player?.subscribe ?? never, () => player?.loop);
  const duration_s = pictures?.duration_s ?? input_analysis.duration_seconds ?? 0;
  if (player && loop) return heldSpan(loop.from / player.rate_hz, loop.to / player.rate_hz, duration_s);
  return loudestSpan(pictures?.master, duration_s);
}
