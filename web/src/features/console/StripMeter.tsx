import { useEffect, useRef } from "react";

import type { Player } from "../../audio/player";
import { level } from "../../parts/words";
import { useEachFrame } from "../player";
import styles from "./Console.module.css";
import type { StemLevels } from "./stemLevels";

const LOW_DB = -60;

/** Level of a stem as it was rendered, where the player stands. Off the screen it rests. */
export function StripMeter({ player, levels, name }: { player: Player; levels: StemLevels; name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const isSeen = useRef(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      isSeen.current = entry?.isIntersecting ?? false;
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEachFrame(player, (now_s) => {
    if (!box.current || !bar.current || !isSeen.current) return;
    const peak = player.state === "stopped" ? 0 : levels.at(now_s);
    if (peak === undefined) return;
    const db = Math.max(LOW_DB, 20 * Math.log10(Math.max(peak, 1e-6)));
    bar.current.style.transform = `scaleY(${(Math.min(0, db) - LOW_DB) / -LOW_DB})`;
    const text = db <= LOW_DB ? "silence" : level(Math.round(db), "dBFS", 0);
    if (box.current.getAttribute("aria-valuetext") === text) return;
    box.current.setAttribute("aria-valuetext", text);
    box.current.setAttribute("aria-valuenow", String(Math.round(Math.min(0, db))));
  });
  return (
    <div ref={box} className={styles.stripMeter} role="meter" aria-label={`Level of ${name}`} aria-valuemin={LOW_DB} aria-valuemax={0} aria-valuenow={LOW_DB} aria-valuetext="silence">
      <div ref={bar} className={styles.stripLevel} />
    </div>
  );
}
