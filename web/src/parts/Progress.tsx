import styles from "./Progress.module.css";

interface ProgressProps {
  label: string;
  /** 0 to 100. */
  percent: number;
  tone?: "plain" | "good" | "bad";
  /** As `41 %, 12 s left`. */
  text?: string;
}

export function Progress({ label, percent, tone = "plain", text }: ProgressProps) {
  const held = Math.min(100, Math.max(0, percent));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(held)}
      aria-valuetext={text}
    >
      <div className={styles.bar} data-tone={tone} style={{ width: `${held}%` }} />
    </div>
  );
}
