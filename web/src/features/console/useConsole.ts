/** The console: strips of the recipe at hand, and edits as moves. */

import { useEffect, useMemo, useRef, useState } from "react";

import { reachOf, WHOLE_PCT } from "../result/families";
import { useFamilyOf, useParameters, type Parameter, type Processor } from "../result/parameters";
import type { Action, Move, Param } from "../result/recipe";
import { useRecipe, type RecipeAtHand } from "../result/useRecipe";
import { fold, keepSame, moveOf, muteId, type Actions, type HeardMove, type Strip } from "./fold";

export interface Edits {
  /** Sets parameters of the strip's move of this kind; makes the move where there is none. */
  set: (strip: Strip, action: string, params: Record<string, Param>) => void;
  /** Sets parameters of one move, as they are written: its amount goes on scaling them. */
  setMove: (move: Move, params: Record<string, Param>) => void;
  /** Sets parameters of one move to what is to be heard: its amount is whole from then on, and where the amounts of the
   * song would scale it, it is locked. */
  setHeard: (move: HeardMove, params: Record<string, Param>) => void;
  add: (strip: Strip, action: string, params: Record<string, Param>) => void;
  drop: (move: Move) => void;
  /** A muted strip keeps its fader: the move that mutes stands beside it. */
  mute: (strip: Strip) => void;
}

export interface Desk {
  recipe: RecipeAtHand;
  strips: Strip[];
  processors: Processor[];
  /** What folding has to know of the table. */
  actions: Actions;
  edits: Edits;
  /** A row of the engine's table. */
  row: (action: string, id: string) => Parameter | undefined;
}

export function useConsole(jobId: string): Desk {
  const recipe = useRecipe(jobId);
  const table = useParameters().data;
  const processors = useMemo(() => table ?? [], [table]);
  const document = recipe.view?.recipe;
  const [strips, setStrips] = useState<Strip[]>([]);
  const familyOf = useFamilyOf();
  const actions = useMemo((): Actions => ({ familyOf, repeats: (action) => processors.find(({ kind }) => kind === action)?.repeats ?? false }), [familyOf, processors]);
  const folded = useMemo(() => (document && processors.length > 0 ? fold(document, actions) : []), [document, processors, actions]);
  const [from, setFrom] = useState<Strip[]>();
  if (folded !== from) {
    setFrom(folded);
    setStrips(keepSame(strips, folded));
  }

  const row = useMemo(() => (action: string, id: string) => processors.find(({ kind }) => kind === action)?.parameters.find((one) => one.id === id), [processors]);
  const state = useRef({ recipe, document, familyOf, row });
  // The edits stay the same functions, so that strips are not drawn anew for them.
  const edits = useMemo<Edits>(() => {
    const edit = (wanted: Parameters<RecipeAtHand["edit"]>[0]) => state.current.recipe.edit(wanted);
    const add = (strip: Strip, action: string, params: Record<string, Param>) => {
      const { document, familyOf } = state.current;
      const move = newMove(strip, action, params, document?.moves ?? []);
      const locked = document !== undefined && reachOf(move, document.brief.amounts, familyOf) !== 1;
      // Of two locked faders the last one holds: what mutes stays behind.
      const muting = strip.isMuted && locked ? document.moves.filter(({ id }) => id === muteId(strip.target)) : [];
      edit({ moves: muting.map(({ id }) => ({ id, drop: true })), add: [{ ...move, locked }, ...muting] });
    };
    const setMove = (move: Move, params: Record<string, Param>) => edit({ moves: [{ id: move.id, params }] });
    const setHeard = ({ id, amount_pct, reach }: HeardMove, params: Record<string, Param>) =>
      edit({ moves: [{ id, params, ...(amount_pct !== WHOLE_PCT && { amount_pct: WHOLE_PCT }), ...(reach !== 1 && { locked: true }) }] });
    return {
      add,
      setMove,
      setHeard,
      set: (strip, action, params) => {
        const move = moveOf(strip, action);
        if (move) setHeard(move, params);
        else add(strip, action, params);
      },
      drop: (move) => edit({ moves: [{ id: move.id, drop: true }] }),
      mute: ({ target, isMuted }) => {
        const id = muteId(target);
        if (isMuted) edit({ moves: [{ id, drop: true }] });
        else edit({ add: [{ ...newMove({ target }, "fader", { gain_db: state.current.row("fader", "gain_db")?.min ?? 0 }, []), id, locked: true, reason: "muted in the console" }] });
      },
    };
  }, []);
  useEffect(() => {
    state.current = { recipe, document, familyOf, row };
  });
  return { recipe, strips, processors, actions, edits, row };
}

/** Moves made here count from c001. */
function newMove({ target }: Pick<Strip, "target">, action: string, params: Record<string, Param>, moves: readonly Move[]): Move {
  const numbers = moves.map(({ id }) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `c${String(Math.max(0, ...numbers) + 1).padStart(3, "0")}`;
  return { id, target, action: action as Action, params, reason: "set in the console", scope: "user", amount_pct: 100, locked: false, by: "user" };
}
