import type { ReactNode } from "react";

import styles from "./Plot.module.css";

export interface Mark {
  /** Share of the way from the left or from the top. */
  at: number;
  text: string;
  /** Left out where there is little room. */
  isMinor?: boolean;
}

interface PlotProps {
  left: readonly Mark[];
  bottom: readonly Mark[];
  children: ReactNode;
}

/** A curve between its axes. The numbers are for the eye: handles and curves say theirs in words. */
export function Plot({ left, bottom, children }: PlotProps) {
  return (
    <div className={styles.framed}>
      <div className={styles.inner}>
        <Axis side="left" marks={left} />
        {children}
        <Axis side="bottom" marks={bottom} />
      </div>
    </div>
  );
}

function Axis({ side, marks }: { side: "left" | "bottom"; marks: readonly Mark[] }) {
  const edge = side === "left" ? "top" : "left";
  return (
    <div className={styles.axis} data-side={side} aria-hidden="true">
      {marks.map(({ at, text, isMinor }) => <span key={text} style={{ [edge]: `${at * 100}%` }} data-minor={isMinor} data-end={at < 0.02 ? "first" : at > 0.98 ? "last" : undefined}>{text}</span>)}
    </div>
  );
}
