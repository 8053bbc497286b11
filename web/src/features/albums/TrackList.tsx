import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import { plural } from "../../parts/words";
import { keyOf, moveTrack, type AlbumDraft } from "./draft";
import type { Songs } from "./songs";
import styles from "./TrackList.module.css";
import { TrackRow } from "./TrackRow";

interface TrackListProps {
  draft: AlbumDraft;
  songs: Songs;
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -5, PageDown: 5, Home: -Infinity, End: Infinity };

/** The songs in their order: taken by the handle and moved by hand, or by arrow keys. */
export function TrackList({ draft: { tracks, anchor, gap_s }, songs }: TrackListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState("");

  const move = (from: number, to: number) => {
    const place = Math.min(Math.max(to, 0), tracks.length - 1);
    if (place === from) return;
    moveTrack(from, place);
    setSaid(`${tracks[from]?.title ?? ""} is now ${place + 1} of ${tracks.length}`);
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(at, at + step);
  };
  /** Over which row the hand is. */
  const placeAt = (y: number) => {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const found = rows.findIndex(({ bottom }) => y < bottom);
    return found === -1 ? rows.length - 1 : found;
  };
  const onDrag = (event: PointerEvent) => {
    const at = tracks.findIndex((track) => keyOf(track) === dragged);
    if (at !== -1) move(at, placeAt(event.clientY));
  };

  return (
    <>
      <ol
        ref={list}
        className={styles.rows}
        aria-label={`Songs of the album, ${plural(tracks.length, "song")}`}
        onPointerMove={onDrag}
        onLostPointerCapture={() => setDragged(undefined)}
      >
        {tracks.map((track, at) => (
          <TrackRow
            key={keyOf(track)}
            track={track}
            at={at}
            songs={songs}
            gap_s={gap_s}
            isLast={at === tracks.length - 1}
            isAnchor={anchor === keyOf(track)}
            isDragged={dragged === keyOf(track)}
            handle={{
              onKeyDown: (event) => onKeyDown(event, at),
              onPointerDown: (event) => {
                // The list holds the hand: rows change their places under it.
                list.current?.setPointerCapture(event.pointerId);
                setDragged(keyOf(track));
              },
            }}
          />
        ))}
      </ol>
      <p className="hearOnly" role="status">{said}</p>
    </>
  );
}
