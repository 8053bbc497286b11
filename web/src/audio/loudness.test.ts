import { expect, it } from "vitest";

import { integrated_lufs } from "./loudness";

const sine = (rate_hz: number, seconds: number, level_dbfs: number) =>
  Float32Array.from({ length: rate_hz * seconds }, (_, frame) => 10 ** (level_dbfs / 20) * Math.sin((2 * Math.PI * 997 * frame) / rate_hz));

// EBU Tech 3341, cases 1 to 3: a stereo sine of −23 dBFS measures −23 LUFS, at any rate.
it("reads a sine in both channels as its level", () => {
  for (const rate_hz of [44_100, 48_000, 96_000]) {
    const tone = sine(rate_hz, 3, -23);
    expect(Math.abs((integrated_lufs([tone, tone], rate_hz) ?? 0) + 23)).toBeLessThan(0.1);
  }
});

it("leaves out what lies 10 LU under the rest", () => {
  const tone = new Float32Array(48_000 * 24);
  tone.set(sine(48_000, 18, -23));
  tone.set(sine(48_000, 6, -36), 48_000 * 18);
  expect(Math.abs((integrated_lufs([tone, tone], 48_000) ?? 0) + 23)).toBeLessThan(0.1);
  expect(integrated_lufs([new Float32Array(48_000)], 48_000)).toBeUndefined();
});
