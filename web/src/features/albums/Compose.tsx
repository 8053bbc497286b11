import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
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
import { UploadRows } from "../uploads/UploadRow";
import { useLot } from "../uploads/useLot";
import styles from "./Albums.module.css";
import { AlbumWishes } from "./AlbumWishes";
import { keyOf, newAlbum, useAlbumDraft, wish, type AlbumDraft } from "./draft";
import { hurdleOf, orderOf } from "./order";
import { SongPicker } from "./SongPicker";
import { stateOf, useSongsOf, type Songs } from "./songs";
import { TrackList } from "./TrackList";
import { useFiles } from "./useFiles";

/** Songs become an album: which, in what order, and how they shall belong together. */
export function Compose() {
  useTitle("New album");
  const draft = useAlbumDraft();
  const [isPicking, setPicking] = useState(false);
  const { uploads, aside, isReady } = useLot(TRACKS);
  useFiles(draft, uploads, isReady);
  const songs = useSongsOf(draft.tracks);
  const taken = new Set(draft.tracks.flatMap(({ source }) => ("job" in source ? [source.job] : [])));
  // A file that the service refused on its way stands among the songs, and says so there.
  const refused = uploads.filter(({ id, state }) => state === "refused" && !draft.tracks.some((track) => keyOf(track) === id));
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
          {!isEmpty && <TrackList draft={draft} songs={songs} />}
          {refused.length > 0 && <UploadRows label="Files that were not taken" uploads={refused} />}
          <Stuck lot={TRACKS} uploads={uploads} />
          <Aside aside={aside} />
          <div className={styles.more}>
            <Button look={isEmpty ? "primary" : "plain"} onClick={() => setPicking(true)}>Add finished songs</Button>
            <DropPlace size="small" words="or drop mixes here, or" onFiles={(files) => void add(files, TRACKS)} />
          </div>
        </section>
        <AlbumWishes draft={draft} />
        <Make draft={draft} uploads={uploads} songs={songs} />
      </div>
      {isPicking && <SongPicker taken={taken} onClose={() => setPicking(false)} />}
    </div>
  );
}

/** The one button; it waits for files that are on their way. */
function Make({ draft, uploads, songs }: { draft: AlbumDraft; uploads: Upload[]; songs: Songs }) {
  const [, go] = useLocation();
  const { files, done, refused } = totals(uploads);
  const coming = files - done;
  const reading = draft.tracks.filter((track) => stateOf(track, songs) === "reading").length;
  const gone = refused + draft.tracks.filter((track) => stateOf(track, songs) === "gone").length;
  const hurdle = gone > 0
    ? "Take out what cannot be used."
    : hurdleOf(draft) ?? (coming > 0 ? `${plural(coming, "file is", "files are")} still on the way.` : undefined) ?? (reading > 0 ? `${plural(reading, "song is", "songs are")} still in the making.` : undefined);
  const make = useMutation({
    mutationFn: () => {
      const order = orderOf(draft, new Map(uploads.map(({ id, upload_id }) => [id, upload_id])));
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
