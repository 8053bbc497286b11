import { describe, expect, it } from "vitest";

import type { Analysis } from "../../../api/analyses";
import { kindOf, nameProblems, orderOf } from "./corrections";

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

  it("names references, and how near, only when there are any", () => {
    expect(orderOf(ANALYSIS, { stems: {}, nearness: { tone: 30 } }).options).toBeUndefined();
    expect(orderOf(ANALYSIS, { stems: {}, nearness: { tone: 30 } }, ["u1"])).toMatchObject({ reference_upload_ids: ["u1"], options: { match: "tone=30" } });
    expect(orderOf(ANALYSIS, { stems: {} }, ["u1"]).options).toBeUndefined();
  });

  it("tells names that stand twice, but not of what is left out", () => {
    expect([...nameProblems(ANALYSIS, { stems: { 0: { name: "song" } } })]).toEqual([[0, "Another stem is called so."]]);
    expect(nameProblems(ANALYSIS, { stems: { 0: { name: "song" }, 1: { skip: true } } }).size).toBe(0);
    expect(nameProblems(ANALYSIS, { stems: { 0: { name: "song" }, 1: { name: "mix" } } }).size).toBe(0);
  });
});
