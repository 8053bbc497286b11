/** Trying a change on a part of the song. What is heard goes on until the preview is there; an edit that comes before calls
 * it off and has itself tried instead. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";

import { hasEnded } from "../../api/events";
import { cancelJob, fetchJob, jobKey } from "../../api/jobs";
import { startPreview } from "./recipe";
import type { Span } from "./spans";
import type { Preview } from "./tracks";
import type { RecipeAtHand } from "./useRecipe";
import { failure } from "./useTry";

/** A preview takes a second or two: it is asked for more often than a long job. */
const ASK_MS = 300;

interface Asked {
  recipe: string;
  span: Span;
  isExact: boolean;
  /** Else it follows an edit. */
  isPressed: boolean;
}

interface Tried extends Asked {
  job: string;
}

/** Whether each change is tried by itself. It takes a preview each, which a key may have only so many of: it is asked for. */
const useFollows = create<{ isOn: boolean }>()(persist((): { isOn: boolean } => ({ isOn: false }), { name: "mixmaster.follow" }));

const callOff = (job: string) => void cancelJob(job).catch(() => undefined);

export function usePreview(recipe: RecipeAtHand, span: Span) {
  // Until it is known where one stands, nothing changes.
  const at = recipe.isKnown ? recipe.at : undefined;
  const [tried, setTried] = useState<Tried>();
  const [ready, setReady] = useState<Asked & { preview: Preview }>();
  const newest = useRef<Asked>(undefined);
  const follows = useFollows(({ isOn }) => isOn);
  const start = useMutation({
    mutationFn: async (asked: Asked): Promise<Tried> => ({ ...asked, job: (await startPreview(asked.recipe, asked.span, asked.isExact)).job_id }),
    onSuccess: (made, asked) => {
      if (asked === newest.current) setTried(made);
      else callOff(made.job);
    },
  });
  const job = useQuery({
    queryKey: jobKey(tried?.job ?? "none"),
    queryFn: () => fetchJob(tried?.job ?? ""),
    enabled: tried !== undefined,
    refetchInterval: ({ state }) => (hasEnded(state.data?.status) ? false : ASK_MS),
  }).data;
  const isRunning = tried !== undefined && !hasEnded(job?.status);
  if (tried && job?.status === "complete" && ready?.preview.jobId !== tried.job) {
    setReady({ ...tried, preview: { jobId: tried.job, plays: tried.isPressed, ...(job.preview ?? tried.span) } });
  }

  const ask = (how: Pick<Asked, "isExact" | "isPressed">) => {
    if (isRunning) callOff(tried.job);
    newest.current = { recipe: recipe.at, span, ...how };
    start.mutate(newest.current);
  };
  const changed = useRef(() => {});
  useEffect(() => {
    changed.current = () => {
      if (start.isPending || isRunning) ask({ isExact: false, isPressed: newest.current?.isPressed ?? false });
      else if (follows) ask({ isExact: false, isPressed: false });
    };
  });
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (before.current !== undefined && before.current !== at) changed.current();
    before.current = at;
  }, [at]);

  return {
    hear: () => ask({ isExact: false, isPressed: true }),
    /** As the render will be, to the bit. */
    hearExactly: () => ask({ isExact: true, isPressed: true }),
    preview: ready?.preview,
    /** Whether the preview is of the recipe at hand. */
    isFresh: ready?.recipe === recipe.at,
    isExact: ready?.isExact ?? false,
    progress: start.isPending ? 0 : isRunning ? (job?.progress ?? 0) : undefined,
    error: start.error ?? (start.isPending ? undefined : failure(job)),
    follows,
    follow: (isOn: boolean) => useFollows.setState({ isOn }),
  };
}
