import styles from "./Console.module.css";

interface AxisProps {
  side: "left" | "bottom";
  /** Share of the way from the left or from the top, and what stands there. */
  marks: readonly { at: number; text: string }[];
}

/** Numbers along a curve. They are for the eye: handles and curves say theirs in words. */
export function Axis({ side, marks }: AxisProps) {
  const edge = side === "left" ? "top" : "left";
  return (
    <div className={styles.axis} data-side={side} aria-hidden="true">
      {marks.map(({ at, text }) => <span key={text} style={{ [edge]: `${at * 100}%` }} data-end={at < 0.02 ? "first" : at > 0.98 ? "last" : undefined}>{text}</span>)}
    </div>
  );
}
