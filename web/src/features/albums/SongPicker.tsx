import { useState } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Checkbox, TextField } from "../../parts/Field";
import { Loading, ProblemNote } from "../../parts/States";
import { useRested } from "../../parts/useRested";
import { plural } from "../../parts/words";
import { questionOf } from "../songs/search";
import { useSongs } from "../songs/useSongs";
import { addTracks, type Track } from "./draft";
import styles from "./Albums.module.css";
import { factsOf } from "./songs";

interface SongPickerProps {
  /** Jobs that are on the album already. */
  taken: ReadonlySet<string>;
  onClose: () => void;
}

/** Chooses among the songs that are done. */
export function SongPicker({ taken, onClose }: SongPickerProps) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<Track[]>([]);
  const songs = useSongs({ q: useRested(questionOf(words)), status: "complete", kind: "mix,master,render" });
  const jobs = songs.data?.pages.flatMap((page) => page.jobs) ?? [];
  const toggle = (job: Job) =>
    setChosen((before) => {
      const others = before.filter(({ source }) => !("job" in source) || source.job !== job.job_id);
      return others.length < before.length ? others : [...before, trackOf(job)];
    });
  const isChosen = (id: string) => chosen.some(({ source }) => "job" in source && source.job === id);
  const add = () => {
    addTracks(chosen);
    onClose();
  };
  const foot = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="primary" disabled={chosen.length === 0} onClick={add}>{chosen.length === 0 ? "Add" : `Add ${plural(chosen.length, "song")}`}</Button>
    </>
  );
  return (
    <Dialog title="Songs for the album" foot={foot} onClose={onClose}>
      <TextField label="Search" type="search" value={words} placeholder="Song or stem" onChange={(event) => setWords(event.target.value)} />
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" />}
      {songs.data && jobs.length === 0 && <p className={styles.words}>{words.trim() ? "Nothing is called so." : "No song is done yet. Masters and mixes can be dropped on the page instead."}</p>}
      <ul className={styles.choices} aria-label="Songs that are done">
        {jobs.map((job) => (
          <li key={job.job_id}>
            <Checkbox
              checked={taken.has(job.job_id) || isChosen(job.job_id)}
              disabled={taken.has(job.job_id)}
              onChange={() => toggle(job)}
              label={<><b>{songTitle(job)}</b><span className={styles.facts}>{[factsOf(job), taken.has(job.job_id) && "on the album"].filter(Boolean).join(" · ")}</span></>}
            />
          </li>
        ))}
      </ul>
      {songs.hasNextPage && <Button busy={songs.isFetchingNextPage} onClick={() => void songs.fetchNextPage()}>Older songs</Button>}
    </Dialog>
  );
}

function trackOf(job: Job): Track {
  return { source: { job: job.job_id }, title: songTitle(job), facts: factsOf(job) };
}
