/** Role groups of a song's strips: where stems go, and which colour stands for what. */

import { useCallback, useMemo } from "react";

import { useRoles } from "../../api/analyses";
import { groupColour } from "../../style/groups";
import type { Recipe } from "./recipe";

type GroupOfRole = (role: string) => string | undefined;

/** Where each stem goes: as the last of its moves says, else to the bus of its role. */
export function busesOf({ session, moves }: Recipe, groupOfRole: GroupOfRole): Map<string, string> {
  return new Map(session.stems.map(({ id, role }) => {
    const said = moves.filter(({ target, action }) => target === id && action === "route").at(-1)?.params["bus"];
    const group = groupOfRole(role.is);
    return [id, typeof said === "string" ? said : group === "drums" ? "drum_bus" : group === "vocals" ? "vocal_bus" : "music_bus"];
  }));
}

/** The group of everything that a move may aim at; a bus has that of most of its stems, returns are effects. The master has none. */
export function groupsOf(recipe: Recipe, groupOfRole: GroupOfRole): Map<string, string> {
  const groups = new Map(recipe.session.stems.map(({ id, role }) => [id, groupOfRole(role.is) ?? "other"]));
  const counts = new Map<string, Map<string, number>>();
  for (const [stem, bus] of busesOf(recipe, groupOfRole)) {
    const of = counts.get(bus) ?? new Map<string, number>();
    const group = groups.get(stem) ?? "other";
    counts.set(bus, of.set(group, (of.get(group) ?? 0) + 1));
  }
  for (const bus of ["drum_bus", "music_bus", "vocal_bus"]) {
    const [most] = [...(counts.get(bus) ?? [])].sort(([, a], [, b]) => b - a);
    groups.set(bus, most?.[0] ?? "other");
  }
  return groups.set("reverb", "fx").set("delay", "fx");
}

export function useGroupOfRole(): GroupOfRole {
  const roles = useRoles().data;
  return useCallback((role: string) => roles?.find((one) => one.role === role)?.group, [roles]);
}

/** The colour of a strip; the master has that of the whole song. */
export function useColourOf(recipe: Recipe): (target: string) => string {
  const groupOfRole = useGroupOfRole();
  const groups = useMemo(() => groupsOf(recipe, groupOfRole), [recipe, groupOfRole]);
  return useCallback((target: string) => (target === "master" ? "var(--sound)" : groupColour(groups.get(target))), [groups]);
}
