import { useId } from "react";

import styles from "./StemName.module.css";

interface StemNameProps {
  /** As the file says. */
  name: string;
  /** As a person says. */
  typed: string | undefined;
  problem?: string;
  onChange: (name: string | undefined) => void;
}

/** The name of a stem, to be typed over where it stands. Left empty, that of the file holds again. */
export function StemName({ name, typed, problem, onChange }: StemNameProps) {
  const id = useId();
  return (
    <>
      <input
        className={styles.name}
        aria-label={`Name of ${name}`}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem && id}
        title="Type another name"
        value={typed ?? name}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value === name ? undefined : target.value)}
        onBlur={() => typed?.trim() === "" && onChange(undefined)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onChange(undefined);
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
      {problem && <p id={id} className={styles.problem} role="alert">{problem}</p>}
    </>
  );
}
