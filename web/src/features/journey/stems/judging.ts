import type { AnalysedStem } from "../../../api/analyses";
import { spoken } from "../../../parts/words";
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

const SOURCES: Record<string, string> = { name: "by its name", sound: "by its sound" };

/** Where a role comes from and how sure it is, in words. */
export function roleWords(stem: AnalysedStem, correction: StemCorrection | undefined): string {
  if (correction?.role) return `you say so; heard as ${spoken(stem.role ?? "unknown")}`;
  if (stem.role_said) return "told with the file";
  if (stem.role_confidence == null) return "";
  return [confidenceWords(stem.role_confidence), SOURCES[stem.role_from ?? ""]].filter(Boolean).join(", ");
}
