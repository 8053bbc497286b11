import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";

import { createAnalysis } from "../../../api/analyses";
import { useTitle } from "../../../app/useTitle";
import { Button } from "../../../parts/Button";
import { TextField } from "../../../parts/Field";
import { ProblemNote } from "../../../parts/States";
import { plural } from "../../../parts/words";
import { arm, newDraft, setSong, useDraft } from "../draft";
import { add, clear, restore } from "../uploads/actions";
import { songName } from "../uploads/naming";
import { totals, useUploads, type Upload } from "../uploads/store";
import styles from "./Collect.module.css";
import { DropPlace } from "./DropPlace";
import { Summary } from "./Summary";
import { UploadRow } from "./UploadRow";

/** The first step: the stems of a song come together. */
export function Collect() {
  useTitle("New song");
  const { uploads, aside } = useUploads();
  const guessed = useMemo(() => songName(uploads.filter(isTaken)), [uploads]);
  const typed = useDraft((draft) => draft.song);
  const sum = totals(uploads);
  useLeaveWarning(sum.sending > 0);
  useEffect(() => void restore(), []);
  const isEmpty = uploads.length === 0;

  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <h1>{isEmpty ? "Drop the stems, get the record" : "Your stems"}</h1>
        {isEmpty && (
          <p>
            One file for each track, all from the same start; or one stereo file, to be mastered. You hear what was
            done, and why, and can change all of it.
          </p>
        )}
      </div>
      <DropPlace onFiles={(files) => void add(files)} isSmall={!isEmpty} />
      {aside.length > 0 && (
        <div className={styles.aside} role="status">
          <p>Left aside:</p>
          <ul>{aside.map(({ name, why }, index) => <li key={index}><b>{name}</b> {why}</li>)}</ul>
        </div>
      )}
      {!isEmpty && (
        <>
          <Summary sum={sum} />
          <ul className={styles.rows} aria-label="Files">
            {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
          </ul>
          <div className={styles.foot}>
            <TextField
              label="Song"
              placeholder="Name of the song"
              value={typed ?? guessed}
              maxLength={200}
              onChange={(event) => setSong(event.target.value)}
            />
            <GoOn song={typed ?? guessed} />
          </div>
        </>
      )}
    </div>
  );
}

function isTaken(upload: Upload): boolean {
  return upload.state !== "refused";
}

/** The one button: goes on when all is there, or says that it will. */
function GoOn({ song }: { song: string }) {
  const uploads = useUploads((state) => state.uploads).filter(isTaken);
  const { isArmed, key } = useDraft();
  const [, go] = useLocation();
  const { files, done } = totals(uploads);
  const isWhole = files > 0 && done === files;

  const start = useMutation({
    mutationFn: () => createAnalysis({
      project_id: song.trim() || undefined,
      stems_meta: uploads.map(({ name, upload_id }) => ({ name, upload_id: upload_id ?? "" })),
    }, key),
    onSuccess: ({ analysis_id }) => {
      go(`/analyses/${analysis_id}`, { replace: true });
      clear();
      newDraft();
    },
    onError: () => arm(false),
  });
  const { mutate, isPending } = start;
  useEffect(() => {
    if (isArmed && isWhole && !isPending) mutate();
  }, [isArmed, isWhole, isPending, mutate]);

  if (isArmed && !isWhole) {
    return (
      <div className={styles.goOn}>
        <p role="status">{`Goes on by itself when ${files === 1 ? "the file is" : `all ${files} files are`} here.`}</p>
        <Button size="large" onClick={() => arm(false)}>Wait with it</Button>
      </div>
    );
  }
  return (
    <div className={styles.goOn}>
      {start.error && <ProblemNote error={start.error} />}
      <Button look="primary" size="large" disabled={files === 0} busy={isPending} onClick={() => arm(true)}>
        {isPending ? "Starting…" : `Listen to ${plural(files, "stem")}`}
      </Button>
    </div>
  );
}

/** Asks before a page is left that still sends. */
function useLeaveWarning(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isSending]);
}
