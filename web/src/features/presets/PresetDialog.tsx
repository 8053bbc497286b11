import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body } from "../../api/client";
import { PROFILES_KEY, type Profile } from "../../api/profiles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { SelectField, TextField } from "../../parts/Field";
import { Slider } from "../../parts/Slider";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { FAMILIES, FULL_PCT } from "./amounts";
import { bodyOf, type PresetDraft } from "./draft";
import styles from "./Presets.module.css";

const LUFS = { min: -24, max: -6, step: 0.5, unit: "LUFS" };
const CEILING = { min: -6, max: 0, step: 0.1, unit: "dBTP" };
const WIDTH = { min: 0, max: 140, step: 1, unit: "%" };
const AMOUNT = { min: 0, max: 150, step: 1, unit: "%" };

interface PresetDialogProps {
  start: PresetDraft;
  profiles: Profile[];
  onClose: () => void;
}

/** Writes a preset, new or known. */
export function PresetDialog({ start, profiles, onClose }: PresetDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(start);
  const set = (changes: Partial<PresetDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const base = profiles.find(({ id }) => id === draft.base);
  const save = useMutation({
    mutationFn: () => {
      const json = bodyOf(draft);
      return draft.id === undefined
        ? body(api.POST("/v1/profiles", { body: json }))
        : body(api.PUT("/v1/profiles/{id}", { params: { path: { id: draft.id } }, body: json }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: PROFILES_KEY });
      toast(`${draft.name?.trim() ?? "The preset"} is saved`);
      onClose();
    },
  });
  const isNamed = Boolean(draft.name?.trim());
  const foot = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="primary" disabled={!isNamed} busy={save.isPending} onClick={() => save.mutate()}>Save</Button>
    </>
  );
  return (
    <Dialog title={draft.id === undefined ? "New preset" : `Change ${start.name ?? "preset"}`} foot={foot} onClose={onClose}>
      <TextField label="Name" value={draft.name ?? ""} maxLength={80} required onChange={(event) => set({ name: event.target.value })} />
      <SelectField label="Built on" hint="Tone, dynamics and space come from it." value={draft.base} onChange={(event) => set({ base: event.target.value })}>
        {profiles.filter(({ builtin }) => builtin).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </SelectField>
      <Slider label="Loudness" {...LUFS} value={draft.lufs ?? base?.lufs ?? -14} reset={base?.lufs} onChange={(lufs) => set({ lufs })} />
      <Slider label="Ceiling" {...CEILING} value={draft.ceiling_dbTP ?? base?.ceiling_dbTP ?? -1} reset={base?.ceiling_dbTP} onChange={(ceiling_dbTP) => set({ ceiling_dbTP })} />
      <Slider label="Width" {...WIDTH} value={draft.width_pct ?? base?.width_pct ?? 100} reset={base?.width_pct} onChange={(width_pct) => set({ width_pct })} />
      <fieldset className={styles.amounts}>
        <legend>How much is done</legend>
        {FAMILIES.map((family) => (
          <Slider
            key={family}
            label={family.charAt(0).toUpperCase() + family.slice(1)}
            {...AMOUNT}
            value={draft.amounts[family] ?? FULL_PCT}
            reset={FULL_PCT}
            onChange={(share) => set({ amounts: { ...draft.amounts, [family]: share } })}
          />
        ))}
      </fieldset>
      {save.error && <ProblemNote error={save.error} />}
    </Dialog>
  );
}
