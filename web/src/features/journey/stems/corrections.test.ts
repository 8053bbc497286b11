import { describe, expect, it } from "vitest";

import type { Analysis } from "../../../api/analyses";
import { kindOf, orderOf } from "./corrections";

const ANALYSIS: Analysis = {
  analysis_id: "a",
  status: "complete",
  progress: 100,
  suggested_profile: { preset: "rock", reason: "" },
  stems: [
    { index: 0, name: "kick", channels: 1, findings: [], role_candidates: [] },
    { index: 1, name: "song", channels: 2, findings: [], role_candidates: [] },
  ],
};

describe("the job that is asked for", () => {
  it("says nothing that a person did not say", () => {
    expect(JSON.parse(JSON.stringify(orderOf(ANALYSIS, { stems: { 0: {} } })))).toEqual({
      analysis_id: "a", kind: "mix", preset: "rock", stems_meta: [],
    });
  });

  it("carries roles, names and what is left out", () => {
    const order = orderOf(ANALYSIS, { stems: { 0: { role: "toms", name: " floor " }, 1: { skip: true } }, preset: "jazz", lufs: -16, amount: 80 });
    expect(order.stems_meta).toEqual([{ index: 0, role: "toms", name: "floor" }, { index: 1, skip: true }]);
    expect(order).toMatchObject({ preset: "jazz", targets: { lufs: -16 }, options: { amount: "80" } });
  });

  it("masters one stereo file, mixes one mono track, and lets a person decide", () => {
    expect(kindOf(ANALYSIS, { stems: { 0: { skip: true } } })).toBe("master");
    expect(kindOf(ANALYSIS, { stems: { 1: { skip: true } } })).toBe("mix");
    expect(kindOf(ANALYSIS, { stems: { 0: { skip: true } }, kind: "mix" })).toBe("mix");
    expect(kindOf(ANALYSIS, { stems: {}, kind: "master" })).toBe("mix");
  });
});
