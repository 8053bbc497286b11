/** How near a master came to its references, as report.json tells it. */

import type { Respect } from "./nearness";

export interface Figures {
  tone_db: number;
  psr_db: number | null;
  width_db: number | null;
  loudness_lu: number;
}

export interface ReferenceSong {
  name: string;
  hash: string;
  before: Figures | null;
  after: Figures | null;
  notes?: string[];
}

export interface ReferenceReport {
  songs: ReferenceSong[];
}

const FIGURES: { respect: Respect; figure: keyof Figures; unit: string }[] = [
  { respect: "tone", figure: "tone_db", unit: "dB" },
  { respect: "dynamics", figure: "psr_db", unit: "dB" },
  { respect: "width", figure: "width_db", unit: "dB" },
  { respect: "loudness", figure: "loudness_lu", unit: "LU" },
];

/** `3.2 → 1.9 dB` in each respect; a dash where the record does not tell. */
export function distances({ before, after }: ReferenceSong): { respect: Respect; words: string }[] {
  return FIGURES.map(({ respect, figure, unit }) => {
    const shown = [before, after].flatMap((figures) => {
      const value = figures?.[figure];
      return value == null ? [] : [Math.abs(value).toFixed(1)];
    });
    return { respect, words: shown.length === 0 ? "–" : `${shown.join(" → ")} ${unit}` };
  });
}
