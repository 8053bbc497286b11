import { useState } from "react";

import { Slider } from "../../parts/Slider";
import { amountEdit, FAMILIES, isReached, type Family } from "./families";
import { useAmountScale, useFamilyOf } from "./parameters";
import styles from "./Result.module.css";
import { useSettled } from "./useSettled";
import type { RecipeAtHand } from "./useRecipe";

const NAMES: Record<Family, string> = { loudness: "Loudness", tone: "Tone", dynamics: "Dynamics", width: "Width", space: "Space", overall: "All of it" };

/** How much of what was done: 100 % is what the engine found right. */
export function Amounts({ recipe }: { recipe: RecipeAtHand }) {
  const familyOf = useFamilyOf();
  const document = recipe.view?.recipe;
  return (
    <div className={styles.amounts} role="group" aria-label="How much of what was done">
      {FAMILIES.map((family) => {
        const amount = document && isReached(document.moves, familyOf, family) ? Math.round(document.brief.amounts[`${family}_pct`]) : undefined;
        return (
          <Amount
            key={`${family} ${amount}`}
            label={NAMES[family]}
            amount={amount}
            onCommit={(to) => recipe.edit(amountEdit(family, to))}
          />
        );
      })}
    </div>
  );
}

interface AmountProps {
  label: string;
  amount?: number;
  onCommit: (amount: number) => void;
}

function Amount({ label, amount, onCommit }: AmountProps) {
  const [value, setValue] = useState(amount ?? 0);
  const scale = useAmountScale();
  const commit = useSettled((next: number) => {
    if (next !== amount) onCommit(next);
  });
  if (!scale) return null;
  return <Slider label={amount === undefined ? `${label}: nothing was done` : label} value={value} disabled={amount === undefined} onChange={setValue} onCommit={commit} {...scale} />;
}
