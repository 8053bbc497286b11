import type { AnalysedStem } from "../../../api/contract";
import type { StemCorrection } from "./corrections";

/** From here on a role is taken as certain; below a person had better look. */
export const SURE = 0.8;
const LIKELY = 0.5;

/** Whether a person should say what a stem is. */
export function needsEar(stem: AnalysedStem, correction: StemCorrection | undefined): boolean {
  if (correction?.role || correction?.skip || stem.role_said) return false;
  return stem.role === "unknown" || (stem.role_confidence ?? 0) < SURE;
}

export function confidenceWords(confidence: number): string {
  const percent = `${Math.round(confidence * 100)} %`;
  if (confidence >= SURE) return `sure, ${percent}`;
  return confidence >= LIKELY ? `likely, ${percent}` : `a guess, ${percent}`;
}

/** How many findings are acted on, and how many only told. */
export function verdicts(stems: AnalysedStem[]): { repaired: number; shown: number } {
  const all = stems.flatMap((stem) => stem.findings ?? []);
  const repaired = all.filter(({ verdict }) => verdict === "sure").length;
  return { repaired, shown: all.length - repaired };
}
