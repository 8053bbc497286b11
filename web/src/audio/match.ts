/** At which gain tracks sound equally loud. */

export interface Loud {
  id: string;
  /** Integrated, as measured of the whole file. */
  lufs?: number;
}

/** Everything comes down to the quietest: nothing is raised, so nothing clips that did not before. */
export function matchedGains_db(tracks: readonly Loud[]): Map<string, number> {
  const known = tracks.map(({ lufs }) => lufs).filter((lufs) => lufs !== undefined && Number.isFinite(lufs)) as number[];
  const quietest = Math.min(...known);
  return new Map(tracks.map(({ id, lufs }) => [id, lufs === undefined || !Number.isFinite(lufs) ? 0 : quietest - lufs]));
}

export function gainOf(db: number): number {
  return 10 ** (db / 20);
}
