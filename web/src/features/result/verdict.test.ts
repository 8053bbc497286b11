import { expect, it } from "vitest";

import type { Report } from "./report";
import { heldSpan, loudestSpan } from "./spans";
import { verdictOf } from "./verdict";

const report = (checks: Record<string, boolean>, passed = Object.values(checks).every(Boolean)) => ({
  job_id: "1",
  input_analysis: { total_stems: 8, detected_bpm: 90.2, detected_key: "C major" },
  mastering_report: { lufs_integrated: -15.2, lufs_target: -14, true_peak_dbTP: -1.06 },
  qc_results: { passed, checks, warnings: [] },
}) as unknown as Report;
const GOOD = { lufs_in_range: true, true_peak_safe: true, mono_compatible: true };

it("says whether it can be released, and why not", () => {
  expect(verdictOf(report(GOOD))).toMatchObject({ mood: "good", words: "Ready to release." });
  expect(verdictOf(report(GOOD)).more).toBe("−15.2 LUFS, peaks at −1.1 dBTP; every check passed on the finished file.");
  expect(verdictOf(report(GOOD)).facts).toBe("8 stems · 90 bpm · C major");
  expect(verdictOf(report({ ...GOOD, lufs_in_range: false })).words).toContain("quieter than asked");
  expect(verdictOf(report({ ...GOOD, mono_compatible: false })).more).toContain("loses too much in mono");
  expect(verdictOf(report({ ...GOOD, true_peak_safe: false })).mood).toBe("bad");
});

it("a change is tried on 15 to 30 s inside the song", () => {
  expect(heldSpan(20, 22, 60)).toEqual({ start_s: 20, length_s: 15 });
  expect(heldSpan(50, 58, 60)).toEqual({ start_s: 45, length_s: 15 });
  expect(heldSpan(0, 50, 60)).toEqual({ start_s: 0, length_s: 30 });
  expect(heldSpan(3, 5, 9)).toEqual({ start_s: 0, length_s: 9 });
});

it("the loudest span is found", () => {
  const short_term_lufs = Array.from({ length: 60 }, (_, second) => (second >= 30 && second < 45 ? -10 : -30));
  const drawn = { step_s: 1, peak: [], momentary_lufs: [], short_term_lufs, band_hz: [], mid_db: [], side_db: [] };
  expect(loudestSpan(drawn, 60).start_s).toBe(30);
});
