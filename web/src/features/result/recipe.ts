/** Recipes as the service speaks of them: types and ways of its own document. */

import { api, body, type Schemas } from "../../api/client";
import type { Job } from "../../api/jobs";
import { WHOLE_PCT } from "./families";

export type Param = Schemas["Value"];
export type Evidence = Schemas["Evidence"];
export type Move = Schemas["Move"];
export type Recipe = Schemas["Recipe"];
export type RecipeView = Schemas["RecipeView"] & { recipe: Recipe };
/** A version in a list: without its document. */
export type Version = Schemas["RecipeView"];
export type Edit = Partial<Schemas["RecipeEdit"]>;
export type Action = Schemas["Action"];

const path = (id: string) => ({ params: { path: { id } } });
/** One that is asked for by its name comes with its document. The client of the paths reads a point of a ride, a pair,
 * as a list of any length: the type is that of the schema again. */
async function whole<T extends Schemas["RecipeView"]>(answer: Parameters<typeof body>[0]): Promise<T & RecipeView> {
  const view = (await body(answer)) as T;
  const { recipe } = view;
  if (!recipe) throw new Error(`the recipe ${view.recipe_id} came without its document`);
  return { ...view, recipe };
}

export const getRecipe = (id: string) => whole(api.GET("/v1/recipes/{id}", path(id)));
export const patchRecipe = (id: string, edit: Edit) => whole(api.PATCH("/v1/recipes/{id}", { ...path(id), body: edit }));
export const tweakRecipe = (id: string, say: string) => whole<Schemas["TweakedView"]>(api.POST("/v1/recipes/{id}/tweak", { ...path(id), body: { say } }));
export const diffRecipes = (a: string, b: string) => body(api.GET("/v1/recipes/{a}/diff/{b}", { params: { path: { a, b } } }));
/** Every version of a song with what renders it, the oldest first, whoever made it and wherever. */
export const listVersions = async (songId: string) => (await body(api.GET("/v1/recipes", { params: { query: { song_id: songId } } }))).recipes as Version[];

/** Whoever sets the loudness himself gets just that; else a change before it must not move it. */
const LAST = ["loudness", "limiter"];
export function holdsLoudness({ moves, brief }: Pick<Recipe, "moves" | "brief">): boolean {
  // Under its whole amount loudness is a share of the way, which the service finds; over it, a gain that is larger.
  if (brief.amounts.loudness_pct > WHOLE_PCT) return false;
  const last = moves.filter(({ target, action }) => target === "master" && LAST.includes(action));
  return LAST.every((wanted) => last.some(({ action }) => action === wanted)) && last.every(({ by, amount_pct }) => by !== "user" && amount_pct === 100);
}

export async function startRender(id: string, options: Partial<Schemas["JobOptions"]> = {}): Promise<Job> {
  const { recipe } = await getRecipe(id);
  return body(api.POST("/v1/recipes/{id}/render", { ...path(id), body: { hold_loudness: holdsLoudness(recipe), options } }));
}

/** A span of the master: of the recipe as it stands, in a second or two; or, `isExact`, of the very master that a render
 * would make, for whose level the service goes through the whole song. */
export async function startPreview(id: string, span: { start_s: number; length_s: number }, isExact: boolean): Promise<Job> {
  const hold_loudness = isExact && holdsLoudness((await getRecipe(id)).recipe);
  return body(api.POST("/v1/recipes/{id}/preview", { ...path(id), body: { ...span, hold_loudness } }));
}
