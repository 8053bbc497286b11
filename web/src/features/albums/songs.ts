import { useQueries } from "@tanstack/react-query";

import { hasEnded } from "../../api/events";
import { fetchJob, jobKey, type Job } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { level, when } from "../../parts/words";
import { kindWords } from "../songs/search";
import type { Track } from "./draft";

const LIVE_MS = 2000;

/** What is known of the songs of an album, by job. */
export type Songs = Map<string, { job?: Job; problem?: Problem }>;

/** The songs, asked until each is done. */
export function useSongsOf(tracks: Track[]): Songs {
  const ids = tracks.flatMap(({ source }) => ("job" in source ? [source.job] : []));
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: jobKey(id),
      queryFn: () => fetchJob(id),
      refetchInterval: ({ state }: { state: { data?: Job; error: unknown } }) => (state.error || hasEnded(state.data?.status) ? false as const : LIVE_MS),
    })),
  });
  return new Map(found.map(({ data, error }, at) => [ids[at] ?? "", { job: data, problem: error instanceof Problem ? error : undefined }]));
}

/** Whether a song can be used: `gone` when its job was deleted, failed or was called off. */
export function stateOf({ source }: Track, songs: Songs): "ready" | "reading" | "coming" | "gone" {
  if (!("job" in source)) return "coming";
  const { job, problem } = songs.get(source.job) ?? {};
  if (problem?.status === 404) return "gone";
  if (!job) return "reading";
  if (job.status === "complete") return "ready";
  return hasEnded(job.status) ? "gone" : "reading";
}

/** What is said of a song to choose it by. */
export function factsOf(job: Job): string {
  return [kindWords(job.kind), job.metrics?.lufs != null && level(job.metrics.lufs, "LUFS"), when(job.created_at)].filter(Boolean).join(" · ");
}
