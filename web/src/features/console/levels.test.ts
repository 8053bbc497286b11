import { expect, it } from "vitest";

import { levelsOf } from "./levels";

it("tells the peak around a time, of strips and of buses, and silence past the end", () => {
  const levels = levelsOf({ step_s: 0.05, strips: { kick: [-12, -14] }, buses: { drum_bus: [-6, -120] }, master: [] });
  const peaks = (name: string) => [0, 0.049, 0.051, 0.2].map((time_s) => levels.get(name)?.peak_db(time_s));
  expect(peaks("kick")).toEqual([-12, -12, -14, -120]);
  expect(peaks("drum_bus")).toEqual([-6, -6, -120, -120]);
  expect(levels.get("reverb")).toBeUndefined();
});
