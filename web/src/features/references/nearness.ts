/** How far a song goes towards its references, as the service reads it: `tone=80,dynamics=50`. */

export const RESPECTS = [
  { id: "tone", name: "Tone" },
  { id: "dynamics", name: "Dynamics" },
  { id: "width", name: "Width" },
  { id: "loudness", name: "Loudness" },
] as const;

export type Respect = (typeof RESPECTS)[number]["id"];
export type Nearness = Partial<Record<Respect, number>>;

/** Whether it is what the engine does unless told: that is never sent. */
export function isUsual(nearness: Nearness, usual: Record<Respect, number>): boolean {
  return RESPECTS.every(({ id }) => (nearness[id] ?? usual[id]) === usual[id]);
}

/** Only what somebody said is written. */
export function matchOf(nearness: Nearness | undefined): string | undefined {
  const said = RESPECTS.flatMap(({ id }) => (nearness?.[id] === undefined ? [] : [`${id}=${nearness[id]}`]));
  return said.length > 0 ? said.join(",") : undefined;
}
