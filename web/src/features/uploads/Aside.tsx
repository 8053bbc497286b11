import styles from "./Aside.module.css";
import type { Gathering } from "./store";

/** Files that were left aside, each with the reason. */
export function Aside({ aside }: Pick<Gathering, "aside">) {
  if (aside.length === 0) return null;
  return (
    <div className={styles.aside} role="status">
      <p>Left aside:</p>
      <ul>{aside.map(({ name, why }, index) => <li key={index}><b>{name}</b> {why}</li>)}</ul>
    </div>
  );
}
