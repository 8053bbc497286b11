import { useEffect, useRef } from "react";

import type { Player } from "../../audio/player";
import { level } from "../../parts/words";
import { useEachFrame } from "../player";
import styles from "./Console.module.css";
import type { LevelSource } from "./levels";

const [LOW_DB, FALL_DB_PER_S] = [-60, 20];

interface StripMeterProps {
  player: Player;
  source: LevelSource;
  /** What it measures. */
  name: string;
}

/** A peak meter that rises at once and falls slowly. Off the screen it rests. */
export function StripMeter({ player, source, name }: StripMeterProps) {
  const box = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const state = useRef({ isSeen: false, shown_db: LOW_DB, then_ms: 0 });
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      state.current.isSeen = entry?.isIntersecting ?? false;
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEachFrame(player, (now_s) => {
    const at = state.current;
    if (!box.current || !bar.current || !at.isSeen) return;
    const peak_db = player.state === "stopped" ? LOW_DB : source.peak_db(now_s);
    const now_ms = performance.now();
    const fallen_db = player.state === "stopped" ? LOW_DB : at.shown_db - ((now_ms - at.then_ms) / 1000) * FALL_DB_PER_S;
    at.shown_db = Math.min(0, Math.max(LOW_DB, peak_db, fallen_db));
    at.then_ms = now_ms;
    bar.current.style.transform = `scaleY(${(at.shown_db - LOW_DB) / -LOW_DB})`;
    const text = at.shown_db <= LOW_DB ? "silence" : level(Math.round(at.shown_db), "dBFS", 0);
    if (box.current.getAttribute("aria-valuetext") === text) return;
    box.current.setAttribute("aria-valuetext", text);
    box.current.setAttribute("aria-valuenow", String(Math.round(at.shown_db)));
  });
  return (
    <div ref={box} className={styles.stripMeter} role="meter" aria-label={name} aria-valuemin={LOW_DB} aria-valuemax={0} aria-valuenow={LOW_DB} aria-valuetext="silence">
      <div ref={bar} className={styles.stripLevel} />
    </div>
  );
}
