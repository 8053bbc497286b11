import { memo } from "react";

import type { AnalysedStem, RoleRow, Waveforms } from "../../../api/analyses";
import { cx } from "../../../parts/cx";
import { Checkbox } from "../../../parts/Field";
import { Waveform } from "../../../parts/Waveform";
import { clock, level, rate } from "../../../parts/words";
import { groupColour } from "../../../style/groups";
import { correct, type StemCorrection } from "./corrections";
import { needsEar, roleWords } from "./judging";
import { RoleSelect } from "./RoleSelect";
import { StemName } from "./StemName";
import styles from "./StemRow.module.css";

interface StemRowProps {
  analysis: string;
  stem: AnalysedStem;
  correction?: StemCorrection;
  shape?: Waveforms["stems"][number];
  roles: RoleRow[];
  /** What is wrong with its name. */
  problem?: string;
  /** Problems of it in a few words; they are told above all stems. */
  noticed?: string;
}

/** One stem: its sound, what it is called, what it is. */
export const StemRow = memo(function StemRow({ analysis, stem, correction, shape, roles, problem, noticed }: StemRowProps) {
  const { index, name, length_s, sample_rate_hz, channels, lufs } = stem;
  const role = correction?.role ?? stem.role ?? "unknown";
  const colour = groupColour(roles.find((row) => row.role === role)?.group);
  const facts = [
    length_s != null && clock(length_s),
    sample_rate_hz != null && rate(sample_rate_hz),
    channels != null && (channels === 1 ? "mono" : channels === 2 ? "stereo" : `${channels} channels`),
    lufs != null && level(lufs, "LUFS"),
  ];
  return (
    <li className={cx(styles.row, correction?.skip && styles.skipped)} style={{ "--colour": colour } as React.CSSProperties}>
      <div className={styles.head}>
        <StemName
          name={name}
          typed={correction?.name}
          problem={problem}
          onChange={(next) => correct(analysis, index, { name: next })}
        />
        <p className={styles.facts}>{facts.filter(Boolean).join(" · ")}</p>
        {noticed && <p className={styles.noticed}>{noticed}</p>}
      </div>
      <div className={styles.sound}>
        {shape && <Waveform label={`Waveform of ${name}, ${clock(length_s ?? 0)}`} min={shape.min} max={shape.max} colour="var(--colour)" />}
      </div>
      <div className={styles.role}>
        <RoleSelect
          id={`role-${index}`}
          label={`Role of ${name}`}
          value={role}
          roles={roles}
          candidates={stem.role_candidates}
          isUnsure={needsEar(stem, correction)}
          onChange={(next) => correct(analysis, index, { role: next === stem.role ? undefined : next })}
        />
        <p className={styles.confidence}>{roleWords(stem, correction)}</p>
      </div>
      <div className={styles.skip}>
        <Checkbox
          label={<>Use<span className="hearOnly"> {name}</span></>}
          checked={!correction?.skip}
          onChange={(event) => correct(analysis, index, { skip: !event.target.checked || undefined })}
        />
      </div>
    </li>
  );
});
