import { describe, expect, it } from "vitest";

import { readNumber, showNumber } from "./scale";

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
