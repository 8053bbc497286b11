import { useRef } from "react";

import type { Player } from "../../audio/player";
import { clock } from "../../parts/words";
import styles from "./Player.module.css";
import { useEachFrame } from "./usePlayer";

export function Time({ player, duration_s }: { player: Player; duration_s: number }) {
  const now = useRef<HTMLSpanElement>(null);
  useEachFrame(player, (now_s) => {
    const text = clock(Math.floor(now_s));
    if (now.current && now.current.textContent !== text) now.current.textContent = text;
  });
  return <p className={styles.time}><span ref={now}>0:00</span> / {clock(duration_s)}</p>;
}
