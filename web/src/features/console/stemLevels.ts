/** Levels of exported stems, for the strips: peaks of each twentieth of a second, fetched around what sounds. */

import { useQuery } from "@tanstack/react-query";

import type { Job } from "../../api/jobs";
import { httpReader, WavSource, type ReadBytes } from "../../audio/source";
import { storedFiles } from "../../audio/zip";
import { headers } from "../player";

const WINDOW_S = 0.05;
const SPAN_S = 2;
/** Samples are thrown away as soon as their peaks are known. */
const KEPT_S = 2;

export class StemLevels {
  private readonly spans = new Map<number, Float32Array | "coming">();
  private source?: Promise<WavSource>;

  constructor(private readonly read: ReadBytes) {}

  /** Peak around `time_s`, 0 to 1; nothing while it is on its way. */
  at(time_s: number): number | undefined {
    const span = Math.floor(time_s / SPAN_S);
    this.fetch(span + 1);
    const peaks = this.fetch(span);
    return peaks?.[Math.floor((time_s - span * SPAN_S) / WINDOW_S)];
  }

  private fetch(span: number): Float32Array | undefined {
    const known = this.spans.get(span);
    if (known instanceof Float32Array) return known;
    if (known === undefined) {
      this.spans.set(span, "coming");
      this.peaks(span).then((peaks) => this.spans.set(span, peaks), () => this.spans.delete(span));
    }
    return undefined;
  }

  private async peaks(span: number): Promise<Float32Array> {
    this.source ??= WavSource.open(this.read, KEPT_S);
    const source = await this.source;
    const { rate_hz } = source.format;
    const window = Math.round(WINDOW_S * rate_hz);
    const channels = await source.frames(Math.round(span * SPAN_S * rate_hz), Math.round(SPAN_S * rate_hz));
    const peaks = new Float32Array(Math.round(SPAN_S / WINDOW_S));
    for (const samples of channels) {
      for (let index = 0; index < samples.length; index++) {
        const at = Math.min(peaks.length - 1, Math.floor(index / window));
        peaks[at] = Math.max(peaks[at] ?? 0, Math.abs(samples[index] ?? 0));
      }
    }
    return peaks;
  }
}

/** By stem; empty where the job has exported none. */
export function useStemLevels({ job_id, results }: Job): ReadonlyMap<string, StemLevels> {
  const url = results?.stems_url;
  const { data } = useQuery({
    queryKey: ["stem-levels", job_id],
    queryFn: async () => {
      const files = await storedFiles(httpReader(url ?? "", headers));
      return new Map([...files].map(([name, read]) => [name.replace(/\.wav$/, ""), new StemLevels(read)]));
    },
    enabled: typeof url === "string",
    staleTime: Infinity,
    structuralSharing: false,
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, StemLevels> = new Map();
