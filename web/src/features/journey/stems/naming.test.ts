import { expect, it } from "vitest";

import { nameProblem } from "./naming";

it("takes what can be a name, and leaves an empty one to the file", () => {
  for (const name of ["Kick", " Kick in ", "Überstimme 2", ""]) expect(nameProblem(name, ["Snare"]), name).toBeUndefined();
});

it("says what is wrong with a name", () => {
  expect(nameProblem("Kick/In", [])).toMatch(/no \//);
  expect(nameProblem(".kick", [])).toMatch(/dot/);
  expect(nameProblem(" Snare ", ["Snare"])).toMatch(/Another/);
  expect(nameProblem("ü".repeat(101), [])).toMatch(/too long/);
  expect(nameProblem("a\u0007", [])).toMatch(/control/);
});
