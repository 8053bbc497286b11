import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { bandSection, passSections, reduction_db, response_db, type Section } from "./curves";

/** What the engine's own filters gave for one impulse, to the bit. */
const GOLDEN = resolve(import.meta.dirname, "../../../crates/dsp/golden/biquads.txt");

function golden(): Map<string, number[]> {
  const vectors = new Map<string, number[]>();
  let name = "";
  for (const line of readFileSync(GOLDEN, "utf8").split("\n").filter(Boolean)) {
    if (line.startsWith("# ")) vectors.set((name = line.slice(2)), []);
    else vectors.get(name)?.push(new Float32Array(new Uint32Array([parseInt(line, 16)]).buffer)[0] ?? NaN);
  }
  return vectors;
}

function impulse({ b, a }: Section, count: number): number[] {
  const out: number[] = [];
  let [s1, s2] = [0, 0];
  for (let index = 0; index < count; index++) {
    const x = index === 0 ? 1 : 0;
    const y = b[0] * x + s1;
    s1 = b[1] * x - a[0] * y + s2;
    s2 = b[2] * x - a[1] * y;
    out.push(y);
  }
  return out;
}

describe("curves of the equaliser", () => {
  it("are the engine's filters: the same impulse responses as its golden vectors", () => {
    const vectors = golden();
    expect(vectors.size).toBe(14);
    for (const [name, samples] of vectors) {
      const [, shape = "", freq, gain, q] = /^(\w+) (\d+) Hz (-?\d+) dB Q ([\d.]+)$/.exec(name) ?? [];
      const section = bandSection({ shape, freq_hz: Number(freq), gain_db: Number(gain), q: Number(q) }, 48_000);
      const ours = impulse(section, samples.length);
      // Stored as f32, made in f64: half a step of the largest sample.
      ours.forEach((sample, index) => expect(Math.abs(sample - (samples[index] ?? NaN)), name).toBeLessThan(2 ** -23));
    }
  });

  it("pass filters lose 3.01 dB at their frequency at every slope", () => {
    for (const slope of [6, 12, 18, 24, 36, 48]) {
      for (const kind of ["high_pass", "low_pass"] as const) {
        expect(response_db(passSections(kind, 1000, slope, 48_000), 1000, 48_000)).toBeCloseTo(-3.0103, 4);
      }
    }
    const steep = passSections("high_pass", 1000, 24, 48_000);
    expect(response_db(steep, 62.5, 48_000) - response_db(steep, 31.25, 48_000)).toBeCloseTo(4 * 20 * Math.log10(2), 2);
  });

  it("bells have their gain at their centre, shelves half of it", () => {
    expect(response_db([bandSection({ shape: "bell", freq_hz: 3000, gain_db: -4, q: 1.4 }, 48_000)], 3000, 48_000)).toBeCloseTo(-4, 3);
    expect(response_db([bandSection({ shape: "high_shelf", freq_hz: 5000, gain_db: 6, q: 0.707 }, 48_000)], 5000, 48_000)).toBeCloseTo(3, 1);
  });
});

it("twelve dB over at four to one loses nine, and a knee bends on the way", () => {
  const hard = { threshold_db: -20, ratio: 4, knee_db: 0, range_db: 60 };
  expect(reduction_db(-8, hard)).toBeCloseTo(9, 9);
  expect(reduction_db(-20, { ...hard, knee_db: 8 })).toBeCloseTo(0.75, 9);
  expect(reduction_db(0, { ...hard, range_db: 6 })).toBe(6);
});
