import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import type { Player } from "../../audio/player";
import { Waveform } from "../../parts/Waveform";
import { clock } from "../../parts/words";
import styles from "./Player.module.css";
import { useEachFrame } from "./usePlayer";

export interface Shape {
  min: readonly number[];
  max: readonly number[];
}

interface ScrubProps {
  player: Player;
  shape?: Shape;
  region?: { from: number; to: number };
  isLooping: boolean;
  onMark: (from_s: number, to_s: number) => void;
  onKey: (key: string) => boolean;
}

/** A hand that moves less has pressed, not drawn. */
const DRAW_PX = 5;

/** The song from left to right: a press goes there, a stroke marks a part and loops it. */
export function Scrub({ player, shape, region, isLooping, onMark, onKey }: ScrubProps) {
  const box = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ x: number; s: number }>(undefined);
  const [drawn, setDrawn] = useState<[number, number]>();
  const duration_s = player.length / player.rate_hz;

  useEachFrame(player, (now_s) => {
    const share = duration_s > 0 ? now_s / duration_s : 0;
    if (head.current && box.current) head.current.style.transform = `translateX(${share * box.current.clientWidth}px)`;
    const text = `${clock(Math.floor(now_s))} of ${clock(duration_s)}`;
    if (!box.current || box.current.getAttribute("aria-valuetext") === text) return;
    box.current.setAttribute("aria-valuetext", text);
    box.current.setAttribute("aria-valuenow", now_s.toFixed(1));
  });

  const at = (event: PointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width)) * duration_s;
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = pressed.current;
    if (!from || Math.abs(event.clientX - from.x) < DRAW_PX) return;
    const to = at(event);
    setDrawn([Math.min(from.s, to), Math.max(from.s, to)]);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (drawn) onMark(...drawn);
    else if (pressed.current) player.seek(at(event) * player.rate_hz);
    pressed.current = undefined;
    setDrawn(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ends: Record<string, number> = { Home: 0, End: player.length };
    const pages: Record<string, number> = { PageUp: 0.1, PageDown: -0.1 };
    const end = ends[event.key];
    const page = pages[event.key];
    if (end !== undefined) player.seek(end);
    else if (page !== undefined) player.seek(player.position() + page * player.length);
    else if (!onKey(event.key)) return;
    event.preventDefault();
  };

  const marked = drawn ?? (region && [region.from / player.rate_hz, region.to / player.rate_hz]);
  return (
    <div
      ref={box}
      className={styles.scrub}
      role="slider"
      tabIndex={0}
      aria-label="Position in the song"
      aria-valuemin={0}
      aria-valuemax={Number(duration_s.toFixed(1))}
      aria-valuenow={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = { x: event.clientX, s: at(event) };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => { pressed.current = undefined; setDrawn(undefined); }}
    >
      {marked && (
        <div className={styles.region} data-loops={isLooping || drawn !== undefined} style={{ left: `${(marked[0] / duration_s) * 100}%`, width: `${((marked[1] - marked[0]) / duration_s) * 100}%` }} />
      )}
      {shape && <div className={styles.shape} aria-hidden="true"><Waveform label="Waveform" min={shape.min} max={shape.max} colour="var(--sound)" columns={1000} /></div>}
      <div ref={head} className={styles.head} />
    </div>
  );
}
