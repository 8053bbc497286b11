import { expect, it } from "vitest";

import type { AnalysedStem, Finding } from "../../../api/analyses";
import { remarksOf } from "./remarks";

const cutoff = (khz: number, verdict = "likely"): Finding => ({
  kind: "lossy_cutoff", verdict, text: `ends like a wall at ${khz} kHz, 20 dB deep`, action: "use the file from before it was coded", mended: false, others: [],
  evidence: { cutoff_hz: khz * 1000, wall_db: 20 },
});
const clipping: Finding = { kind: "clipping", verdict: "sure", text: "cut off at its ceiling 9 times, by about 2.0 dB", action: "export it again with more headroom", mended: false, others: [], evidence: {} };
const hum: Finding = { kind: "hum", verdict: "sure", text: "mains hum of 50 Hz, 3 lines, up to -60 dBFS", action: "notched at 50 Hz", mended: true, others: [], evidence: {} };

const stem = (index: number, name: string, ...findings: Finding[]): AnalysedStem => ({ index, name, role_candidates: [], findings });
const named = ({ name }: AnalysedStem) => name;

it("stems that merely have no treble are one calm line", () => {
  const [remark, ...others] = remarksOf([stem(0, "bass", cutoff(9.1)), stem(1, "pad", cutoff(11.1, "sure"))], named);
  expect(others).toEqual([]);
  expect(remark).toMatchObject({ tone: "remark", text: "2 stems end between 9.1 and 11.1 kHz: there is no treble above, as in many sounds" });
  expect(remark?.action).toMatch(/^Nothing needs to be done/);
});

it("stems that were coded once are another, with what would be better", () => {
  const [remark] = remarksOf([stem(0, "a", cutoff(16)), stem(1, "b", cutoff(16, "sure")), stem(2, "c", cutoff(16))], named);
  expect(remark?.text).toBe("3 stems end at 16 kHz, as files do that were MP3 or AAC once");
  expect(remark?.action).toMatch(/mixed as they are.*before they were coded/);
  expect(remarksOf([stem(0, "bass", cutoff(9)), stem(1, "hats", cutoff(19.4))], named).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^bass ends at 9 kHz: there is no treble/), expect.stringMatching(/^hats ends at 19.4 kHz, as files do/),
  ]);
});

it("problems come before what is mended, and both before remarks", () => {
  const remarks = remarksOf([stem(0, "bass", cutoff(9)), stem(1, "guitar", hum), stem(2, "kick", clipping)], named);
  expect(remarks.map(({ tone }) => tone)).toEqual(["problem", "mended", "remark"]);
  expect(remarks[0]).toMatchObject({ sure: "Sure", title: "Clipping", text: "kick: cut off at its ceiling 9 times, by about 2.0 dB" });
});

it("what is unclear is no problem, and what is likely is told apart from what is sure", () => {
  const remarks = remarksOf([stem(0, "a", { ...clipping, verdict: "unclear" }), stem(1, "b", { ...clipping, verdict: "likely" }), stem(2, "c", clipping)], named);
  expect(remarks.map(({ tone, sure }) => `${tone} ${sure}`)).toEqual(["problem Sure", "problem Likely", "remark Unclear"]);
});

it("several of one kind are told as one, with each in its own words below", () => {
  const [remark] = remarksOf([stem(0, "a", clipping), stem(1, "b", { ...clipping, text: "cut off at its ceiling 3 times, by about 1.0 dB" })], named);
  expect(remark?.text).toBe("2 stems: clipping");
  expect(remark?.stems.map(({ name, text }) => `${name} ${text}`)[1]).toMatch(/^b cut off.*3 times/);
});
