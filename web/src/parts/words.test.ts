import { describe, expect, it } from "vitest";

import { bytes, clock, level, plural, rate, timeLeft, when, withMinus } from "./words";

describe("words for numbers", () => {
  it("tell lengths as a player does", () => {
    expect([0, 59.6, 201.4, 3725].map(clock)).toEqual(["0:00", "1:00", "3:21", "1:02:05"]);
  });

  it("tell what is left as roughly as it is known", () => {
    expect([3, 12, 54, 61, 4000].map(timeLeft)).toEqual([
      "a few seconds left", "about 15 s left", "about 55 s left", "about 2 min left", "about 1 h 7 min left",
    ]);
  });

  it("tell sizes with three digits at most", () => {
    expect([0, 999, 1000, 1_500_000, 829_440_000, 999_600_000].map(bytes)).toEqual(["0 B", "999 B", "1.0 KB", "1.5 MB", "829 MB", "1.0 GB"]);
  });

  it("tell rates and levels", () => {
    expect([rate(44100), rate(48000), rate(11025)]).toEqual(["44.1 kHz", "48 kHz", "11.025 kHz"]);
    expect([level(-14, "LUFS"), level(-0.01, "dB"), level(2.25, "dB", 0)]).toEqual(["−14.0 LUFS", "0.0 dB", "2 dB"]);
    expect([plural(1, "stem"), plural(2, "stem")]).toEqual(["1 stem", "2 stems"]);
  });

  it("tell days by how near they are", () => {
    const now = new Date(2026, 10, 20, 15, 0);
    expect(when(new Date(2026, 10, 20, 0, 5).toISOString(), now)).toMatch(/^today/);
    expect(when(new Date(2026, 10, 19, 23, 5).toISOString(), now)).toMatch(/^yesterday/);
    expect(when(new Date(2026, 10, 18, 23, 5).toISOString(), now)).toMatch(/2026/);
  });
});

it("a hyphen before a number is a minus, within a word it stays one", () => {
  expect(withMinus("-18.9 LUFS (-3 dB), pre-delay 20 ms, take-2")).toBe("−18.9 LUFS (−3 dB), pre-delay 20 ms, take-2");
});
