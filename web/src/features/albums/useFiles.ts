import { useEffect } from "react";

import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { removeUpload } from "../uploads/actions";
import { change, type Upload } from "../uploads/store";
import { addTracks, becameSong, keyOf, removeTrack, useAlbumDraft, type AlbumDraft } from "./draft";

/** Uploads that are being made songs of. */
const becoming = new Set<string>();
const AGAIN_MS = 3000;

/** Files that were dropped become songs of the album: first while they come, then by a job that masters each
 * alone, whose input the album takes. */
export function useFiles({ tracks }: AlbumDraft, uploads: Upload[], isReady: boolean): void {
  useEffect(() => {
    const known = new Set(tracks.map(keyOf));
    const fresh = uploads.filter(({ id, state }) => !known.has(id) && state !== "refused");
    if (fresh.length > 0) addTracks(fresh.map(({ id, name }) => ({ source: { upload: id }, title: titleOf(name) })));
    for (const one of uploads) if (one.state === "done" && known.has(one.id)) void become(one);
    if (!isReady) return;
    for (const { source } of tracks) {
      if ("upload" in source && !uploads.some(({ id }) => id === source.upload)) removeTrack(source.upload);
    }
  }, [tracks, uploads, isReady]);
}

/** `01 Rain` → `Rain`. */
export function titleOf(name: string): string {
  return name.replace(/^\d{1,2}[\s._-]+/, "").replace(/_+/g, " ").trim() || name;
}

async function become({ id, name, upload_id }: Upload): Promise<void> {
  if (!upload_id || becoming.has(id)) return;
  becoming.add(id);
  const title = useAlbumDraft.getState().tracks.find((track) => keyOf(track) === id)?.title.trim();
  try {
    const { job_id } = await body(api.POST("/v1/jobs", {
      body: { kind: "master", project_id: title || name, stems_meta: [{ name, upload_id }] },
      params: { header: { "Idempotency-Key": `web-track-${upload_id}` } },
    }));
    becameSong(id, job_id);
    removeUpload(id);
  } catch (error) {
    const problem = asProblem(error);
    // While the service is away it waits; then the change asks again.
    if (problem.passes || problem.status === 401) setTimeout(() => change(id, { problem: undefined }), AGAIN_MS);
    change(id, problem.passes || problem.status === 401 ? { problem } : { state: "refused", problem });
  } finally {
    becoming.delete(id);
  }
}
