import { expect, it } from "vitest";

import { singleOrder } from "./single";

it("a later single is one file, or a song that is done, mastered to its album", () => {
  expect(singleOrder("a1", { upload_id: "u1", title: "Snow" })).toEqual({
    kind: "master", project_id: "Snow", album_job_id: "a1", stems_meta: [{ name: "Snow", upload_id: "u1" }],
  });
  expect(singleOrder("a1", { job: "j1", title: "Snow" })).toEqual({ kind: "master", project_id: "Snow", album_job_id: "a1", source_job_id: "j1" });
});
