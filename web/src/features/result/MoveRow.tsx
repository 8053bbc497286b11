import { memo, useState } from "react";

import { Button } from "../../parts/Button";
import { Checkbox } from "../../parts/Field";
import { Slider } from "../../parts/Slider";
import { spoken, withMinus } from "../../parts/words";
import styles from "./Moves.module.css";
import { useAmountScale } from "./parameters";
import type { Edit, Move } from "./recipe";
import { evidenceWords, targetName } from "./words";

interface MoveRowProps {
  move: Move;
  does: string;
  /** Whether an amount reaches it. */
  scales: boolean;
  onEdit: (edit: Edit) => void;
}

/** One move: what, why, what came of it; on, off, more, less, kept, gone. */
export const MoveRow = memo(function MoveRow({ move, does, scales, onEdit }: MoveRowProps) {
  const [isOpen, setOpen] = useState(false);
  const isOn = move.amount_pct > 0;
  const name = `${does}, ${targetName(move.target)}`;
  const set = (change: Partial<Pick<Move, "amount_pct" | "locked">>) => onEdit({ moves: [{ id: move.id, ...change }] });
  return (
    <li className={styles.move} data-off={!isOn}>
      {scales ? (
        <Checkbox label={<span className="hearOnly">{name}</span>} checked={isOn} disabled={move.locked} onChange={() => set({ amount_pct: isOn ? 0 : 100 })} />
      ) : (
        <span className={styles.fixed} title="Not scaled: it can be taken out" aria-hidden="true">·</span>
      )}
      <div className={styles.what}>
        <p className={styles.does}>
          <Does text={does} action={move.action} />
          {move.by === "user" && <span className={styles.tag}>yours</span>}
          {move.locked && <span className={styles.tag}>locked</span>}
          {isOn && scales && move.amount_pct !== 100 && <span className={styles.tag}>{Math.round(move.amount_pct)} %</span>}
        </p>
        <p className={styles.reason}>{withMinus(move.reason)}</p>
      </div>
      <p className={styles.evidence}>{move.evidence && evidenceWords(move.evidence)}</p>
      <Button look="quiet" aria-expanded={isOpen} aria-label={`Change ${name}`} onClick={() => setOpen(!isOpen)}>Change</Button>
      {isOpen && (
        <div className={styles.change}>
          {scales && <Amount key={move.amount_pct} move={move} onCommit={(amount_pct) => set({ amount_pct })} />}
          <Button aria-pressed={move.locked} onClick={() => set({ locked: !move.locked })}>Lock</Button>
          <Button look="danger" onClick={() => onEdit({ moves: [{ id: move.id, drop: true }] })}>Take it out</Button>
          {move.evidence?.without != null && <span>Left out of the finished mix: {evidenceWords({ ...move.evidence, before: move.evidence.without })}</span>}
        </div>
      )}
    </li>
  );
});

function Amount({ move, onCommit }: { move: Move; onCommit: (amount_pct: number) => void }) {
  const [value, setValue] = useState(move.amount_pct);
  const scale = useAmountScale();
  if (!scale) return null;
  return (
    <Slider
      label="How much of it"
      value={value}
      {...scale}
      disabled={move.locked}
      onChange={setValue}
      onCommit={(next) => { if (next !== move.amount_pct) onCommit(next); }}
    />
  );
}

/** What it is in one word, then its settings. */
function Does({ text, action }: { text: string; action: string }) {
  const name = spoken(action);
  if (!text.startsWith(name)) return <strong>{withMinus(text)}</strong>;
  return <><strong>{name}</strong>{withMinus(text.slice(name.length))}</>;
}
