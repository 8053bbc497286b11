import { useState, type ButtonHTMLAttributes } from "react";

import { Button } from "../../parts/Button";
import { cx } from "../../parts/cx";
import { Progress } from "../../parts/Progress";
import { bytes } from "../../parts/words";
import { removeUpload } from "../uploads/actions";
import { useUploads, type Upload } from "../uploads/store";
import { stateOf, type Songs } from "./songs";
import { endTrack, keyOf, nameTrack, removeTrack, wish, type Track } from "./draft";
import { endsWords } from "./order";
import { TrackEnds } from "./TrackEnds";
import styles from "./TrackList.module.css";

interface TrackRowProps {
  track: Track;
  at: number;
  songs: Songs;
  /** Silence after a song, where it says nothing else. */
  gap_s: number;
  isLast: boolean;
  isAnchor: boolean;
  isDragged: boolean;
  handle: ButtonHTMLAttributes<HTMLButtonElement>;
}

/** One song of the album that is being put together. */
export function TrackRow({ track, at, songs, gap_s, isLast, isAnchor, isDragged, handle }: TrackRowProps) {
  const key = keyOf(track);
  const { title, facts, source, ends = {} } = track;
  const [isOpen, setOpen] = useState(false);
  const named = title.trim() || `song ${at + 1}`;
  const upload = useUploads(({ uploads }) => ("upload" in source ? uploads.find(({ id }) => id === source.upload) : undefined));
  const remove = () => {
    if ("upload" in source) removeUpload(source.upload);
    removeTrack(key);
  };
  return (
    <li className={cx(styles.row, isDragged && styles.dragged)}>
      <button type="button" className={styles.handle} aria-label={`Move ${named}, ${at + 1}`} title="Drag, or press the arrow keys" {...handle}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="currentColor">
          {[4, 8, 12].flatMap((y) => [6, 10].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.3" />))}
        </svg>
        <span aria-hidden="true">{at + 1}</span>
      </button>
      <div className={styles.song}>
        <input
          className={styles.title}
          aria-label={`Title of song ${at + 1}`}
          value={title}
          maxLength={190}
          spellCheck={false}
          onChange={(event) => nameTrack(key, event.target.value)}
        />
        <p className={styles.facts}>{upload ? <Sent upload={upload} /> : <Known track={track} songs={songs} facts={facts} />}</p>
        {track.ends && <p className={styles.facts}>{endsWords(ends)}</p>}
      </div>
      <label className={styles.anchor}>
        <input type="checkbox" checked={isAnchor} onChange={() => wish({ anchor: isAnchor ? undefined : key })} />
        Anchor<span className="hearOnly">{` is ${named}`}</span>
      </label>
      <Button look="quiet" className={styles.more} aria-expanded={isOpen} aria-label={`Beginning and end of ${named}`} title="Fades, silence after it" onClick={() => setOpen(!isOpen)}>More</Button>
      <Button look="quiet" size="icon" className={styles.take} aria-label={`Take ${named} out`} title="Take it out" onClick={remove}>×</Button>
      {isOpen && <TrackEnds ends={ends} gap_s={gap_s} isLast={isLast} onChange={(changes) => endTrack(key, changes)} />}
    </li>
  );
}

function Known({ track, songs, facts }: Pick<TrackRowProps, "track" | "songs"> & { facts?: string }) {
  const state = stateOf(track, songs);
  const job = "job" in track.source ? songs.get(track.source.job)?.job : undefined;
  if (state === "gone") return <span className={styles.problem}>{job?.error?.message ?? "This song is not here any more."} Take it out.</span>;
  if (state === "reading" && job) return <>In the making<Progress label={`${track.title}: in the making`} percent={job.progress} /></>;
  return facts;
}

function Sent({ upload: { name, state, size_bytes, sent_bytes, problem } }: { upload: Upload }) {
  if (state === "done") return <>{`a file of yours, ${bytes(size_bytes)}`}</>;
  const percent = size_bytes === 0 ? 0 : (100 * sent_bytes) / size_bytes;
  return (
    <>
      {problem ? <span className={styles.problem}>{`${problem.title}. ${problem.detail} ${problem.hint ?? ""}`}</span> : `${Math.floor(percent)} % of ${bytes(size_bytes)} sent`}
      {state !== "refused" && <Progress label={name} percent={percent} />}
    </>
  );
}
