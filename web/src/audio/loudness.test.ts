import { expect, it } from "vitest";

import { integrated_lufs, shortTerm_lufs } from "./loudness";

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

// EBU Tech 3341, case 9 in short: the level of the last 3 s, whatever the pieces that it is read in.
it("tells the loudness of the 3 s before each step", async () => {
  const [rate_hz, seconds] = [44_100, 9.3];
  const tone = new Float32Array(rate_hz * seconds);
  tone.set(sine(rate_hz, 4, -23));
  tone.set(sine(rate_hz, 5, -33), rate_hz * 4);
  const asked: number[] = [];
  const history = await shortTerm_lufs({
    format: { rate_hz, channels: 2, frames: tone.length },
    frames: (from, count) => {
      asked.push(count);
      return Promise.resolve([tone.slice(from, from + count), tone.slice(from, from + count)]);
    },
  });
  expect(Math.max(...asked)).toBeLessThanOrEqual(rate_hz * 2);
  expect(history.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => -100));
  expect(Math.abs((history[8] ?? 0) + 23)).toBeLessThan(0.1);
  // Half a second of the quieter tone in the three: 10·lg(5/6 + 1/6·10⁻¹) = −0.71 dB.
  expect(Math.abs((history[9] ?? 0) + 23.71)).toBeLessThan(0.1);
  expect(Math.abs((history[14] ?? 0) + 33)).toBeLessThan(0.1);
  expect(history.length).toBe(Math.ceil(seconds / 0.5) + 1);
});
