import { useMemo } from "react";

import { useRoles, useWaveforms } from "../../../api/analyses";
import type { AnalysedStem, Analysis, RoleRow } from "../../../api/analyses";
import { clock, plural, rate } from "../../../parts/words";
import { nameOf, nameProblems, useWishes, type Wishes } from "./corrections";
import { needsEar } from "./judging";
import { Noticed } from "./Noticed";
import { remarksOf, type Remark } from "./remarks";
import { StartPanel } from "./StartPanel";
import { StemRow } from "./StemRow";
import styles from "./Stems.module.css";

/** All stems with what was heard of them, and the panel that starts the job. */
export function Heard({ analysis, song }: { analysis: Analysis; song: string }) {
  const { stems, analysis_id } = analysis;
  const wishes = useWishes(analysis_id);
  const roles = useRoles();
  const waveforms = useWaveforms(analysis_id, true);
  const remarks = useMemo(() => remarksOf(stems.filter(({ index }) => !wishes.stems[index]?.skip), (stem) => nameOf(stem, wishes)), [stems, wishes]);
  const noticed = useMemo(() => titlesOf(remarks), [remarks]);
  const problems = nameProblems(analysis, wishes);
  const shapes = useMemo(() => new Map(waveforms.data?.stems.map((shape) => [shape.index, shape])), [waveforms.data]);

  return (
    <div className={styles.heard}>
      <div className={styles.intro}>
        <h1>{stems.length === 1 ? "Your track" : `Your ${stems.length} stems`}</h1>
        <Verdict stems={stems} wishes={wishes} remarks={remarks} />
        <SongFacts song={analysis.song} />
      </div>
      <Noticed remarks={remarks} />
      <ul className={styles.rows} aria-label="Stems">
        {stems.map((stem) => (
          <StemRow
            key={stem.index}
            analysis={analysis_id}
            stem={stem}
            correction={wishes.stems[stem.index]}
            shape={shapes.get(stem.index)}
            roles={roles.data ?? NO_ROLES}
            problem={problems.get(stem.index)}
            noticed={noticed.get(stem.index)}
          />
        ))}
      </ul>
      <StartPanel analysis={analysis} wishes={wishes} song={song} hasNameProblem={problems.size > 0} />
    </div>
  );
}

const NO_ROLES: RoleRow[] = [];

/** What stands at a stem of the problems that are told above all of them. */
function titlesOf(remarks: Remark[]): Map<number, string> {
  const titles = new Map<number, string>();
  for (const { tone, title, stems } of remarks) {
    if (tone === "remark") continue;
    const words = tone === "mended" ? `${title}, will be repaired` : title;
    for (const { index } of stems) titles.set(index, [titles.get(index), words].filter(Boolean).join("; "));
  }
  return titles;
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
function Verdict({ stems, wishes, remarks }: { stems: AnalysedStem[]; wishes: Wishes; remarks: Remark[] }) {
  const unsure = stems.filter((stem) => needsEar(stem, wishes.stems[stem.index]));
  const count = (tone: Remark["tone"]) => remarks.filter((remark) => remark.tone === tone).reduce((sum, { stems }) => sum + stems.length, 0);
  const [problems, mended] = [count("problem"), count("mended")];
  const first = unsure[0];
  const recognised = unsure.length === 0
    ? stems.length === 1 ? "It was recognised." : "All were recognised."
    : `${unsure.length === stems.length ? "None" : stems.length - unsure.length} of ${stems.length} recognised for certain.`;
  const rest = [problems > 0 && `${plural(problems, "thing")} to look at.`, mended > 0 && `${plural(mended, "fault")} will be repaired.`];
  return (
    <p>
      {recognised}{" "}
      {first && <><a href={`#role-${first.index}`} onClick={(event) => focusRole(event, first.index)}>{`Check ${nameOf(first, wishes)}`}</a>. </>}
      {rest.filter(Boolean).join(" ")}
    </p>
  );
}

function focusRole(event: React.MouseEvent, index: number): void {
  event.preventDefault();
  document.getElementById(`role-${index}`)?.focus();
}
