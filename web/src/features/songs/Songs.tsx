import { useDeferredValue, useMemo, useState } from "react";

import { projectOf } from "../../api/titles";
import { useTitle } from "../../app/useTitle";
import { Button, LinkButton } from "../../parts/Button";
import { SelectField, TextField } from "../../parts/Field";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { plural } from "../../parts/words";
import { matches } from "./search";
import { SongRow } from "./SongRow";
import styles from "./Songs.module.css";
import { useSongs } from "./useSongs";

/** Everything that was made here, the newest first. */
export function Songs() {
  useTitle("Songs");
  const [words, setWords] = useState("");
  const [project, setProject] = useState("");
  const wanted = useDeferredValue(words.trim());
  const isNarrowed = wanted !== "" || project !== "";
  const songs = useSongs(isNarrowed);
  const all = useMemo(() => songs.data?.pages.flatMap((page) => page.jobs) ?? [], [songs.data]);
  const projects = useMemo(() => [...new Set(all.flatMap((job) => projectOf(job.project_id) ?? []))].sort(), [all]);
  const shown = useMemo(
    () => all.filter((job) => matches(job, wanted) && (project === "" || projectOf(job.project_id) === project)),
    [all, wanted, project],
  );

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Songs</h1>
        <LinkButton look="primary" href="/">New song</LinkButton>
      </div>
      {all.length > 0 && (
        <search className={styles.search}>
          <TextField label="Search" type="search" value={words} placeholder="Song, stem, state, date" onChange={(event) => setWords(event.target.value)} />
          {projects.length > 0 && (
            <SelectField label="Project" value={project} onChange={(event) => setProject(event.target.value)}>
              <option value="">All</option>
              {projects.map((name) => <option key={name}>{name}</option>)}
            </SelectField>
          )}
          <p className={styles.count} role="status">
            {isNarrowed ? `${shown.length} of ${plural(all.length, "song")}${songs.hasNextPage ? ", looking further" : ""}` : ""}
          </p>
        </search>
      )}
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" lines={6} />}
      {songs.isSuccess && all.length === 0 && <Empty title="No song yet">Drop the stems of one on the first page; what comes of it stays here.</Empty>}
      {all.length > 0 && shown.length === 0 && !songs.isFetchingNextPage && <Empty title="Nothing is called so">Try a part of the name, or another project.</Empty>}
      <ul className={styles.rows} aria-label="Songs">
        {shown.map((job) => <SongRow key={job.job_id} job={job} />)}
      </ul>
      {songs.hasNextPage && !isNarrowed && (
        <Button busy={songs.isFetchingNextPage} onClick={() => void songs.fetchNextPage()}>Older songs</Button>
      )}
    </div>
  );
}
