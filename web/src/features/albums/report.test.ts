import { expect, it } from "vitest";

import { change, verdictOf, warningsOf, type AlbumReport } from "./report";

const REPORT: AlbumReport = {
  title: "Blue", artist: null, profile: "neutral", sample_rate_hz: 44_100, lufs_target: -14, lufs_level: -14, even: false,
  ceiling_dbtp: -1, anchor: "Rain", tone_pct: 100,
  programme: { duration_s: 300, integrated_lufs: -14.5, range_lu: 2, true_peak_dbtp: -1 },
  tracks: [], passed: true, warnings: [],
};
const TRACK = { number: 1, title: "Rain", start_frame: 0, frames: 1, gap_frames: 0, before_lufs: -16, aim_lufs: -14, after_lufs: -14, range_lu: 1, true_peak_dbtp: -1, warnings: [], made: { step_s: 0.1, peak: [] } };

it("is good when all was kept, fair when a song has a warning, bad over the ceiling", () => {
  expect(verdictOf(REPORT).mood).toBe("good");
  expect(verdictOf({ ...REPORT, tracks: [{ ...TRACK, warnings: ["a little quiet"] }] }).mood).toBe("fair");
  expect(verdictOf({ ...REPORT, passed: false }).mood).toBe("fair");
  expect(verdictOf({ ...REPORT, programme: { ...REPORT.programme, true_peak_dbtp: -0.98 } }).mood).toBe("bad");
});

it("warnings say whose they are", () => {
  expect(warningsOf({ ...REPORT, warnings: ["all down by 0.5 dB"], tracks: [{ ...TRACK, warnings: ["a little quiet"] }] })).toEqual(["all down by 0.5 dB", "Rain: a little quiet"]);
});

it("tells what was and what is", () => {
  expect(change(-16.32, -14.6, "LUFS")).toBe("−16.3 → −14.6 LUFS");
  expect(change(null, -14.6, "LUFS")).toBe("−14.6 LUFS");
  expect(change(-3, null, "dB")).toBe("–");
});
