import { memo } from "react";

import type { AnalysedStem, RoleRow, Waveforms } from "../../../api/analyses";
import { cx } from "../../../parts/cx";
import { Checkbox } from "../../../parts/Field";
import { Waveform } from "../../../parts/Waveform";
import { clock, level, rate } from "../../../parts/words";
import { groupColour } from "../../../style/groups";
import { correct, type StemCorrection } from "./corrections";
import { Findings } from "./Findings";
import { needsEar, roleWords } from "./judging";
import { RoleSelect } from "./RoleSelect";
import styles from "./StemRow.module.css";

interface StemRowProps {
  analysis: string;
  stem: AnalysedStem;
  correction?: StemCorrection;
  shape?: Waveforms["stems"][number];
  roles: RoleRow[];
}

/** One stem: its sound, what it is, what is wrong with it. */
export const StemRow = memo(function StemRow({ analysis, stem, correction, shape, roles }: StemRowProps) {
  const { index, name, length_s, sample_rate_hz, channels, lufs, findings } = stem;
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
        <p className={styles.name}>{correction?.name ?? name}</p>
        <p className={styles.facts}>{facts.filter(Boolean).join(" · ")}</p>
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
      {findings.length > 0 && <Findings findings={findings} stem={name} />}
    </li>
  );
});
