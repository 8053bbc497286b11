import { expect, it } from "vitest";

import { evidenceWords, newsOnly } from "./words";

it("tells differences without names of moves, and units once", () => {
  expect(newsOnly([
    "Wishes and inputs: tone pct  100 % → 60 %",
    "lead_vocal: + t001.1  fader -2.1 dB (vocal +1.5 dB)",
    "bass: ~ m028  fader -4.4 dB; amount 100 → 0 %",
    "bass: - m030  fader -4.4 dB (it stands over)",
    "drum_bus: eq 1 freq hz  – → 240 Hz",
    "music_bus: eq 1 gain db  -1 dB → -0.6 dB",
    "bass: fader  -4.4 dB → 0 dB",
  ])).toEqual([
    "Wishes and inputs: tone 100 % → 60 %",
    "lead vocal: new, fader −2.1 dB (vocal +1.5 dB)",
    "bass: fader −4.4 dB; amount 100 → 0 %",
    "bass: taken out, fader −4.4 dB (it stands over)",
    "Music bus: eq 1 gain −1 dB → −0.6 dB",
    "bass: fader −4.4 dB → 0 dB",
  ]);
});

it("tells what was measured with its unit", () => {
  expect(evidenceWords({ metric: "lu_from_place", before: 5.61, after: 4.91 })).toBe("off its place: 5.6 LU → 4.9 LU");
  expect(evidenceWords({ metric: "peak_dbfs", before: -6, after: -6.72 })).toBe("peaks: −6.0 dBFS → −6.7 dBFS");
  expect(evidenceWords({ metric: "masked_share_pct", before: 62, after: 23 })).toBe("masked share: 62 % → 23 %");
  expect(evidenceWords({ metric: "reverb_over_mix_lu", before: -200, after: -14.3 })).toBe("reverb over mix: nothing → −14.3 LU");
});
