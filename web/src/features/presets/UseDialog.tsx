import { useState } from "react";
import { useLocation } from "wouter";

import type { Profile } from "../../api/profiles";
import { songTitle } from "../../api/titles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { TextField } from "../../parts/Field";
import { Loading, ProblemNote } from "../../parts/States";
import { useRested } from "../../parts/useRested";
import { plural, when } from "../../parts/words";
import { setPreset } from "../journey/draft";
import { wish } from "../journey/stems/corrections";
import { questionOf } from "../songs/search";
import { useSongs } from "../songs/useSongs";
import styles from "./Presets.module.css";

/** Applies a preset: to a song that is to come, or to one whose stems are here. */
export function UseDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const [, go] = useLocation();
  const [words, setWords] = useState("");
  const songs = useSongs({ q: useRested(questionOf(words)), status: "complete", kind: "analyze" });
  const heard = songs.data?.pages.flatMap((page) => page.jobs) ?? [];
  const start = () => {
    setPreset(profile.id);
    go("/");
  };
  const apply = (id: string) => {
    wish(id, { preset: profile.id, lufs: undefined, amount: undefined });
    go(`/analyses/${id}`);
  };
  const foot = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="primary" onClick={start}>A new song</Button>
    </>
  );
  return (
    <Dialog title={`Use ${profile.name} for`} foot={foot} onClose={onClose}>
      <TextField label="Search" type="search" value={words} placeholder="Song, project or stem" onChange={(event) => setWords(event.target.value)} />
      {songs.error && <ProblemNote error={songs.error} onRetry={() => void songs.refetch()} />}
      {songs.isPending && <Loading what="Songs" />}
      {songs.isSuccess && heard.length === 0 && <p className={styles.words}>{words.trim() ? "Nothing is called so." : "No song’s stems are here yet."}</p>}
      <ul className={styles.choices} aria-label="Songs whose stems are here">
        {heard.map((job) => (
          <li key={job.job_id}>
            <Button look="quiet" onClick={() => apply(job.job_id)}>
              {songTitle(job)}
              <span className={styles.base}>{`${plural(job.stems.length, "stem")} · ${when(job.created_at)}`}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
