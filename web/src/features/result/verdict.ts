/** What is said first of a record. */

import { level } from "../../parts/words";
import type { Report } from "./report";

export interface Verdict {
  mood: "good" | "fair" | "bad";
  words: string;
  more: string;
  /** What the song is. */
  facts: string;
}

export function verdictOf({ qc_results: qc, mastering_report: master, input_analysis: input, profile }: Report): Verdict {
  const lufs = told(master.lufs_integrated, "LUFS");
  const peak = told(master.true_peak_dbTP, "dBTP");
  const facts = [
    input.total_stems === 1 ? "one file" : `${input.total_stems} stems`,
    input.detected_bpm && `${Math.round(input.detected_bpm)} bpm`,
    input.detected_key,
    profile && `profile ${profile.replaceAll("_", " ")}`,
  ].filter(Boolean).join(" · ");
  const checks: Record<string, boolean> = { ...qc.checks };
  if (checks["true_peak_safe"] === false) {
    return { mood: "bad", words: "Do not release this one: it can clip.", facts, more: `Peaks reach ${peak}, over the ceiling.` };
  }
  if (qc.passed && Object.values(checks).every(Boolean)) {
    return { mood: "good", words: "Ready to release.", facts, more: `${lufs}, peaks at ${peak}; every check passed on the finished file.` };
  }
  if (checks["lufs_in_range"] === false) {
    const louder = (master.lufs_integrated ?? 0) > (master.lufs_target ?? 0);
    const others = Object.entries(checks).every(([name, holds]) => holds || name === "lufs_in_range");
    const rest = others ? "the rest is in order" : "other checks failed too";
    return {
      mood: "fair",
      words: louder ? "Have a listen: louder than asked." : "Have a listen: quieter than asked.",
      facts, more: `${lufs} instead of ${told(master.lufs_target, "LUFS")}; ${rest}.`,
    };
  }
  const failed = Object.entries(checks).filter(([, holds]) => !holds).map(([name]) => CHECKS[name] ?? name.replaceAll("_", " "));
  return { mood: "fair", words: "Have a listen before you release it.", facts, more: `${failed.join("; ")}. ${lufs}, peaks at ${peak}.` };
}

export const CHECKS: Record<string, string> = {
  lufs_in_range: "the loudness is off its target",
  true_peak_safe: "peaks are over the ceiling",
  stereo_width_safe: "the stereo image is wider than is safe",
  mono_compatible: "it loses too much in mono",
  crest_factor_preserved: "it has lost more of its dynamics than is good",
};

function told(value: number | null, unit: string): string {
  return value === null ? `– ${unit}` : level(value, unit);
}
