import { useState, type FormEvent } from "react";

import { Button } from "../../parts/Button";
import { TextField } from "../../parts/Field";
import { ProblemNote } from "../../parts/States";
import styles from "./Result.module.css";
import type { RecipeAtHand } from "./useRecipe";

/** A wish as a sentence: understood whole, or nothing is done. */
export function SayBox({ recipe }: { recipe: RecipeAtHand }) {
  const [say, setSay] = useState("");
  const { tweak } = recipe;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (say.trim() === "" || tweak.isPending) return;
    tweak.mutate(say, { onSuccess: (view) => { if (view.added?.length) setSay(""); } });
  };
  return (
    <div>
      <form className={styles.say} onSubmit={submit}>
        <TextField label="Say what you want" placeholder="vocal +1.5 dB in the chorus; warmer" value={say} onChange={(event) => setSay(event.target.value)} hint="Also questions: why is the bass quieter?" />
        <Button type="submit" busy={tweak.isPending}>Do it</Button>
      </form>
      {tweak.error && <ProblemNote error={tweak.error} />}
      <div role="status">
        <ul className={styles.said}>{tweak.data?.words?.map((line) => <li key={line}>{line}</li>)}</ul>
      </div>
    </div>
  );
}
