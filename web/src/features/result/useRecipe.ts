/** The recipe at hand and how it is changed: every change is a new version in the service. */

import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { stepBack, stepForth, stepTo, trailOf, useTrails } from "./history";
import { getRecipe, patchRecipe, tweakRecipe, type Edit, type RecipeView } from "./recipe";
import { nextOf, useVersions, versionsKey } from "./versions";

const key = (id: string) => ["recipe", id] as const;

/** Edits wait for each other: each is made from what the one before left. */
const lines = new Map<string, Promise<unknown>>();

function inLine<T>(songId: string, at: string, work: (at: string) => Promise<T>): Promise<T> {
  const before = lines.get(songId) ?? Promise.resolve();
  const after = before.then(() => work(trailOf(useTrails.getState().trails, songId).at ?? at));
  lines.set(songId, after.catch(() => undefined));
  return after;
}

function keep<T extends RecipeView>(client: QueryClient, songId: string, view: T): T {
  client.setQueryData(key(view.recipe_id), view);
  void client.invalidateQueries({ queryKey: versionsKey(songId) });
  stepTo(songId, view.recipe_id);
  return view;
}

export function useRecipe(songId: string) {
  const client = useQueryClient();
  const trail = useTrails(({ trails }) => trailOf(trails, songId));
  const { versions, error } = useVersions(songId);
  const newest = versions?.edits.at(-1)?.recipe_id;
  const at = trail.at ?? newest ?? songId;
  const isKnown = trail.at !== undefined || versions !== undefined || error !== null;
  const query = useQuery({
    queryKey: key(at),
    queryFn: () => getRecipe(at),
    staleTime: Infinity,
    placeholderData: (before) => before,
    enabled: isKnown,
  });
  const edit = useMutation({
    mutationFn: (wanted: Edit) => inLine(songId, at, async (from) => keep(client, songId, await patchRecipe(from, wanted))),
  });
  const tweak = useMutation({
    mutationFn: (say: string) => inLine(songId, at, async (from) => keep(client, songId, await tweakRecipe(from, say))),
  });
  const parent = query.data?.recipe_id === at ? query.data.parent_id : undefined;
  const next = versions && nextOf(versions, at, trail.undone);
  return {
    /** Its name; that of the song where nothing was changed. */
    at,
    /** Whether that is said, and not only until the versions are there. */
    isKnown,
    view: query.data,
    error: query.error ?? edit.error,
    isBusy: edit.isPending || tweak.isPending || query.isPlaceholderData,
    edit: edit.mutate,
    tweak,
    undo: parent ? () => stepBack(songId, at, parent) : undefined,
    redo: next ? () => stepForth(songId, next) : undefined,
    goTo: (id: string) => stepTo(songId, id),
  };
}

export type RecipeAtHand = ReturnType<typeof useRecipe>;
