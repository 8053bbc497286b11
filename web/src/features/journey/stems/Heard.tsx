import { useMemo } from "react";

import { useRoles, useWaveforms } from "../../../api/analyses";
import type { AnalysedStem, AnalysisView } from "../../../api/contract";
import { plural } from "../../../parts/words";
import { useWishes, type Wishes } from "./corrections";
import { needsEar, verdicts } from "./judging";
import { StartPanel } from "./StartPanel";
import { StemRow } from "./StemRow";
import styles from "./Stems.module.css";

/** All stems with what was heard of them, and the panel that starts the job. */
export function Heard({ analysis, song }: { analysis: AnalysisView; song: string }) {
  const { stems, analysis_id } = analysis;
  const wishes = useWishes(analysis_id);
  const roles = useRoles();
  const waveforms = useWaveforms(analysis_id, true);
  const shapes = useMemo(() => new Map(waveforms.data?.stems.map((shape) => [shape.index, shape])), [waveforms.data]);
  const longest_s = Math.max(0, ...stems.map(({ length_s }) => length_s ?? 0));

  return (
    <div className={styles.heard}>
      <div className={styles.intro}>
        <h1>{stems.length === 1 ? "Your track" : `Your ${stems.length} stems`}</h1>
        <Verdict stems={stems} wishes={wishes} />
      </div>
      <ul className={styles.rows} aria-label="Stems">
        {stems.map((stem) => (
          <StemRow
            key={stem.index}
            analysis={analysis_id}
            stem={stem}
            correction={wishes.stems[stem.index]}
            shape={shapes.get(stem.index)}
            roles={roles.data ?? []}
            longest_s={longest_s}
          />
        ))}
      </ul>
      <StartPanel analysis={analysis} wishes={wishes} song={song} />
    </div>
  );
}

/** In words first: what was recognised, what wants an ear, what will be repaired. */
function Verdict({ stems, wishes }: { stems: AnalysedStem[]; wishes: Wishes }) {
  const unsure = stems.filter((stem) => needsEar(stem, wishes.stems[stem.index]));
  const { repaired, shown } = verdicts(stems);
  const sentences = [
    unsure.length === 0
      ? stems.length === 1 ? "It was recognised." : "All were recognised."
      : `${unsure.length === stems.length ? "None" : stems.length - unsure.length} of ${stems.length} recognised for certain.`,
    repaired > 0 && `${plural(repaired, "fault")} will be repaired.`,
    shown > 0 && `${plural(shown, "remark")} to read.`,
  ];
  const first = unsure[0];
  return (
    <p>
      {sentences.filter(Boolean).join(" ")}
      {first && <> <a href={`#role-${first.index}`} onClick={(event) => focusRole(event, first.index)}>{`Check ${first.name}`}</a></>}
    </p>
  );
}

function focusRole(event: React.MouseEvent, index: number): void {
  event.preventDefault();
  document.getElementById(`role-${index}`)?.focus();
}
