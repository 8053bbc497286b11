/** The album that is being put together: kept over a reload, until it is made. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

export interface Track {
  /** The job that made the song, or the name of its upload in this page. */
  source: { job: string } | { upload: string };
  title: string;
  /** What is known of it, as `3:21 · −14.0 LUFS`. */
  facts?: string;
  ends?: Ends;
}

/** How a song begins, ends and goes over into the next one; what is left out is as for every song. */
export interface Ends {
  fade_in_s?: number;
  fade_out_s?: number;
  /** Silence after it. */
  gap_s?: number;
}

export interface AlbumDraft {
  title: string;
  artist: string;
  tracks: Track[];
  /** Key of the track that the others are brought to. */
  anchor?: string;
  preset?: string;
  lufs?: number;
  gap_s: number;
  /** How far each song is brought to the album's tone. */
  tone_pct: number;
  /** Silence at both ends of the files goes. */
  isTrimmed: boolean;
  isEven: boolean;
  /** The whole as one file too: it is what the page plays. */
  hasImage: boolean;
}

export const GAP_S = 2;
export const TONE_PCT = 100;
export const TRACKS_MIN = 2;

const NEW: AlbumDraft = { title: "", artist: "", tracks: [], gap_s: GAP_S, tone_pct: TONE_PCT, isTrimmed: true, isEven: false, hasImage: true };

export const useAlbumDraft = create<AlbumDraft>()(persist((): AlbumDraft => NEW, { name: "mixmaster.album" }));

export function wish(changes: Partial<AlbumDraft>): void {
  useAlbumDraft.setState(changes);
}

export function newAlbum(): void {
  useAlbumDraft.setState(NEW, true);
}

export function keyOf({ source }: Track): string {
  return "job" in source ? source.job : source.upload;
}

/** Songs at the end of the album, each once. */
export function addTracks(tracks: Track[]): void {
  useAlbumDraft.setState((draft) => {
    const known = new Set(draft.tracks.map(keyOf));
    return { tracks: [...draft.tracks, ...tracks.filter((track) => !known.has(keyOf(track)))] };
  });
}

export function removeTrack(key: string): void {
  useAlbumDraft.setState(({ tracks, anchor }) => ({
    tracks: tracks.filter((track) => keyOf(track) !== key),
    anchor: anchor === key ? undefined : anchor,
  }));
}

export function nameTrack(key: string, title: string): void {
  useAlbumDraft.setState(({ tracks }) => ({ tracks: tracks.map((track) => (keyOf(track) === key ? { ...track, title } : track)) }));
}

/** How a song begins and ends; nothing stands for "as every song". */
export function endTrack(key: string, changes: Ends): void {
  useAlbumDraft.setState(({ tracks }) => ({ tracks: tracks.map((track) => (keyOf(track) === key ? { ...track, ends: said({ ...track.ends, ...changes }) } : track)) }));
}

function said(ends: Ends): Ends | undefined {
  const known = Object.fromEntries(Object.entries(ends).filter(([, seconds]) => seconds !== undefined));
  return Object.keys(known).length > 0 ? known : undefined;
}

export function moveTrack(from: number, to: number): void {
  useAlbumDraft.setState(({ tracks }) => ({ tracks: moved(tracks, from, to) }));
}

/** The list with one thing at another place; a place outside is the nearest inside. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const [thing] = list.slice(from, from + 1);
  if (thing === undefined) return [...list];
  const others = list.filter((_, index) => index !== from);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), thing, ...others.slice(place)];
}
