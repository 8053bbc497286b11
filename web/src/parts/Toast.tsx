import { create } from "zustand";

import { Button } from "./Button";
import styles from "./Toast.module.css";

interface Note {
  id: number;
  text: string;
  act?: { label: string; run: () => void };
}

const STAY_MS = 8000;
let next = 1;

const useNotes = create<{ notes: Note[] }>(() => ({ notes: [] }));

function drop(id: number) {
  useNotes.setState(({ notes }) => ({ notes: notes.filter((note) => note.id !== id) }));
}

/** Says that something was done. What is wrong is said where it is wrong, not here. */
export function toast(text: string, act?: Note["act"]): void {
  const id = next++;
  useNotes.setState(({ notes }) => ({ notes: [...notes.slice(-2), { id, text, act }] }));
  setTimeout(() => drop(id), STAY_MS);
}

export function Toasts() {
  const notes = useNotes((state) => state.notes);
  return (
    <div className={styles.place} role="status">
      {notes.map(({ id, text, act }) => (
        <div key={id} className={styles.toast}>
          <span>{text}</span>
          <span>
            {act && <Button look="quiet" onClick={() => { act.run(); drop(id); }}>{act.label}</Button>}
            <Button look="quiet" aria-label="Dismiss" size="icon" onClick={() => drop(id)}>×</Button>
          </span>
        </div>
      ))}
    </div>
  );
}
