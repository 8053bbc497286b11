import { expect, it } from "vitest";

import { resampled, type Sound } from "./resampled";

const sine = (hz: number, rate_hz: number): Sound => ({
  format: { rate_hz, channels: 1, frames: rate_hz * 10 },
  frames: (from, count) => Promise.resolve([Float32Array.from({ length: count }, (_, index) => Math.sin((2 * Math.PI * hz * (from + index)) / rate_hz))]),
});

it("a tone stays the tone that it is, at its place, in any piece", async () => {
  for (const [from_hz, to_hz] of [[44_100, 48_000], [48_000, 44_100], [96_000, 48_000]] as const) {
    for (const hz of [50, 1000, 12_000, 18_000]) {
      const [samples = new Float32Array()] = await resampled(sine(hz, from_hz), to_hz).frames(12_345, 2000);
      let [error, power] = [0, 0];
      samples.forEach((sample, index) => {
        const wanted = Math.sin((2 * Math.PI * hz * (12_345 + index)) / to_hz);
        error += (sample - wanted) ** 2;
        power += wanted ** 2;
      });
      expect(10 * Math.log10(error / power), `${hz} Hz from ${from_hz} to ${to_hz}`).toBeLessThan(-85);
    }
  }
});

it("at its own rate it is the source itself", () => {
  const source = sine(440, 48_000);
  expect(resampled(source, 48_000)).toBe(source);
});
