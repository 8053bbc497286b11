import { useId, useState } from "react";

import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { TextField } from "../../parts/Field";
import { Loading, ProblemNote } from "../../parts/States";
import { useRested } from "../../parts/useRested";
import { questionOf } from "../songs/search";
import { useSongs } from "../songs/useSongs";
import styles from "./Albums.module.css";
import { factsOf } from "./songs";

interface SongChoiceProps {
  chosen: string | undefined;
  onChoose: (song: { job: string; title: string }) => void;
}

/** One of the songs that are done. */
export function SongChoice({ chosen, onChoose }: SongChoiceProps) {
  const group = useId();
  const [words, setWords] = useState("");
  const songs = useSongs({ q: useRested(questionOf(words)), status: "complete", kind: "mix,master,render" });
  const jobs = songs.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <>
      <TextField label="Or a song that is done" type="search" value={words} placeholder="Song or stem" onChange={(event) => setWords(event.target.value)} />
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" />}
      {songs.data && jobs.length === 0 && <p className={styles.words}>{words.trim() ? "Nothing is called so." : "No song is done yet."}</p>}
      <ul className={styles.choices} aria-label="Songs that are done">
        {jobs.map((job) => (
          <li key={job.job_id}>
            <label className={styles.choice}>
              <input type="radio" name={group} checked={chosen === job.job_id} onChange={() => onChoose({ job: job.job_id, title: songTitle(job) })} />
              <span><b>{songTitle(job)}</b><span className={styles.facts}>{factsOf(job)}</span></span>
            </label>
          </li>
        ))}
      </ul>
      {songs.hasNextPage && <Button busy={songs.isFetchingNextPage} onClick={() => void songs.fetchNextPage()}>Older songs</Button>}
    </>
  );
}
