/** The parts of album.json that the page shows. */

import { useQuery } from "@tanstack/react-query";

import { downloadPath } from "../../api/jobs";
import { request } from "../../api/request";
import { level, plural } from "../../parts/words";

export interface AlbumTrack {
  number: number;
  title: string;
  start_frame: number;
  frames: number;
  gap_frames: number;
  before_lufs: number | null;
  aim_lufs: number;
  after_lufs: number | null;
  range_lu: number | null;
  true_peak_dbtp: number | null;
  tone?: { before: number; after: number } | null;
  warnings: string[];
  made: { step_s: number; peak: number[] };
}

export interface AlbumReport {
  title: string | null;
  artist: string | null;
  profile: string;
  sample_rate_hz: number;
  lufs_target: number;
  lufs_level: number;
  even: boolean;
  ceiling_dbtp: number;
  anchor: string;
  tone_pct: number;
  programme: { duration_s: number; integrated_lufs: number | null; range_lu: number | null; true_peak_dbtp: number | null };
  tracks: AlbumTrack[];
  passed: boolean;
  warnings: string[];
}

export function useAlbumReport(id: string) {
  return useQuery({
    queryKey: ["album-report", id],
    queryFn: () => request<AlbumReport>("GET", downloadPath(id, "album_report")),
    staleTime: Infinity,
  });
}

/** Where a song starts, in seconds. */
export function startOf({ sample_rate_hz }: AlbumReport, { start_frame }: AlbumTrack): number {
  return start_frame / Math.max(1, sample_rate_hz);
}

/** A reading over the ceiling by less is one of rounding. */
const PEAK_TOLERANCE_DB = 0.005;

export function verdictOf(report: AlbumReport): { mood: "good" | "fair" | "bad"; words: string; more: string } {
  const { tracks, programme, ceiling_dbtp, passed, warnings, even } = report;
  const songs = plural(tracks.length, "song");
  const more = even ? "Every song has the same loudness." : `The loudest song is at ${level(report.lufs_level, "LUFS")}; the others keep their distances to it.`;
  if ((programme.true_peak_dbtp ?? -Infinity) > ceiling_dbtp + PEAK_TOLERANCE_DB) return { mood: "bad", words: "Do not release it: a song is over its ceiling.", more };
  const isClean = passed && warnings.length === 0 && tracks.every((track) => track.warnings.length === 0);
  return isClean
    ? { mood: "good", words: `Ready: ${songs}, levels as asked, every ceiling kept.`, more }
    : { mood: "fair", words: `Have a listen: ${songs}, every ceiling kept, not everything as asked.`, more };
}

/** What is worth knowing, with the song that it is about. */
export function warningsOf({ warnings, tracks }: AlbumReport): string[] {
  return [...warnings, ...tracks.flatMap(({ title, warnings }) => warnings.map((warning) => `${title}: ${warning}`))];
}

/** `−16.3 → −14.6 LUFS`; a dash where nothing was measured. */
export function change(before: number | null | undefined, after: number | null | undefined, unit: string): string {
  if (after == null) return "–";
  return before == null ? level(after, unit) : `${level(before, "").trim()} → ${level(after, unit)}`;
}
