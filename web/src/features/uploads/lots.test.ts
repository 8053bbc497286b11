import { expect, it } from "vitest";

import { kindOfLot, lotOf, ordinal, REFERENCES, referencesOf, STEMS, TRACKS } from "./lots";

it("references of a heard song have the limit of references", () => {
  expect(kindOfLot(referencesOf("01a2"))).toBe(kindOfLot(REFERENCES));
  expect(kindOfLot(STEMS).most).toBe(64);
});

it("what lies in a folder of references goes to them, but only beside stems", () => {
  expect(lotOf(["Song", "References"], STEMS)).toBe(REFERENCES);
  expect(lotOf(["refs"], TRACKS)).toBe(TRACKS);
  expect(lotOf(["Reference mixes of drums"], STEMS)).toBe(STEMS);
});

it("counts as people do", () => {
  expect([1, 2, 3, 4, 9, 11, 13, 21, 65, 100, 112].map(ordinal)).toEqual(["1st", "2nd", "3rd", "4th", "9th", "11th", "13th", "21st", "65th", "100th", "112th"]);
});
