/** The versions of a song, as the service has them: the same in every browser. */

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { useJob } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { listVersions, type Version } from "./recipe";

export const versionsKey = (songId: string) => ["versions", songId] as const;

export interface Versions {
  /** Recipes that somebody made, the oldest first; not those that a render wrote down. */
  edits: Version[];
  /** The job that makes the master of a recipe, where one was asked for and has not failed. */
  jobOf: (recipe: string) => string | undefined;
  /** Masters that are there, the oldest first. */
  made: string[];
}

export function versionsOf(songId: string, all: readonly Version[]): Versions {
  const renders = all.flatMap(({ recipe_id, renders }) => renders.filter(({ kind }) => kind === "render").map((render) => ({ ...render, recipe_id })));
  const written = new Set(renders.map(({ job_id }) => job_id));
  const standing = renders.filter(({ status }) => status !== "failed" && status !== "cancelled");
  const made = standing.filter(({ status }) => status === "complete").sort((a, b) => a.created_at.localeCompare(b.created_at));
  return {
    edits: all.filter(({ recipe_id }) => !written.has(recipe_id)),
    jobOf: (recipe) => (recipe === songId ? songId : standing.filter(({ recipe_id }) => recipe_id === recipe).at(-1)?.job_id),
    made: [songId, ...made.map(({ job_id }) => job_id)],
  };
}

/** What redo leads to: what was undone here, else the newest that was made from this. */
export function nextOf({ edits }: Versions, at: string, undone: readonly string[]): string | undefined {
  return undone[0] ?? edits.filter(({ parent_id }) => parent_id === at).at(-1)?.recipe_id;
}

/** The job that first decided about the song of a job; the job itself where that one is gone. */
export function useRoot(jobId: string) {
  const job = useJob(jobId);
  const songId = job.data?.song_id ?? jobId;
  const root = useJob(songId);
  const isGone = root.error instanceof Problem && root.error.status === 404;
  return { job: job.data, root: isGone ? job.data : root.data, error: job.error ?? (isGone ? null : root.error) };
}

export function useVersions(songId: string) {
  const query = useQuery({ queryKey: versionsKey(songId), queryFn: () => listVersions(songId) });
  const versions = useMemo(() => (query.data ? versionsOf(songId, query.data) : undefined), [songId, query.data]);
  return { versions, error: query.error };
}
