import styles from "./Meter.module.css";

interface MeterProps {
  label: string;
  value: number;
  min: number;
  max: number;
  /** What is said of it, as `−14.2 LUFS`. */
  text: string;
  colour?: string;
  upright?: boolean;
}

/** A level that stands still. What moves with the sound draws itself and tells its level when asked. */
export function Meter({ label, value, min, max, text, colour = "var(--sound)", upright = false }: MeterProps) {
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
  const transform = upright ? `scaleY(${share})` : `scaleX(${share})`;
  return (
    <div
      className={styles.meter}
      data-upright={upright}
      role="meter"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.min(max, Math.max(min, value))}
      aria-valuetext={text}
    >
      <div className={styles.level} style={{ transform, "--colour": colour } as React.CSSProperties} />
    </div>
  );
}
