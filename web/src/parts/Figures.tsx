import styles from "./Figures.module.css";

/** A few numbers with their names. */
export function Figures({ figures }: { figures: { name: string; value: string; tone?: "good" | "bad" }[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, tone }) => (
        <div key={name} className={styles.figure} data-tone={tone}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
