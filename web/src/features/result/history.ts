/** Which state of the recipe is at hand, per job: where undo and redo stand, and what was rendered. The
 * states themselves lie in the service, each with its parent; this is only the way through them. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Trail {
  /** The recipe at hand. */
  at: string;
  /** What was undone, the last first. */
  undone: string[];
  /** Renders that were asked for: recipe and the job that makes it. */
  renders: { recipe: string; job: string }[];
  /** The version that is looked at and heard, where it is not the first. */
  shown?: string;
}

export const useTrails = create<{ trails: Record<string, Trail> }>()(persist(() => ({ trails: {} }), { name: "mixmaster.trails" }));

/** A job's trail; before any edit it stands at the recipe that the job made. */
export function trailOf(trails: Record<string, Trail>, jobId: string): Trail {
  return trails[jobId] ?? { at: jobId, undone: [], renders: [] };
}

function change(jobId: string, by: (trail: Trail) => Trail): void {
  useTrails.setState(({ trails }) => ({ trails: { ...trails, [jobId]: by(trailOf(trails, jobId)) } }));
}

export function stepTo(jobId: string, recipe: string): void {
  change(jobId, (trail) => (trail.at === recipe ? trail : { ...trail, at: recipe, undone: [] }));
}

export function stepBack(jobId: string, parent: string): void {
  change(jobId, (trail) => ({ ...trail, at: parent, undone: [trail.at, ...trail.undone] }));
}

export function stepForth(jobId: string): void {
  change(jobId, (trail) => {
    const [next, ...undone] = trail.undone;
    return next ? { ...trail, at: next, undone } : trail;
  });
}

export function rendered(jobId: string, recipe: string, job: string): void {
  change(jobId, (trail) => ({ ...trail, renders: [...trail.renders.filter((one) => one.recipe !== recipe), { recipe, job }] }));
}

/** The job whose edits led to this one, where this browser made it. */
export function originOf(trails: Record<string, Trail>, jobId: string): string | undefined {
  return Object.entries(trails).find(([, trail]) => trail.renders.some(({ job }) => job === jobId))?.[0];
}

export function show(jobId: string, shown: string | undefined): void {
  change(jobId, (trail) => ({ ...trail, shown }));
}
