/** Reads exported stems inside their ZIP and tells their peaks: the page stays free for drawing. */

import { httpReader, WavSource, type ReadBytes } from "../../audio/source";
import { storedFiles } from "../../audio/zip";
import { peaksOf, SPAN_S, type Wanted } from "./peaks";

export interface Ask {
  url: string;
  headers: Record<string, string>;
  span: number;
  wanted: Wanted[];
}

export interface Told {
  span: number;
  /** Nothing where it could not be read. */
  peaks?: Map<string, Float32Array<ArrayBuffer>>;
  names: string[];
}

let headers: Record<string, string> = {};
let archive: Promise<Map<string, ReadBytes>> | undefined;
const sources = new Map<string, Promise<WavSource>>();

async function open(file: string): Promise<WavSource> {
  const read = (await archive)?.get(`${file}.wav`);
  if (!read) throw new Error(`${file} is not among the exported stems`);
  // Samples are thrown away as soon as their peaks are known.
  return WavSource.open(read, SPAN_S);
}

async function answer({ url, span, wanted }: Ask): Promise<Told> {
  const names = wanted.map(({ name }) => name);
  archive ??= storedFiles(httpReader(url, () => headers));
  try {
    const peaks = await peaksOf(wanted, async (file) => {
      const source = await (sources.get(file) ?? sources.set(file, open(file)).get(file));
      if (!source) return [];
      const { rate_hz } = source.format;
      return source.frames(Math.round(span * SPAN_S * rate_hz), Math.round(SPAN_S * rate_hz));
    });
    return { span, names, peaks };
  } catch {
    sources.clear();
    archive = undefined;
    return { span, names };
  }
}

// One after the other: two spans at once would only make both late.
let line: Promise<void> = Promise.resolve();
addEventListener("message", ({ data }: MessageEvent<Ask>) => {
  headers = data.headers;
  line = line.then(async () => postMessage(await answer(data)));
});
