import { useState } from "react";

import type { Job } from "../../api/jobs";
import { useTitle } from "../../app/useTitle";
import { Button, LinkButton } from "../../parts/Button";
import { SelectField, TextField } from "../../parts/Field";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { plural } from "../../parts/words";
import { useRested } from "../../parts/useRested";
import { questionOf, STATES } from "./search";
import { SongRow } from "./SongRow";
import styles from "./Songs.module.css";
import { useSongs } from "./useSongs";

const CHOICES: Job["status"][] = ["complete", "processing", "queued", "failed", "cancelled"];

/** Everything that was made here, the newest first. */
export function Songs() {
  useTitle("Songs");
  const [words, setWords] = useState("");
  const [status, setStatus] = useState<Job["status"]>();
  const q = useRested(questionOf(words));
  const songs = useSongs({ q, status });
  const shown = songs.data?.pages.flatMap((page) => page.jobs) ?? [];
  const isNarrowed = q !== undefined || status !== undefined;
  const isNone = songs.isSuccess && shown.length === 0 && !songs.isPlaceholderData;

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Songs</h1>
        <LinkButton look="primary" href="/">New song</LinkButton>
      </div>
      {(shown.length > 0 || isNarrowed || words !== "") && (
        <search className={styles.search}>
          <TextField label="Search" type="search" value={words} placeholder="Song, project or stem" maxLength={200} onChange={(event) => setWords(event.target.value)} />
          <SelectField label="State" value={status ?? ""} onChange={(event) => setStatus((event.target.value || undefined) as Job["status"] | undefined)}>
            <option value="">All</option>
            {CHOICES.map((id) => <option key={id} value={id}>{STATES[id]}</option>)}
          </SelectField>
          <p className={styles.count} role="status">{isNarrowed && songs.isSuccess ? countWords(shown.length, songs.hasNextPage) : ""}</p>
        </search>
      )}
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" lines={6} />}
      {isNone && !isNarrowed && <Empty title="No song yet">Drop the stems of one on the first page; what comes of it stays here.</Empty>}
      {isNone && isNarrowed && <Empty title="Nothing found">Try a part of the name, or another state.</Empty>}
      <ul className={styles.rows} aria-label="Songs" aria-busy={songs.isPlaceholderData}>
        {shown.map((job) => <SongRow key={job.job_id} job={job} />)}
      </ul>
      {songs.hasNextPage && (
        <Button busy={songs.isFetchingNextPage} onClick={() => void songs.fetchNextPage()}>Older songs</Button>
      )}
    </div>
  );
}

function countWords(count: number, hasMore: boolean): string {
  return hasMore ? `the newest ${count} of more` : `${plural(count, "song")} found`;
}
