import { expect, it } from "vitest";

import type { Version } from "./recipe";
import { nextOf, versionsOf } from "./versions";

const version = (recipe_id: string, parent_id: string | undefined, renders: Version["renders"] = []): Version => ({ recipe_id, parent_id, job_id: "song", song_id: "song", created_at: "", renders });
const render = (job_id: string, status: Version["renders"][0]["status"], created_at: string, kind: Version["renders"][0]["kind"] = "render") => ({ job_id, kind, status, created_at });

const ALL = [
  version("song", undefined),
  version("louder", "song", [render("r1", "failed", "1"), render("r3", "complete", "3"), render("p", "complete", "4", "preview")]),
  version("r3", "louder"),
  version("wider", "song", [render("r2", "complete", "2")]),
  version("r2", "wider"),
];

it("what a render wrote down is no version of its own; a failed render and a preview make no master", () => {
  const { edits, jobOf, made } = versionsOf("song", ALL);
  expect(edits.map(({ recipe_id }) => recipe_id)).toEqual(["song", "louder", "wider"]);
  expect([jobOf("song"), jobOf("louder"), jobOf("wider")]).toEqual(["song", "r3", "r2"]);
  expect(made).toEqual(["song", "r2", "r3"]);
  expect(versionsOf("song", ALL.slice(0, 1)).jobOf("louder")).toBeUndefined();
});

it("redo leads to what was undone here, else to the newest that was made from it", () => {
  const versions = versionsOf("song", ALL);
  expect(nextOf(versions, "song", ["louder"])).toBe("louder");
  expect(nextOf(versions, "song", [])).toBe("wider");
  expect(nextOf(versions, "wider", [])).toBeUndefined();
});
