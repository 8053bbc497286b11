/** Recipes as the service speaks of them. */

import { request } from "../../api/request";
import type { Job } from "../../api/jobs";

export type Param = number | string | boolean | [number, number][];

export interface Evidence {
  metric: string;
  before: number | null;
  after: number | null;
  without?: number | null;
}

export interface Move {
  id: string;
  target: string;
  action: string;
  params: Record<string, Param>;
  reason: string;
  evidence?: Evidence;
  scope: string;
  amount_pct: number;
  locked: boolean;
  by: string;
}

export interface Stem {
  id: string;
  role: { is: string };
  channels: number;
}

export interface Recipe {
  session: {
    sample_rate_hz: number;
    frames: number;
    tail_frames: number;
    stems: Stem[];
  };
  brief: { profile: string; lufs: number; ceiling_dbtp: number; width_pct: number };
  moves: Move[];
  tweaks?: { id: string; said?: string; words?: string }[];
}

export interface RecipeView {
  recipe_id: string;
  job_id: string;
  parent_id?: string | null;
  created_at: string;
  recipe: Recipe;
  words?: string[];
  added?: string[];
}

export interface MoveEdit {
  id: string;
  amount_pct?: number;
  locked?: boolean;
  drop?: boolean;
  params?: Record<string, Param>;
}

export interface Edit {
  moves?: MoveEdit[];
  add?: Move[];
}

export interface Diff {
  words: string[];
}

const at = (id: string, rest = "") => `/v1/recipes/${encodeURIComponent(id)}${rest}`;

export const getRecipe = (id: string) => request<RecipeView>("GET", at(id));
export const patchRecipe = (id: string, edit: Edit) => request<RecipeView>("PATCH", at(id), edit);
export const tweakRecipe = (id: string, say: string) => request<RecipeView>("POST", at(id, "/tweak"), { say });
export const diffRecipes = (a: string, b: string) => request<Diff>("GET", at(a, `/diff/${encodeURIComponent(b)}`));
export const listRecipes = async (jobId: string) =>
  (await request<{ recipes: Omit<RecipeView, "recipe">[] }>("GET", `/v1/recipes?job_id=${encodeURIComponent(jobId)}`)).recipes;

/** Whoever sets the loudness himself gets just that; else a change before it must not move it. */
const LAST = ["loudness", "limiter"];
export function holdsLoudness(moves: Move[]): boolean {
  const last = moves.filter(({ target, action }) => target === "master" && LAST.includes(action));
  return LAST.every((wanted) => last.some(({ action }) => action === wanted)) && last.every(({ by, amount_pct }) => by !== "user" && amount_pct === 100);
}

export async function startRender(id: string): Promise<Job> {
  const { recipe } = await getRecipe(id);
  return request<Job>("POST", at(id, "/render"), { hold_loudness: holdsLoudness(recipe.moves) });
}
export const startPreview = (id: string, span: { start_s: number; length_s: number }) => request<Job>("POST", at(id, "/preview"), span);
