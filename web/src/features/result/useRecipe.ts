/** The recipe at hand and how it is changed: every change is a new version in the service. */

import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { stepBack, stepForth, stepTo, trailOf, useTrails } from "./history";
import { getRecipe, patchRecipe, tweakRecipe, type Edit, type RecipeView } from "./recipe";

const key = (id: string) => ["recipe", id] as const;

/** Edits wait for each other: each is made from what the one before left. */
const lines = new Map<string, Promise<unknown>>();

function inLine<T>(jobId: string, work: (at: string) => Promise<T>): Promise<T> {
  const before = lines.get(jobId) ?? Promise.resolve();
  const after = before.then(() => work(trailOf(useTrails.getState().trails, jobId).at));
  lines.set(jobId, after.catch(() => undefined));
  return after;
}

function keep(client: QueryClient, jobId: string, view: RecipeView): RecipeView {
  client.setQueryData(key(view.recipe_id), view);
  void client.invalidateQueries({ queryKey: ["recipes", jobId] });
  stepTo(jobId, view.recipe_id);
  return view;
}

export function useRecipe(jobId: string) {
  const client = useQueryClient();
  const trail = useTrails(({ trails }) => trails[jobId]);
  const at = trail?.at ?? jobId;
  const query = useQuery({ queryKey: key(at), queryFn: () => getRecipe(at), staleTime: Infinity, placeholderData: (before) => before });
  const edit = useMutation({
    mutationFn: (wanted: Edit) => inLine(jobId, async (from) => keep(client, jobId, await patchRecipe(from, wanted))),
  });
  const tweak = useMutation({
    mutationFn: (say: string) => inLine(jobId, async (from) => keep(client, jobId, await tweakRecipe(from, say))),
  });
  const parent = query.data?.recipe_id === at ? query.data.parent_id : undefined;
  return {
    /** Its name; that of the job where nothing was changed. */
    at,
    view: query.data,
    error: query.error ?? edit.error,
    isBusy: edit.isPending || tweak.isPending || query.isPlaceholderData,
    edit: edit.mutate,
    tweak,
    undo: parent ? () => stepBack(jobId, parent) : undefined,
    redo: trail?.undone.length ? () => stepForth(jobId) : undefined,
    goTo: (id: string) => stepTo(jobId, id),
  };
}

export type RecipeAtHand = ReturnType<typeof useRecipe>;
