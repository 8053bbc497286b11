import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";

import { createAnalysis } from "../../../api/analyses";
import { useTitle } from "../../../app/useTitle";
import { Button } from "../../../parts/Button";
import { TextField } from "../../../parts/Field";
import { ProblemNote } from "../../../parts/States";
import { plural } from "../../../parts/words";
import { STEMS, REFERENCES, referencesOf } from "../../uploads/lots";
import { add, clear, moveLot } from "../../uploads/actions";
import { Aside } from "../../uploads/Aside";
import { DropPlace } from "../../uploads/DropPlace";
import { songName } from "../../uploads/naming";
import { KINDS_TOLD } from "../../uploads/sniff";
import type { FoundFile } from "../../uploads/intake";
import { totals, type Upload } from "../../uploads/store";
import { Stuck } from "../../uploads/Stuck";
import { UploadRows } from "../../uploads/UploadRow";
import { useLot } from "../../uploads/useLot";
import { References } from "../../references/References";
import { arm, newDraft, setSong, useDraft } from "../draft";
import { wish } from "../stems/corrections";
import styles from "./Collect.module.css";
import { Chosen } from "./Chosen";
import { Lanes } from "./Lanes";
import { Summary } from "./Summary";

/** The first step: the stems of a song come together. */
export function Collect() {
  useTitle("New song");
  const { uploads, aside } = useLot(STEMS);
  const guessed = useMemo(() => songName(uploads.filter(isTaken)), [uploads]);
  const typed = useDraft((draft) => draft.song);
  const sum = totals(uploads);
  const isEmpty = uploads.length === 0;
  const take = (files: FoundFile[]) => void add(files, STEMS);

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
      {isEmpty
        ? <DropPlace onFiles={take} words="Drop files or a folder here, or" picture={<Lanes />} limits={`${KINDS_TOLD}, up to 64 stems. They stay on this service.`} />
        : <DropPlace onFiles={take} size="small" words="Drop more here, or" />}
      <Aside aside={aside} />
      {!isEmpty && (
        <>
          <Summary sum={sum} />
          <Stuck lot={STEMS} uploads={uploads} />
          <UploadRows label="Files" uploads={uploads} />
          <References lot={REFERENCES} />
          <Chosen />
          <div className={styles.foot}>
            <TextField
              label="Song"
              placeholder="Name of the song"
              value={typed ?? guessed}
              maxLength={200}
              onChange={(event) => setSong(event.target.value)}
            />
            <GoOn song={typed ?? guessed} uploads={uploads.filter(isTaken)} />
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
function GoOn({ song, uploads }: { song: string; uploads: Upload[] }) {
  const { isArmed, key, preset } = useDraft();
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
      if (preset !== undefined) wish(analysis_id, { preset });
      clear(STEMS);
      moveLot(REFERENCES, referencesOf(analysis_id));
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
