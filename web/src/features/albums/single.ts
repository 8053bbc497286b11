import type { Schemas } from "../../api/client";

/** A song that comes after its album: one that is done here, or a file that was sent. */
export type Single = { job: string; title: string } | { upload_id: string; title: string };

/** What the service is asked for: the song mastered to the album's tone and loudness. */
export function singleOrder(album: string, single: Single): Schemas["CreateJob"] {
  const { title } = single;
  return {
    kind: "master",
    project_id: title,
    album_job_id: album,
    ...("job" in single ? { source_job_id: single.job } : { stems_meta: [{ name: title, upload_id: single.upload_id }] }),
  };
}
