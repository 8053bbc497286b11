import { Slider } from "../../parts/Slider";
import type { Ends } from "./draft";
import styles from "./TrackList.module.css";

const FADE = { min: 0, max: 30, step: 0.5, unit: "s", reset: 0 };

interface TrackEndsProps {
  ends: Ends;
  /** Silence after every song that says nothing else. */
  gap_s: number;
  isLast: boolean;
  onChange: (changes: Ends) => void;
}

/** How one song begins and ends; back at the usual it is as every other. */
export function TrackEnds({ ends, gap_s, isLast, onChange }: TrackEndsProps) {
  return (
    <div className={styles.ends}>
      <Slider label="Fade in" {...FADE} value={ends.fade_in_s ?? 0} onChange={(s) => onChange({ fade_in_s: s || undefined })} />
      <Slider label="Fade out" {...FADE} value={ends.fade_out_s ?? 0} onChange={(s) => onChange({ fade_out_s: s || undefined })} />
      {!isLast && <Slider label="Silence after it" {...FADE} reset={gap_s} value={ends.gap_s ?? gap_s} onChange={(s) => onChange({ gap_s: s === gap_s ? undefined : s })} />}
    </div>
  );
}
