import { useMemo } from "react";

import { useRoles, useWaveforms } from "../../../api/analyses";
import type { AnalysedStem, Analysis } from "../../../api/analyses";
import { clock, plural, rate } from "../../../parts/words";
import { useWishes, type Wishes } from "./corrections";
import { needsEar, verdicts } from "./judging";
import { StartPanel } from "./StartPanel";
import { StemRow } from "./StemRow";
import styles from "./Stems.module.css";

/** All stems with what was heard of them, and the panel that starts the job. */
export function Heard({ analysis, song }: { analysis: Analysis; song: string }) {
  const { stems, analysis_id } = analysis;
  const wishes = useWishes(analysis_id);
  const roles = useRoles();
  const waveforms = useWaveforms(analysis_id, true);
  const shapes = useMemo(() => new Map(waveforms.data?.stems.map((shape) => [shape.index, shape])), [waveforms.data]);

  return (
    <div className={styles.heard}>
      <div className={styles.intro}>
        <h1>{stems.length === 1 ? "Your track" : `Your ${stems.length} stems`}</h1>
        <Verdict stems={stems} wishes={wishes} />
        <SongFacts song={analysis.song} />
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
          />
        ))}
      </ul>
      <StartPanel analysis={analysis} wishes={wishes} song={song} />
    </div>
  );
}

/** What was heard of the song as a whole. */
function SongFacts({ song }: { song: Analysis["song"] }) {
  if (!song) return null;
  const facts = [
    clock(song.length_s),
    song.tempo_bpm != null && `${Math.round(song.tempo_bpm)} BPM`,
    song.key,
    rate(song.sample_rate_hz),
  ];
  return <p>{facts.filter(Boolean).join(" · ")}</p>;
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
