/** Where one stands among the versions of a song, per song: what is at hand, what was undone, what is shown. The versions
 * themselves, and what was rendered of them, lie in the service; without a trail of this browser the newest is at hand. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Trail {
  /** The recipe at hand. */
  at?: string;
  /** What was undone, the last first. */
  undone: string[];
  /** The rendered version that is looked at and heard. */
  shown?: string;
}

export const useTrails = create<{ trails: Record<string, Trail> }>()(persist(() => ({ trails: {} }), { name: "mixmaster.trails", version: 1, migrate: () => ({ trails: {} }) }));

const NOWHERE: Trail = { undone: [] };

export function trailOf(trails: Record<string, Trail>, songId: string): Trail {
  return trails[songId] ?? NOWHERE;
}

function change(songId: string, by: (trail: Trail) => Trail): void {
  useTrails.setState(({ trails }) => ({ trails: { ...trails, [songId]: by(trailOf(trails, songId)) } }));
}

export function stepTo(songId: string, recipe: string): void {
  change(songId, (trail) => (trail.at === recipe ? trail : { ...trail, at: recipe, undone: [] }));
}

/** From a version to what it was made from. */
export function stepBack(songId: string, from: string, parent: string): void {
  change(songId, (trail) => ({ ...trail, at: parent, undone: [from, ...trail.undone] }));
}

/** To what was undone last. */
export function stepForth(songId: string, to: string): void {
  change(songId, (trail) => ({ ...trail, at: to, undone: trail.undone[0] === to ? trail.undone.slice(1) : [] }));
}

export function show(songId: string, shown: string): void {
  change(songId, (trail) => ({ ...trail, shown }));
}
