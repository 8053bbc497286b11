import { useMemo, useState } from "react";

import { Empty } from "../../parts/States";
import { plural } from "../../parts/words";
import { useColourOf } from "./groups";
import { MoveRow } from "./MoveRow";
import styles from "./Moves.module.css";
import { useFamilyOf } from "./parameters";
import type { Edit, Move, Recipe } from "./recipe";
import type { Report } from "./report";
import { describe, targetName } from "./words";

/** Groups that are open at first: a short song is read at a glance, a long one by its names. */
const OPEN_MAX = 4;
const HOUSEKEEPING = new Set(["route", "trim"]);

interface MovesProps {
  recipe: Recipe;
  report: Report;
  onEdit: (edit: Edit) => void;
}

/** All that was done, by stem. */
export function Moves({ recipe, report, onEdit }: MovesProps) {
  const groups = useMemo(() => byTarget(recipe), [recipe]);
  const does = useMemo(() => new Map(report.moves?.map((move) => [move.id, move.does])), [report]);
  const colourOf = useColourOf(recipe);
  if (recipe.moves.length === 0) return <Empty title="Nothing was done">The song is as it came.</Empty>;
  return (
    <div className={styles.groups}>
      {groups.map(({ target, moves }, index) => <Group key={target} startsOpen={index < OPEN_MAX} colour={colourOf(target)} {...{ target, moves, does, onEdit }} />)}
    </div>
  );
}

interface GroupProps {
  target: string;
  moves: Move[];
  does: Map<string, string>;
  colour: string;
  startsOpen: boolean;
  onEdit: (edit: Edit) => void;
}

function Group({ target, moves, does, colour, startsOpen, onEdit }: GroupProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  const familyOf = useFamilyOf();
  const heard = moves.filter(({ action }) => !HOUSEKEEPING.has(action));
  return (
    <details className={styles.group} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.head}>
        <span className={styles.dot} style={{ background: colour }} aria-hidden="true" />
        <h3>{targetName(target)}</h3>
        <span className={styles.count}>{heard.length > 0 ? plural(heard.length, "move") : "left as it came"}</span>
      </summary>
      {isOpen && (
        <ul>
          {[...heard, ...moves.filter((move) => !heard.includes(move))].map((move) => (
            <MoveRow key={move.id} move={move} does={does.get(move.id) ?? describe(move)} scales={familyOf(move.action) !== "fixed"} onEdit={onEdit} />
          ))}
        </ul>
      )}
    </details>
  );
}

/** The master first, then buses, then stems in their order. */
function byTarget({ moves, session }: Recipe): { target: string; moves: Move[] }[] {
  const order = ["master", "drum_bus", "music_bus", "vocal_bus", "reverb", "delay", ...session.stems.map(({ id }) => id)];
  return order
    .map((target) => ({ target, moves: moves.filter((move) => move.target === target) }))
    .filter((group) => group.moves.length > 0);
}
