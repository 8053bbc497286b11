import { useState, type RefObject } from "react";

import type { Job } from "../../api/jobs";
import { withToken } from "../../api/session";
import { startOf, type AlbumReport, type AlbumTrack } from "./report";

export interface AlbumAudio {
  src: string;
  /** What is heard, in words. */
  label: string;
  play: (track: AlbumTrack) => void;
  /** Where the tracks are files of their own, the next follows the one that has ended. */
  onEnded: () => void;
}

/** Plays the album: the whole where it is one file, else track after track; nothing where there is neither. */
export function useAlbumAudio(ref: RefObject<HTMLAudioElement | null>, { results }: Job, report: AlbumReport | undefined): AlbumAudio | undefined {
  const [number, setNumber] = useState(1);
  const image = results?.album_image_url;
  const urls = results?.track_urls ?? [];
  // Kept as it is: another address, for a renewed session or for the next song, would stop what plays.
  const [src] = useState(() => withToken(image ?? urls[0] ?? ""));
  if (!report || src === "") return undefined;
  const at = report.tracks.find((track) => track.number === number);
  const play = (track: AlbumTrack) => {
    const audio = ref.current;
    if (!audio) return;
    setNumber(track.number);
    if (image) audio.currentTime = startOf(report, track);
    else audio.src = withToken(urls[track.number - 1] ?? "");
    void audio.play();
  };
  return {
    src,
    label: image ? "The whole album" : (at?.title ?? ""),
    play,
    onEnded: () => {
      const next = report.tracks.find((track) => track.number === number + 1);
      if (!image && next) play(next);
    },
  };
}
