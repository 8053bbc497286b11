import { memo } from "react";

import { Button } from "../../parts/Button";
import { Progress } from "../../parts/Progress";
import { Worded } from "../../parts/Worded";
import { bytes } from "../../parts/words";
import { pauseUpload, removeUpload, resumeUpload } from "./actions";
import type { Upload } from "./store";
import styles from "./UploadRow.module.css";

/** Files on their way, as a list. */
export function UploadRows({ label, uploads }: { label: string; uploads: Upload[] }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
    </ul>
  );
}

/** One file on its way. */
export const UploadRow = memo(function UploadRow({ upload }: { upload: Upload }) {
  const { id, name, state, size_bytes, sent_bytes, problem } = upload;
  const percent = size_bytes === 0 ? 0 : (100 * sent_bytes) / size_bytes;
  const said = state === "sending" && !problem ? `${Math.floor(percent)} %` : WORDS[problem && state === "sending" ? "waiting" : state];
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.name}>{name}</span>
      <span className={styles.size}>{bytes(size_bytes)}</span>
      <span className={styles.state}>{said}</span>
      <span className={styles.buttons}>
        {(state === "sending" || state === "waiting") && (
          <Button look="quiet" size="icon" aria-label={`Pause ${name}`} title="Pause" onClick={() => pauseUpload(id)}>
            <Icon path="M5 3v10M11 3v10" />
          </Button>
        )}
        {state === "paused" && (
          <Button look="quiet" size="icon" aria-label={`Resume ${name}`} title="Resume" onClick={() => resumeUpload(id)}>
            <Icon path="M5 3l8 5-8 5z" />
          </Button>
        )}
        <Button look="quiet" size="icon" aria-label={`Remove ${name}`} title="Remove" onClick={() => removeUpload(id)}>
          <Icon path="M4 4l8 8M12 4l-8 8" />
        </Button>
      </span>
      {state !== "done" && state !== "refused" && (
        <div className={styles.bar}><Progress label={name} percent={percent} text={said} /></div>
      )}
      {problem && (
        <p className={styles.problem} role={state === "refused" ? "alert" : undefined}>
          <b>{problem.title}.</b> <Worded text={problem.detail} /> <Worded text={problem.hint ?? ""} />
        </p>
      )}
    </li>
  );
});

const WORDS: Record<Upload["state"], string> = {
  waiting: "waits",
  sending: "",
  paused: "paused",
  done: "here",
  refused: "not taken",
  needs_file: "choose it again",
  needs_leave: "waits for you",
};

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
