/** What files are gathered for: each lot is a list of its own, with its own limit. */

/** Stems of the song that is being gathered. */
export const STEMS = "stems";
/** Finished songs of the album that is being put together. */
export const TRACKS = "tracks";
/** A song that comes after its album, to be held against it. */
export function singleOf(album: string): string {
  return `single:${album}`;
}

/** Records that the song being gathered shall come near. */
export const REFERENCES = "references";

/** Those of a song whose stems were heard already. */
export function referencesOf(analysis: string): string {
  return `${REFERENCES}:${analysis}`;
}

interface Kind {
  /** What one of them is called. */
  name: string;
  most: number;
  /** Where the limit comes from, in words. */
  limit: string;
}

const KINDS: Record<string, Kind> = {
  [STEMS]: { name: "stem", most: 64, limit: "a song may have 64" },
  [TRACKS]: { name: "track", most: 99, limit: "an album may have 99" },
  single: { name: "song", most: 1, limit: "one at a time is held against an album" },
  [REFERENCES]: { name: "reference", most: 8, limit: "a song may have 8" },
};

export function kindOfLot(lot: string): Kind {
  return KINDS[lot.split(":")[0] ?? ""] ?? KINDS[STEMS] as Kind;
}

/** `1st`, `2nd`, `65th`. */
export function ordinal(count: number): string {
  const tens = count % 100;
  const ending = tens > 10 && tens < 14 ? "th" : ["th", "st", "nd", "rd"][count % 10] ?? "th";
  return `${count}${ending}`;
}

/** Folders in which records lie that a song is held against, beside those of its stems. */
const REFERENCE_FOLDER = /^(ref|refs|references?)$/i;

/** Where a file goes that was dropped on the stems: what lies in a folder `references` is none. */
export function lotOf(folders: string[], lot: string): string {
  return lot === STEMS && folders.some((folder) => REFERENCE_FOLDER.test(folder.trim())) ? REFERENCES : lot;
}
