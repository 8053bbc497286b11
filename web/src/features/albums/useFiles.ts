import { useEffect } from "react";

import type { Upload } from "../uploads/store";
import { addTracks, keyOf, removeTrack, type AlbumDraft } from "./draft";

/** Files that were dropped become songs of the album at once; the album takes them as they are sent. */
export function useFiles({ tracks }: AlbumDraft, uploads: Upload[], isReady: boolean): void {
  useEffect(() => {
    const known = new Set(tracks.map(keyOf));
    const fresh = uploads.filter(({ id, state }) => !known.has(id) && state !== "refused");
    if (fresh.length > 0) addTracks(fresh.map(({ id, name }) => ({ source: { upload: id }, title: titleOf(name) })));
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
