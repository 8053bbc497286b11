/** The console: strips of the recipe at hand, and edits as moves. */

import { useEffect, useMemo, useRef, useState } from "react";

import { useParameters, type Parameter, type Processor } from "../result/parameters";
import type { Action, Move, Param } from "../result/recipe";
import { useRecipe, type RecipeAtHand } from "../result/useRecipe";
import { fold, keepSame, moveOf, type Strip } from "./fold";

export interface Edits {
  /** Sets parameters of the strip's move of this kind; makes the move where there is none. */
  set: (strip: Strip, action: string, params: Record<string, Param>) => void;
  /** Sets parameters of one move, as they are written: its amount goes on scaling them. */
  setMove: (move: Move, params: Record<string, Param>) => void;
  /** Sets parameters of one move to what is to be heard: its amount is whole from then on. */
  setHeard: (move: Move, params: Record<string, Param>) => void;
  add: (strip: Strip, action: string, params: Record<string, Param>) => void;
  drop: (move: Move) => void;
}

export interface Desk {
  recipe: RecipeAtHand;
  strips: Strip[];
  processors: Processor[];
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
  const folded = useMemo(() => (document && processors.length > 0 ? fold(document, (action) => processors.find(({ kind }) => kind === action)?.repeats ?? false) : []), [document, processors]);
  const [from, setFrom] = useState<Strip[]>();
  if (folded !== from) {
    setFrom(folded);
    setStrips(keepSame(strips, folded));
  }

  const state = useRef({ recipe, document });
  // The edits stay the same functions, so that strips are not drawn anew for them.
  const edits = useMemo<Edits>(() => {
    const edit = (wanted: Parameters<RecipeAtHand["edit"]>[0]) => state.current.recipe.edit(wanted);
    const add = (strip: Strip, action: string, params: Record<string, Param>) => edit({ add: [newMove(strip, action, params, state.current.document?.moves ?? [])] });
    const setMove = (move: Move, params: Record<string, Param>) => edit({ moves: [{ id: move.id, params }] });
    const setHeard = (move: Move, params: Record<string, Param>) => edit({ moves: [{ id: move.id, params, ...(move.amount_pct === 100 ? {} : { amount_pct: 100 }) }] });
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
    };
  }, []);
  useEffect(() => {
    state.current = { recipe, document };
  });
  const row = useMemo(() => (action: string, id: string) => processors.find(({ kind }) => kind === action)?.parameters.find((one) => one.id === id), [processors]);
  return { recipe, strips, processors, edits, row };
}

/** Moves made here count from c001. */
function newMove({ target }: Strip, action: string, params: Record<string, Param>, moves: readonly Move[]): Move {
  const numbers = moves.map(({ id }) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `c${String(Math.max(0, ...numbers) + 1).padStart(3, "0")}`;
  return { id, target, action: action as Action, params, reason: "set in the console", scope: "user", amount_pct: 100, locked: false, by: "user" };
}
