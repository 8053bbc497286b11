/** What the desk sends before the master, from the stems of a render: solo, mutes and levels are heard at once. The stems of
 * a render add up to its mix, so only those are read that stand elsewhere now. Compressors of buses and what returns from
 * reverb and delay stay as they were rendered. */

import { downloadPath } from "../../api/jobs";
import { mixed } from "../../audio/mixed";
import type { Sound } from "../../audio/resampled";
import { httpReader, WavSource, type ReadBytes } from "../../audio/source";
import { storedFiles } from "../../audio/zip";
import { headers, madeHere, openSource } from "../player";
import { heardNumber, moveOf, type Strip } from "./fold";

export interface DeskState {
  /** The render whose stems are heard. */
  job: string;
  /** Whether they are heard alone, and not as the mix with something else in it. */
  isSolo: boolean;
  /** Gains of stems against that render. */
  gains: Record<string, number>;
}

/** Levels that differ by less are the same. */
const SAME_DB = 0.01;

interface Against {
  strips: readonly Strip[];
  /** As they were rendered. */
  rendered: readonly Strip[];
  busOf: ReadonlyMap<string, string>;
  soloed: ReadonlySet<string>;
}

/** How each stem stands against the render; nothing where all is as it was. Whoever is soloed is heard, muted or not. */
export function gainsOf({ strips, rendered, busOf, soloed }: Against): Omit<DeskState, "job"> | undefined {
  const level_db = (of: readonly Strip[], target: string | undefined) => {
    const strip = of.find((one) => one.target === target);
    return strip ? heardNumber(moveOf(strip, "fader"), "gain_db") : 0;
  };
  const isMuted = (of: readonly Strip[], target: string | undefined) => of.find((one) => one.target === target)?.isMuted ?? false;
  const isSolo = soloed.size > 0;
  const gains: Record<string, number> = {};
  for (const { target, kind } of strips) {
    const bus = busOf.get(target);
    // What was muted when the stems were written is not in them.
    if (kind !== "stem" || isMuted(rendered, target) || isMuted(rendered, bus)) continue;
    if (isSolo && !soloed.has(target) && !soloed.has(bus ?? "")) continue;
    const by_db = level_db(strips, target) - level_db(rendered, target) + level_db(strips, bus) - level_db(rendered, bus);
    const gain = !isSolo && (isMuted(strips, target) || isMuted(strips, bus)) ? 0 : 10 ** (by_db / 20);
    if (isSolo || gain === 0 || Math.abs(by_db) > SAME_DB) gains[target] = gain;
  }
  return isSolo || Object.keys(gains).length > 0 ? { isSolo, gains } : undefined;
}

const SCHEME = "desk:";

/** The address under which the player opens it. */
export const deskUrl = (state: DeskState) => SCHEME + JSON.stringify(state);

/** Of each stem a little is kept: many of them sound at once. */
const KEPT_S = 8;
const archives = new Map<string, Promise<Map<string, ReadBytes>>>();
const stems = new Map<string, Promise<WavSource>>();

function kept<T>(among: Map<string, Promise<T>>, key: string, open: () => Promise<T>): Promise<T> {
  const known = among.get(key);
  if (known) return known;
  const opened = open();
  among.set(key, opened);
  opened.catch(() => among.delete(key));
  return opened;
}

/** Where each stem lies in the archive: known before somebody presses, it sounds at once. */
export function openArchive(job: string): Promise<Map<string, ReadBytes>> {
  return kept(archives, job, () => storedFiles(httpReader(downloadPath(job, "stems"), headers)));
}

function openStem(job: string, name: string): Promise<WavSource> {
  return kept(stems, `${job} ${name}`, async () => {
    const read = (await openArchive(job)).get(`${name}.wav`);
    if (!read) throw new Error(`${name} is not among the exported stems`);
    return WavSource.open(read, KEPT_S);
  });
}

madeHere(SCHEME, async (url): Promise<Sound> => {
  const { job, isSolo, gains } = JSON.parse(url.slice(SCHEME.length)) as DeskState;
  const parts = await Promise.all(Object.entries(gains).map(async ([name, gain]) => ({ source: await openStem(job, name), gain: isSolo ? gain : gain - 1 })));
  // The mix gives rate and length also where nothing is soloed that is there.
  return mixed([{ source: await openSource(downloadPath(job, "mix")), gain: isSolo ? 0 : 1 }, ...parts]);
});
