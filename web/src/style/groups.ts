/** The colour of a role group, as in `tokens.css`: the one thing on the page that is coloured is sound. */

const GROUPS = [
  "drums", "bass", "guitars", "keys", "synths", "vocals", "strings", "winds", "fx", "other",
] as const;

export type RoleGroup = (typeof GROUPS)[number];

export function asGroup(name: string | undefined): RoleGroup {
  return GROUPS.find((group) => group === name) ?? "other";
}

export function groupColour(group: string | undefined): string {
  return `var(--group-${asGroup(group)})`;
}
