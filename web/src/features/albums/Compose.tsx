import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";

import { api, body } from "../../api/client";
import { oneKeyOf } from "../../api/once";
import { useTitle } from "../../app/useTitle";
import { Button } from "../../parts/Button";
import { TextField } from "../../parts/Field";
import { ProblemNote } from "../../parts/States";
import { plural } from "../../parts/words";
import { add, clear } from "../uploads/actions";
import { Aside } from "../uploads/Aside";
import { DropPlace } from "../uploads/DropPlace";
import { TRACKS } from "../uploads/lots";
import { totals, type Upload } from "../uploads/store";
import { Stuck } from "../uploads/Stuck";
import { useLot } from "../uploads/useLot";
import styles from "./Albums.module.css";
import { AlbumWishes } from "./AlbumWishes";
import { addTracks, keyOf, newAlbum, removeTrack, useAlbumDraft, wish, type AlbumDraft } from "./draft";
import { hurdleOf, orderOf } from "./order";
import { SongPicker } from "./SongPicker";
import { TrackList } from "./TrackList";

/** Songs become an album: which, in what order, and how they shall belong together. */
export function Compose() {
  useTitle("New album");
  const draft = useAlbumDraft();
  const [isPicking, setPicking] = useState(false);
  const { uploads, aside, isReady } = useLot(TRACKS);
  useFiles(draft, uploads, isReady);
  const taken = new Set(draft.tracks.flatMap(({ source }) => ("job" in source ? [source.job] : [])));
  const isEmpty = draft.tracks.length === 0;
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <h1>New album</h1>
        <p>Songs get one tone and levels that fit, gaps between them, and one delivery. Each is mastered with its neighbours in mind.</p>
      </div>
      <div className={styles.compose}>
        <section className={styles.songs} aria-label="Songs">
          <div className={styles.names}>
            <TextField label="Title" value={draft.title} placeholder="Name of the album" maxLength={190} onChange={(event) => wish({ title: event.target.value })} />
            <TextField label="Artist" value={draft.artist} maxLength={190} onChange={(event) => wish({ artist: event.target.value })} />
          </div>
          {!isEmpty && <TrackList tracks={draft.tracks} anchor={draft.anchor} />}
          <Stuck lot={TRACKS} uploads={uploads} />
          <Aside aside={aside} />
          <div className={styles.more}>
            <Button look={isEmpty ? "primary" : "plain"} onClick={() => setPicking(true)}>Add finished songs</Button>
            <DropPlace size="small" words="or drop mixes here, or" onFiles={(files) => void add(files, TRACKS)} />
          </div>
        </section>
        <AlbumWishes draft={draft} />
        <Make draft={draft} uploads={uploads} />
      </div>
      {isPicking && <SongPicker taken={taken} onClose={() => setPicking(false)} />}
    </div>
  );
}

/** Files that were dropped become songs of the album, and go with their uploads. */
function useFiles({ tracks }: AlbumDraft, uploads: Upload[], isReady: boolean): void {
  useEffect(() => {
    const known = new Set(tracks.map(keyOf));
    const fresh = uploads.filter(({ id }) => !known.has(id));
    if (fresh.length > 0) addTracks(fresh.map(({ id, name }) => ({ source: { upload: id }, title: name.replace(/^\d{1,2}[\s._-]+/, "") })));
    if (!isReady) return;
    for (const { source } of tracks) {
      if ("upload" in source && !uploads.some(({ id }) => id === source.upload)) removeTrack(source.upload);
    }
  }, [tracks, uploads, isReady]);
}

/** The one button; it waits for files that are on their way. */
function Make({ draft, uploads }: { draft: AlbumDraft; uploads: Upload[] }) {
  const [, go] = useLocation();
  const { files, done, refused } = totals(uploads);
  const hurdle = refused > 0 ? "Take out what could not be taken." : hurdleOf(draft) ?? (done < files ? `${plural(files - done, "file is", "files are")} still on the way.` : undefined);
  const make = useMutation({
    mutationFn: () => {
      const order = orderOf(draft, (id) => uploads.find((one) => one.id === id)?.upload_id);
      return body(api.POST("/v1/albums", { body: order, params: { header: { "Idempotency-Key": oneKeyOf(order) } } }));
    },
    onSuccess: ({ job_id }) => {
      go(`/jobs/${job_id}`);
      clear(TRACKS);
      newAlbum();
    },
  });
  return (
    <div className={styles.foot}>
      {make.error && <ProblemNote error={make.error} />}
      <Button look="primary" size="large" disabled={hurdle !== undefined} busy={make.isPending || make.isSuccess} onClick={() => make.mutate()}>
        {make.isPending ? "Starting…" : "Make the album"}
      </Button>
      {hurdle && draft.tracks.length > 0 && <p className={styles.words} role="status">{hurdle}</p>}
    </div>
  );
}
