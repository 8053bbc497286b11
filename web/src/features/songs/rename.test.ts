import { expect, it } from "vitest";

import { nameOf, renamed, songAt } from "./rename";

it("a name is what was typed between slashes; nothing is none", () => {
  expect(nameOf("  Rain ")).toBe("Rain");
  expect(nameOf("Blue / Rain")).toBe("Blue/Rain");
  expect(nameOf("/Rain")).toBe("Rain");
  expect(nameOf(" / ")).toBeNull();
});

it("the song's part of a name comes after its projects", () => {
  expect("Blue/Rain".slice(songAt("Blue/Rain"))).toBe("Rain");
  expect(songAt("Rain")).toBe(0);
});

it("all jobs of a song get its name, others keep theirs", () => {
  const song = { job_id: "1", song_id: "1", project_id: "Rain" };
  expect(renamed(song, song, "Sun").project_id).toBe("Sun");
  expect(renamed({ job_id: "2", song_id: "1", project_id: "Rain" }, song, "Sun").project_id).toBe("Sun");
  expect(renamed({ job_id: "3", song_id: "3", project_id: "Rain" }, song, "Sun").project_id).toBe("Rain");
});
