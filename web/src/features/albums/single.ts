import type { Schemas } from "../../api/client";
import { downloadPath, type Job } from "../../api/jobs";
import { asProblem, problemOf } from "../../api/problem";
import { withToken } from "../../api/session";
import { songTitle } from "../../api/titles";

/** A song that comes after its album: a file that was sent. */
export interface Single {
  upload_id: string;
  title: string;
}

/** What the service is asked for: the song mastered to the album's tone and loudness. */
export function singleOrder(album: string, { upload_id, title }: Single): Schemas["CreateJob"] {
  return { kind: "master", project_id: title, album_job_id: album, stems_meta: [{ name: title, upload_id }] };
}

/** What a song was before it was mastered, as a file: its mix, or what had come for mastering. */
export async function premasterOf(job: Job): Promise<File> {
  const what = job.kind === "master" ? "rough" : "mix";
  try {
    const answer = await fetch(withToken(downloadPath(job.job_id, what)));
    if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => undefined));
    return new File([await answer.blob()], `${songTitle(job).replace(/[/\\]/g, " ")}.wav`);
  } catch (error) {
    throw asProblem(error);
  }
}
