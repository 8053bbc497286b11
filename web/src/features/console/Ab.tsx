import { useState } from "react";

import { Button } from "../../parts/Button";
import type { RecipeAtHand } from "../result/useRecipe";

/** Two states of the desk, one press apart. */
export function Ab({ recipe }: { recipe: RecipeAtHand }) {
  const [kept, setKept] = useState<{ a: string; b?: string }>();
  const isA = kept !== undefined && recipe.at === kept.a;
  const change = () => {
    if (!kept) return;
    if (isA && kept.b) recipe.goTo(kept.b);
    if (!isA) {
      setKept({ ...kept, b: recipe.at });
      recipe.goTo(kept.a);
    }
  };
  return (
    <>
      <Button onClick={() => setKept({ a: recipe.at })}>Keep as A</Button>
      <Button disabled={!kept || (isA && !kept.b)} onClick={change}>{kept ? (isA ? "At A: go to B" : "At B: go to A") : "A or B"}</Button>
    </>
  );
}
