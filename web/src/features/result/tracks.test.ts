import { expect, it } from "vitest";

import type { Report } from "./report";
import { over, trackSpecs } from "./tracks";

const report = { input_analysis: { total_stems: 3 }, after: { integrated_lufs: -9 } } as unknown as Report;

it("references stand behind the masters", () => {
  const references = [{ name: "the hit", lufs: -8, url: "/r?index=0" }, { name: "not kept" }];
  const specs = trackSpecs(report, "j", { references });
  expect(specs.map(({ name }) => name)).toEqual(["Rough sum", "Mix", "Master", "Reference: the hit"]);
  expect(specs[3]).toEqual({ id: "reference-0", name: "Reference: the hit", url: "/r?index=0", lufs: -8, isBeside: true });
});

it("the outline of a record is drawn over the song, and ends where it ends", () => {
  const outline = { min: [-1, -2, -3, -4], max: [1, 2, 3, 4] };
  // Half as long as the song: two of its points for each of the song's, then nothing.
  expect(over({ ...outline, length_s: 5 }, 10)).toEqual({ min: [-2, -4, 0, 0], max: [2, 4, 0, 0] });
  // Twice as long: its first half is heard.
  expect(over({ ...outline, length_s: 20 }, 10)).toEqual({ min: [-1, -1, -2, -2], max: [1, 1, 2, 2] });
});
