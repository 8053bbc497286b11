import { useState } from "react";

import type { Player } from "../../audio/player";
import { clock } from "../../parts/words";
import { useEachFrame, type TrackSpec } from "./usePlayer";

interface RecordNoteProps {
  player: Player;
  record: TrackSpec;
  duration_s: number;
}

/** What another record is beside the song, and that it is over where it has ended first. */
export function RecordNote({ player, record: { name, ends_s = Infinity }, duration_s }: RecordNoteProps) {
  const [isOver, setOver] = useState(false);
  useEachFrame(player, (now_s) => setOver(now_s >= ends_s));
  if (isOver) return <>{`${name} ended at ${clock(ends_s)}; the song is longer. Choose another version, or go back.`}</>;
  const end = ends_s < duration_s ? `, and ends at ${clock(ends_s)}` : "";
  return <>{`${name} is another record: it plays from the same second as the song${end}.`}</>;
}
