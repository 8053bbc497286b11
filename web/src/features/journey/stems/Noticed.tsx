import { cx } from "../../../parts/cx";
import { sentence } from "../../../parts/Worded";
import { plural } from "../../../parts/words";
import styles from "./Noticed.module.css";
import type { Remark } from "./remarks";

/** What was noticed on the stems: problems to be seen, remarks folded. */
export function Noticed({ remarks }: { remarks: Remark[] }) {
  const problems = remarks.filter(({ tone }) => tone !== "remark");
  const calm = remarks.filter(({ tone }) => tone === "remark");
  if (remarks.length === 0) return null;
  return (
    <section className={styles.noticed} aria-label="What was noticed">
      {problems.length > 0 && <List remarks={problems} />}
      {calm.length > 0 && (
        <details className={styles.calm}>
          <summary>{`${plural(calm.length, "remark")}, nothing that needs you`}</summary>
          <List remarks={calm} />
        </details>
      )}
    </section>
  );
}

function List({ remarks }: { remarks: Remark[] }) {
  return (
    <ul className={styles.list}>
      {remarks.map((remark) => <Line key={remark.key} remark={remark} />)}
    </ul>
  );
}

function Line({ remark: { tone, sure, title, text, action, stems } }: { remark: Remark }) {
  return (
    <li className={cx(styles.line, styles[tone])}>
      <p className={styles.title}>
        <b>{title}</b>
        <span>{tone === "mended" ? "will be repaired" : sure.toLowerCase()}</span>
      </p>
      <div>
        <p>{sentence(text)} <span className={styles.action}>{sentence(action)}</span></p>
        {stems.length > 1 && (
          <details className={styles.stems}>
            <summary>Which</summary>
            <ul>{stems.map(({ index, name, text }) => <li key={index}><b>{name}</b> {text}</li>)}</ul>
          </details>
        )}
      </div>
    </li>
  );
}
