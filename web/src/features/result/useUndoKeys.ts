import { useEffect } from "react";

import type { RecipeAtHand } from "./useRecipe";

/** Ctrl or Cmd with Z and Shift Z, as everywhere; in a text they are the text's own. */
export function useUndoKeys({ undo, redo }: Pick<RecipeAtHand, "undo" | "redo">): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (event.target instanceof HTMLInputElement && event.target.type !== "range" && event.target.type !== "checkbox") return;
      event.preventDefault();
      if (event.shiftKey) redo?.();
      else undo?.();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
