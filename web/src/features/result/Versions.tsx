import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { useJob } from "../../api/jobs";
import { Button } from "../../parts/Button";
import { Checkbox, Select } from "../../parts/Field";
import { Loading, ProblemNote } from "../../parts/States";
import { Table } from "../../parts/Table";
import { level, when } from "../../parts/words";
import { show } from "./history";
import { diffRecipes } from "./recipe";
import styles from "./Result.module.css";
import type { RecipeAtHand } from "./useRecipe";
import { useVersions } from "./versions";
import { newsOnly } from "./words";

/** All states of the recipe, the newest last; what was rendered of them; what differs between two. */
export function Versions({ jobId, recipe, shown }: { jobId: string; recipe: RecipeAtHand; shown: string }) {
  const { versions: known, error } = useVersions(jobId);
  const [against, setAgainst] = useState(jobId);
  const [wantSteps, setWantSteps] = useState(false);
  if (error) return <ProblemNote error={error} />;
  if (!known) return <Loading what="Versions" />;
  const { edits: versions, jobOf } = known;
  const name = (id: string) => `Version ${versions.findIndex(({ recipe_id }) => recipe_id === id) + 1}`;
  const isMade = (id: string) => jobOf(id) !== undefined;
  const listed = versions.filter(({ recipe_id }) => wantSteps || isMade(recipe_id) || recipe_id === recipe.at);
  return (
    <div className={styles.stack}>
      <Checkbox label={`Every step between (${versions.length} in all)`} checked={wantSteps} onChange={(event) => setWantSteps(event.target.checked)} />
      <Table caption="Versions" captionHidden head={["Version", "Made", "Loudness", "True peak", "Range", <span key="acts" className="hearOnly">To do</span>]}>
        {listed.map(({ recipe_id, created_at }) => (
          <Row
            key={recipe_id}
            name={name(recipe_id)}
            made={when(created_at)}
            job={jobOf(recipe_id)}
            isAtHand={recipe_id === recipe.at}
            shown={shown}
            onGo={() => recipe.goTo(recipe_id)}
            onShow={(job) => show(jobId, job)}
          />
        ))}
      </Table>
      {versions.length > 1 && (
        <div className={styles.stack}>
          <p className={styles.compare}>
            <label htmlFor="against">{name(recipe.at)} against</label>
            <Select id="against" value={against} onChange={(event) => setAgainst(event.target.value)}>
              {listed.filter(({ recipe_id }) => recipe_id !== recipe.at).map(({ recipe_id }) => <option key={recipe_id} value={recipe_id}>{name(recipe_id)}</option>)}
            </Select>
          </p>
          {against !== recipe.at && <Difference from={against} to={recipe.at} />}
        </div>
      )}
    </div>
  );
}

interface RowProps {
  name: string;
  made: string;
  job?: string;
  isAtHand: boolean;
  shown: string;
  onGo: () => void;
  onShow: (job: string) => void;
}

function Row({ name, made, job, isAtHand, shown, onGo, onShow }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{made}</td>
      {job ? <Measures job={job} /> : <td colSpan={3}>not rendered</td>}
      <td className={styles.rowButtons}>
        <Button aria-pressed={isAtHand} onClick={onGo} aria-label={`Change ${name} from here`}>{isAtHand ? "At hand" : "Go on from here"}</Button>
        {job && <Button aria-pressed={shown === job} onClick={() => onShow(job)} aria-label={`Show and play ${name}`}>{shown === job ? "Playing" : "Show and play"}</Button>}
      </td>
    </tr>
  );
}

function Measures({ job }: { job: string }) {
  const metrics = useJob(job).data?.metrics;
  const told = (value: number | null | undefined, unit: string, digits?: number) => <td>{value == null ? "–" : level(value, unit, digits)}</td>;
  return <>{told(metrics?.lufs, "LUFS")}{told(metrics?.true_peak, "dBTP", 2)}{told(metrics?.lra, "LU")}</>;
}

function Difference({ from, to }: { from: string; to: string }) {
  const { data, error } = useQuery({ queryKey: ["diff", from, to], queryFn: () => diffRecipes(from, to), staleTime: Infinity });
  if (error) return <ProblemNote error={error} />;
  if (!data) return <Loading what="The difference" lines={2} />;
  const words = newsOnly(data.words);
  return words.length === 0 ? <p>They are the same.</p> : <ul className={styles.words}>{words.map((line) => <li key={line}>{line}</li>)}</ul>;
}
