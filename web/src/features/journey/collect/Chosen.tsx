import { useProfiles } from "../../../api/profiles";
import { Button } from "../../../parts/Button";
import { setPreset, useDraft } from "../draft";
import styles from "./Collect.module.css";

/** A preset that was chosen before the song was there, and the way out of it. */
export function Chosen() {
  const preset = useDraft((draft) => draft.preset);
  const profiles = useProfiles();
  if (preset === undefined) return null;
  const name = profiles.data?.find(({ id }) => id === preset)?.name ?? preset;
  return (
    <p className={styles.chosen}>
      {`It gets your preset “${name}”.`} <Button look="quiet" onClick={() => setPreset(undefined)}>Not for this song</Button>
    </p>
  );
}
