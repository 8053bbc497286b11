import { useState } from "react";

import type { Job } from "../../api/jobs";
import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { cx } from "../../parts/cx";
import { TextField } from "../../parts/Field";
import { Loading, ProblemNote } from "../../parts/States";
import { useRested } from "../../parts/useRested";
import { questionOf } from "../songs/search";
import { useSongs } from "../songs/useSongs";
import styles from "./Albums.module.css";
import { factsOf } from "./songs";

interface SongChoiceProps {
  /** The song whose mix is being taken over. */
  busy: string | undefined;
  onChoose: (song: Job) => void;
}

/** One of the songs that are done. */
export function SongChoice({ busy, onChoose }: SongChoiceProps) {
  const [words, setWords] = useState("");
  const songs = useSongs({ q: useRested(questionOf(words)), status: "complete", kind: "mix,master,render" });
  const jobs = songs.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <>
      <TextField label="Or a song that is done" type="search" value={words} placeholder="Song or stem" onChange={(event) => setWords(event.target.value)} />
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" />}
      {songs.data && jobs.length === 0 && <p className={styles.words}>{words.trim() ? "Nothing is called so." : "No song is done yet."}</p>}
      <ul className={cx(styles.choices, styles.taken)} aria-label="Songs that are done">
        {jobs.map((job) => (
          <li key={job.job_id}>
            <span><b>{songTitle(job)}</b><span className={styles.facts}>{factsOf(job)}</span></span>
            <Button disabled={busy !== undefined && busy !== job.job_id} busy={busy === job.job_id} aria-label={`Take ${songTitle(job)}`} onClick={() => onChoose(job)}>{busy === job.job_id ? "Taking its mix…" : "Take it"}</Button>
          </li>
        ))}
      </ul>
      {songs.hasNextPage && <Button busy={songs.isFetchingNextPage} onClick={() => void songs.fetchNextPage()}>Older songs</Button>}
    </>
  );
}
