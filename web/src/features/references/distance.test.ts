import { expect, it } from "vitest";

import { distances } from "./distance";

it("tells distances before and after, and a dash where the record says nothing", () => {
  const before = { tone_db: 3.21, psr_db: null, width_db: -2, loudness_lu: -9.04 };
  const after = { tone_db: 1.88, psr_db: null, width_db: 0.4, loudness_lu: 1 };
  expect(distances({ name: "hit", hash: "b3:", before, after }).map(({ words }) => words)).toEqual(["3.2 → 1.9 dB", "–", "2.0 → 0.4 dB", "9.0 → 1.0 LU"]);
  expect(distances({ name: "hit", hash: "b3:", before: null, after })[0]?.words).toBe("1.9 dB");
});
