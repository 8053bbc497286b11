import { expect, it } from "vitest";

import type { Job } from "../../api/jobs";
import { matches } from "./search";

const JOB: Job = {
  job_id: "01a2", song_id: "01a2",
  kind: "mix",
  status: "complete",
  progress: 100,
  attempts: 1,
  created_at: "2026-01-02T03:04:05Z",
  project_id: "Debut/Über den Wolken",
  stems: [{ name: "kick", uploaded: true }, { name: "lead vocal", role: "lead_vocal", uploaded: true }],
};

it("finds a song by any of its words, in any order and case", () => {
  for (const search of ["", "über", "WOLKEN debut", "kick", "lead_vocal ready", "2026"]) expect(matches(JOB, search), search).toBe(true);
});

it("leaves out what lacks one of the words", () => {
  for (const search of ["snare", "kick failed", "wolken snare"]) expect(matches(JOB, search), search).toBe(false);
});
