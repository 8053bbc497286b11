import { useProfiles } from "../../api/profiles";
import { Checkbox, SelectField } from "../../parts/Field";
import { Slider } from "../../parts/Slider";
import { level } from "../../parts/words";
import styles from "./Albums.module.css";
import { GAP_S, keyOf, TONE_PCT, wish, type AlbumDraft } from "./draft";

const GAP = { min: 0, max: 30, step: 0.5, unit: "s" };
const TONE = { min: 0, max: 100, step: 1, unit: "%" };
const LUFS = { min: -24, max: -6, step: 0.5, unit: "LUFS" };

/** How the songs shall belong together. */
export function AlbumWishes({ draft }: { draft: AlbumDraft }) {
  const profiles = useProfiles();
  const preset = draft.preset ?? "neutral";
  const all = profiles.data ?? [];
  const found = all.find(({ id }) => id === preset);
  const own = all.filter(({ builtin }) => !builtin);
  const target = found?.lufs ?? -14;
  const anchor = draft.tracks.find((track) => keyOf(track) === draft.anchor);
  return (
    <section className={styles.wishes} aria-label="How the songs belong together">
      <SelectField label="Profile" value={preset} hint={found && `${level(found.lufs, "LUFS")}, ceiling ${level(found.ceiling_dbTP, "dBTP")}`} onChange={(event) => wish({ preset: event.target.value, lufs: undefined })}>
        {!found && <option value={preset}>{preset}</option>}
        {own.length > 0 && <optgroup label="Yours">{own.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</optgroup>}
        <optgroup label="Of MixMaster">{all.filter(({ builtin }) => builtin).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</optgroup>
      </SelectField>
      <Slider label="Loudest song" {...LUFS} value={draft.lufs ?? target} reset={target} onChange={(lufs) => wish({ lufs: lufs === target ? undefined : lufs })} />
      <Slider label="Silence between songs" {...GAP} value={draft.gap_s} reset={GAP_S} onChange={(gap_s) => wish({ gap_s })} />
      <div>
        <Checkbox label="The same loudness for every song" checked={draft.isEven} onChange={(event) => wish({ isEven: event.target.checked })} />
        <Checkbox label="The whole as one file, too" checked={draft.hasImage} onChange={(event) => wish({ hasImage: event.target.checked })} />
      </div>
      <details className={styles.further}>
        <summary>More</summary>
        <Slider label="Towards the album’s tone" {...TONE} value={draft.tone_pct} reset={TONE_PCT} onChange={(tone_pct) => wish({ tone_pct })} />
        <p className={styles.words}>With 0 % each song keeps to the profile’s own tone.</p>
        <Checkbox label="Cut silence at both ends of the files" checked={draft.isTrimmed} onChange={(event) => wish({ isTrimmed: event.target.checked })} />
      </details>
      <p className={styles.words}>
        {anchor
          ? `The others are brought towards “${anchor.title.trim()}”.`
          : "The others are brought towards the most typical song. Mark one as the anchor to choose it yourself."}
      </p>
    </section>
  );
}
