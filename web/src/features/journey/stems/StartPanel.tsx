import { useState } from "react";

import type { Analysis } from "../../../api/analyses";
import { useProfiles } from "../../../api/profiles";
import { Checkbox, SelectField, TextField } from "../../../parts/Field";
import { Slider } from "../../../parts/Slider";
import { ProblemNote } from "../../../parts/States";
import { sentence } from "../../../parts/Worded";
import { level } from "../../../parts/words";
import { References } from "../../references/References";
import { referencesOf } from "../../uploads/lots";
import { kindOf, wish, type Wishes } from "./corrections";
import { Start } from "./Start";
import styles from "./StartPanel.module.css";

interface StartPanelProps {
  analysis: Analysis;
  wishes: Wishes;
  song: string;
  hasNameProblem: boolean;
}

/** How it shall sound, and the one button. */
export function StartPanel({ analysis, wishes, song, hasNameProblem }: StartPanelProps) {
  const { analysis_id, stems, suggested_profile } = analysis;
  const kind = kindOf(analysis, wishes);
  const taken = stems.filter(({ index }) => !wishes.stems[index]?.skip).length;
  const hurdle = taken === 0 ? "At least one stem has to be used." : hasNameProblem ? "A name wants mending first." : undefined;
  return (
    <section className={styles.panel} aria-label="How it shall sound">
      <TextField label="Song" hint="Album/Song puts it into a project." value={wishes.song ?? song} placeholder="Name of the song" maxLength={200} onChange={(event) => wish(analysis_id, { song: event.target.value })} />
      <ProfileChoice {...{ analysis_id, wishes }} suggested={suggested_profile} />
      {taken === 1 && (
        <SelectField label="Treat it as" value={kind} onChange={(event) => wish(analysis_id, { kind: event.target.value as "mix" | "master" })}>
          <option value="master">a finished mix: master it</option>
          <option value="mix">a track: mix and master it</option>
        </SelectField>
      )}
      <References lot={referencesOf(analysis_id)} nearness={wishes.nearness} onNearness={(nearness) => wish(analysis_id, { nearness })} />
      <More {...{ analysis, wishes }} />
      <Start {...{ analysis, wishes, song, hurdle }} label={kind === "master" ? "Master it" : "Mix and master"} />
    </section>
  );
}

interface ProfileChoiceProps {
  analysis_id: string;
  wishes: Wishes;
  suggested: Analysis["suggested_profile"];
}

function ProfileChoice({ analysis_id, wishes, suggested }: ProfileChoiceProps) {
  const profiles = useProfiles();
  const chosen = wishes.preset ?? suggested?.preset ?? "neutral";
  const all = profiles.data ?? [];
  const found = all.find(({ id, name }) => id === chosen || name === chosen);
  const own = all.filter(({ builtin }) => !builtin);
  const aims = found && `${level(found.lufs, "LUFS")}, ceiling ${level(found.ceiling_dbTP, "dBTP")}`;
  const isGuess = wishes.preset === undefined && suggested;
  return (
    <>
      <SelectField
        label="Profile"
        value={found?.id ?? chosen}
        hint={<>{aims}{isGuess && suggested.reason && <><br />{sentence(`Guessed: ${suggested.reason}`)}</>}</>}
        onChange={(event) => wish(analysis_id, { preset: event.target.value })}
      >
        {!found && <option value={chosen}>{chosen}</option>}
        {own.length > 0 && <optgroup label="Yours">{own.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</optgroup>}
        <optgroup label="Of MixMaster">{all.filter(({ builtin }) => builtin).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</optgroup>
      </SelectField>
      {profiles.error && <ProblemNote error={profiles.error} onRetry={() => void profiles.refetch()} />}
    </>
  );
}

const AMOUNT = { min: 0, max: 150, step: 1, unit: "%" };
const LUFS = { min: -24, max: -6, step: 0.5, unit: "LUFS" };

function More({ analysis, wishes }: { analysis: Analysis; wishes: Wishes }) {
  const { analysis_id } = analysis;
  const profiles = useProfiles();
  const preset = wishes.preset ?? analysis.suggested_profile?.preset;
  const target = profiles.data?.find(({ id, name }) => id === preset || name === preset)?.lufs ?? -14;
  const [isOpen, setOpen] = useState(wishes.lufs !== undefined || wishes.amount !== undefined || wishes.keepFaults === true);
  const hasFaults = analysis.stems.some(({ findings }) => findings.some(({ mended }) => mended));
  return (
    <details className={styles.more} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More wishes</summary>
      <div className={styles.wishes}>
        <Slider label="Loudness" value={wishes.lufs ?? target} reset={target} {...LUFS} onChange={(lufs) => wish(analysis_id, { lufs: lufs === target ? undefined : lufs })} />
        <Slider label="How much is done" value={wishes.amount ?? 100} reset={100} {...AMOUNT} onChange={(amount) => wish(analysis_id, { amount: amount === 100 ? undefined : amount })} />
        {hasFaults && (
          <Checkbox label="Leave faults as they are" checked={wishes.keepFaults ?? false} onChange={(event) => wish(analysis_id, { keepFaults: event.target.checked || undefined })} />
        )}
      </div>
    </details>
  );
}
