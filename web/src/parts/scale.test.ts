import { describe, expect, it } from "vitest";

import { placeOf, readNumber, showNumber, stepped, valueAt, type Scale } from "./scale";

const GAIN = { min: -12, max: 12, step: 0.5, unit: "dB", signed: true };

describe("numbers with units", () => {
  it("are shown with as many digits as the step has, and a true minus", () => {
    expect(showNumber(-3, GAIN)).toBe("−3.0 dB");
    expect(showNumber(3, GAIN)).toBe("+3.0 dB");
    expect(showNumber(-0.01, GAIN)).toBe("0.0 dB");
    expect(showNumber(100, { min: 0, max: 150, step: 1, unit: "%" })).toBe("100 %");
  });

  it("are read back as they were shown", () => {
    for (const value of [-12, -0.5, 0, 7.5]) expect(readNumber(showNumber(value, GAIN), GAIN)).toBe(value);
  });

  it("are held to the range and the step", () => {
    expect(readNumber("40", GAIN)).toBe(12);
    expect(readNumber("1.26", GAIN)).toBe(1.5);
    expect(readNumber("2,4 kHz", { min: 20, max: 20000, step: 1, unit: "Hz" })).toBe(2400);
  });

  it("are refused when they are none", () => {
    for (const text of ["", "loud", "1 2", "--3"]) expect(readNumber(text, GAIN)).toBeUndefined();
  });
});

const FREQ: Scale = { min: 10, max: 40_000, step: 1, unit: "Hz", law: "log" };
const FADER: Scale = { min: -96, max: 24, step: 0.1, unit: "dB", signed: true, law: "fader" };

describe("along ratios", () => {
  it("every octave takes the same way, and an arrow key goes a semitone", () => {
    const octave = (hz: number) => placeOf(2 * hz, FREQ) - placeOf(hz, FREQ);
    expect(octave(100)).toBeCloseTo(octave(8000), 12);
    expect(stepped(440, 12, FREQ)).toBeCloseTo(880, 0);
    expect(stepped(39_000, 12, FREQ)).toBe(40_000);
  });

  it("thousands of hertz are shown and read as such, short times with their digits", () => {
    expect(showNumber(2400, FREQ)).toBe("2.40 kHz");
    expect(showNumber(62.5, FREQ)).toBe("62.5 Hz");
    expect(readNumber("2,4 kHz", FREQ)).toBe(2400);
    const attack: Scale = { min: 0.05, max: 500, step: 1, unit: "ms", law: "log" };
    expect(readNumber(showNumber(0.05, attack), attack)).toBe(0.05);
    expect(showNumber(1.8, { min: 1, max: 20, step: 0.01, unit: ":1", law: "log" })).toBe("1.80:1");
    expect(readNumber("1.80:1", { min: 1, max: 20, step: 0.01, unit: ":1", law: "log" })).toBe(1.8);
  });
});

describe("a fader", () => {
  it("gives the middle of its way to what is heard, and its foot is silence", () => {
    expect(placeOf(0, FADER)).toBeCloseTo(0.512, 3);
    expect(placeOf(-48, FADER)).toBeLessThan(0.1);
    expect(showNumber(-96, FADER)).toBe("−∞ dB");
    expect(readNumber("-∞ dB", FADER)).toBe(-96);
    expect(readNumber("−inf", FADER)).toBe(-96);
  });

  it("any place leads back to itself", () => {
    for (const scale of [FREQ, FADER]) {
      // Half a step of 0.1 dB, where the fader's way is steepest: 3 / 120 per dB.
      for (const place of [0, 0.2, 0.5, 0.9, 1]) expect(Math.abs(placeOf(valueAt(place, scale), scale) - place)).toBeLessThan(0.05 * 3 / 120);
    }
  });
});
