import type { ReactNode } from "react";

import { cx } from "./cx";
import styles from "./Table.module.css";

interface TableProps {
  caption: string;
  /** Hides the caption from the eye where a heading already says it. */
  captionHidden?: boolean;
  head: ReactNode[];
  children: ReactNode;
}

/** Rows are `<tr>`s given as children; on narrow screens it scrolls sideways by itself. */
export function Table({ caption, captionHidden, head, children }: TableProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className={cx(captionHidden && "hearOnly")}>{caption}</caption>
        <thead>
          <tr>{head.map((cell, index) => <th key={index} scope="col">{cell}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
