import { useId, useRef, useState, type ReactNode, type RefObject } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";
import styles from "./NameField.module.css";
import { nameOf, songAt, useRename } from "./rename";

interface NameFieldProps {
  job: Job;
  /** The name where it stands: with the new one while it is sent. */
  shown: ReactNode;
  /** The button that opened it: it has the focus again after Enter and Escape. */
  home: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** The name of a song, typed over. Enter or a step elsewhere takes it, Escape leaves it as it was. */
export function NameField({ job, shown, home, onClose }: NameFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(job.project_id ?? "");
  const isLeft = useRef(false);
  const rename = useRename(job);
  if (rename.isPending) return shown;

  const take = () => {
    const [name, before] = [nameOf(typed), job.project_id ?? null];
    if (isLeft.current || name === before) return onClose();
    rename.mutate(name, {
      onSuccess: (renamed) => {
        onClose();
        toast(`It is called ${songTitle(renamed)} now`, { label: "Undo", run: () => rename.mutate(before) });
      },
    });
  };
  return (
    <div className={styles.field}>
      <input
        className={styles.input}
        aria-label={`Name of ${songTitle(job)}`}
        aria-describedby={id}
        value={typed}
        placeholder={songTitle({ ...job, project_id: null })}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        autoFocus={!rename.isError}
        onFocus={({ target }) => target.setSelectionRange(songAt(target.value), target.value.length)}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key !== "Enter" && key !== "Escape") return;
          isLeft.current = key === "Escape";
          home.current?.focus();
        }}
      />
      <p id={id} className={styles.hint}>Enter takes it, Escape leaves it. A project goes before the name: Album/Song.</p>
      {rename.error && <ProblemNote error={rename.error} />}
    </div>
  );
}
