/** The player's keys. */

import { useEffect } from "react";

import type { Player } from "../../audio/player";
import { toggle } from "./usePlayer";

export const KEYS = [
  ["Space", "play, pause"],
  ["← →", "5 s back, forth"],
  ["1 – 9", "which version is heard"],
  ["L", "loop the marked part"],
  ["[ ]", "the part begins, ends here"],
  ["M", "match loudness"],
] as const;

const STEP_S = 5;

export interface KeyActs {
  player: Player;
  tracks: readonly { id: string }[];
  onLoop: () => void;
  /** The marked part begins or ends where it plays. */
  onEdge: (edge: "from" | "to") => void;
}

/** Does what a key says; tells whether it said something. */
export function press(key: string, { player, tracks, onLoop, onEdge }: KeyActs): boolean {
  const step = { ArrowLeft: -STEP_S, ArrowRight: STEP_S }[key];
  const track = /^[1-9]$/.test(key) ? tracks[Number(key) - 1] : undefined;
  if (key === " ") toggle(player);
  else if (step !== undefined) player.seek(player.position() + step * player.rate_hz);
  else if (track) player.hear(track.id);
  else if (key === "l" || key === "L") onLoop();
  else if (key === "[") onEdge("from");
  else if (key === "]") onEdge("to");
  else if (key === "m" || key === "M") player.match(!player.isMatched);
  else return false;
  return true;
}

/** What has keys of its own. */
const OWN_KEYS = "input, select, textarea, button, a, summary, dialog, [role=slider], [role=tab], [contenteditable]";

/** Keys for the whole page, where the focus is on nothing that has its own; they can be switched off. */
export function usePageKeys(isOn: boolean, acts: KeyActs): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
      if (press(event.key, acts)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
