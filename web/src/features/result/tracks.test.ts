import { expect, it } from "vitest";

import type { Report } from "./report";
import { trackSpecs, turning } from "./tracks";

const report = { input_analysis: { total_stems: 3 }, after: { integrated_lufs: -9 } } as unknown as Report;

it("references stand behind the masters and before what is tried, so that their keys stay", () => {
  const references = [{ name: "the hit", lufs: -8, url: "/r?index=0" }, { name: "not kept" }];
  const preview = { jobId: "p", start_s: 0, length_s: 5, lufs: -9 };
  const specs = trackSpecs(report, "j", { references, preview });
  expect(specs.map(({ name }) => name)).toEqual(["Rough sum", "Mix", "Master", "Reference: the hit", "With changes"]);
  expect(specs[3]).toEqual({ id: "reference-0", name: "Reference: the hit", url: "/r?index=0", lufs: -8, isBeside: true });
});

it("the outline of a record turns with it", () => {
  const outline = { min: [-1, -2, -3, -4], max: [1, 2, 3, 4] };
  // Half as long as the song: two of its points for each of the song's, twice over.
  expect(turning({ ...outline, length_s: 5 }, 10)).toEqual({ min: [-2, -4, -2, -4], max: [2, 4, 2, 4] });
  // Twice as long: its first half is heard.
  expect(turning({ ...outline, length_s: 20 }, 10)).toEqual({ min: [-1, -1, -2, -2], max: [1, 1, 2, 2] });
});
