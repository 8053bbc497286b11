import type { Job } from "../../api/jobs";
import { plural } from "../../parts/words";

/** States as they are shown. */
export const STATES: Record<Job["status"], string> = {
  awaiting_upload: "waits for files",
  queued: "waits for its turn",
  processing: "in the making",
  complete: "ready",
  failed: "failed",
  cancelled: "called off",
};

const KINDS: Record<Job["kind"], string> = { mix: "mix and master", master: "master", render: "new version", analyze: "stems heard", preview: "preview", album: "album" };

export function kindWords(kind: string): string {
  return KINDS[kind as Job["kind"]] ?? kind;
}

/** What stands at the end of a row: of stems that were heard, that they can be mixed. */
export function stateWords({ kind, status }: Pick<Job, "kind" | "status">): string {
  return kind === "analyze" && status === "complete" ? "to be mixed" : STATES[status];
}

/** What a job was made of, `11 stems` or `3 songs`. */
export function partsWords({ kind, stems }: Pick<Job, "kind" | "stems">): string {
  if (kind === "album") return plural(stems.length, "song");
  return kind === "master" ? "one file" : plural(stems.length, "stem");
}

/** What the service takes in one search. */
const WORDS_MAX = 4;
const LETTERS_MAX = 200;

/** A search as the service takes it: words that a project, a title or a stem may hold. */
export function questionOf(typed: string): string | undefined {
  const words = typed.trim().split(/\s+/).slice(0, WORDS_MAX).join(" ").slice(0, LETTERS_MAX);
  return words === "" ? undefined : words;
}
