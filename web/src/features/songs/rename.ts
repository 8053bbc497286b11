/** Another name for a song: shown at once, everywhere; taken back when the service refuses. */

import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import type { Job } from "../../api/jobs";

type Song = Pick<Job, "job_id" | "song_id" | "project_id">;
type Pages = InfiniteData<{ jobs: Job[] }>;

const LISTS = ["jobs"] as const;
const JOBS = ["job"] as const;

/** What was typed, as the service keeps it: words around slashes trimmed, nothing as no name. */
export function nameOf(typed: string): string | null {
  const parts = typed.split("/").map((part) => part.trim()).filter((part) => part !== "");
  return parts.join("/") || null;
}

/** Where the song's own part of a name begins, after its projects. */
export function songAt(name: string): number {
  return name.lastIndexOf("/") + 1;
}

/** A job with the new name, where it is one of the song. */
export function renamed<T extends Song>(job: T, song: Song, project_id: string | null): T {
  const isOfSong = job.job_id === song.job_id || job.song_id === song.song_id;
  return isOfSong ? { ...job, project_id } : job;
}

function show(client: QueryClient, song: Song, name: string | null): void {
  client.setQueriesData<Pages>({ queryKey: LISTS }, (list) =>
    list && { ...list, pages: list.pages.map((page) => ({ ...page, jobs: page.jobs.map((job) => renamed(job, song, name)) })) });
  client.setQueriesData<Job>({ queryKey: JOBS }, (job) => job && renamed(job, song, name));
}

export function useRename(song: Song) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string | null) => body(api.PATCH("/v1/jobs/{id}", { params: { path: { id: song.job_id } }, body: { project_id: name } })),
    onMutate: async (name) => {
      // An answer that is on its way would bring the old name back.
      await Promise.all([LISTS, JOBS].map((queryKey) => client.cancelQueries({ queryKey })));
      const before = song.project_id ?? null;
      show(client, song, name);
      return { before };
    },
    onError: (_error, _name, held) => show(client, song, held?.before ?? null),
    onSettled: () => Promise.all([LISTS, JOBS].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
