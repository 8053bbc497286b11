import { useEffect, useRef } from "react";

import type { Player } from "../../audio/player";
import { level } from "../../parts/words";
import styles from "./Console.module.css";

const [LOW_DB, FALL_DB_PER_S] = [-60, 20];

/** Peak of what is heard, drawn as it plays. */
export function MasterMeter({ player }: { player: Player }) {
  const box = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const analyser = player.context.createAnalyser();
    analyser.fftSize = 2048;
    const stop = player.tap(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let [shown, before, frame] = [LOW_DB, performance.now(), 0];
    const draw = (now: number) => {
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      const db = 20 * Math.log10(Math.max(peak, 1e-6));
      shown = Math.max(LOW_DB, db, shown - ((now - before) / 1000) * FALL_DB_PER_S);
      before = now;
      if (bar.current) bar.current.style.transform = `scaleX(${(shown - LOW_DB) / -LOW_DB})`;
      const text = shown <= LOW_DB ? "silence" : level(Math.round(shown), "dBFS", 0);
      if (box.current && box.current.getAttribute("aria-valuetext") !== text) {
        box.current.setAttribute("aria-valuetext", text);
        box.current.setAttribute("aria-valuenow", String(Math.round(Math.min(0, shown))));
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [player]);
  return (
    <div ref={box} className={styles.meter} role="meter" aria-label="Level of what is heard" aria-valuemin={LOW_DB} aria-valuemax={0} aria-valuenow={LOW_DB}>
      <div ref={bar} className={styles.meterBar} />
    </div>
  );
}
