/** How loud strips and buses were over the song, from the exported stems: peaks per window. A worker reads them,
 * around what sounds and for what is on the screen. */

import { useEffect, useMemo } from "react";

import type { Job } from "../../api/jobs";
import type { Player } from "../../audio/player";
import { headers } from "../player";
import type { Ask, Told } from "./levels.worker";
import { SPAN_S, WINDOW_S, type Wanted } from "./peaks";

export interface LevelSource {
  /** Peak around a time, 0 to 1 or more; nothing while it is on its way. */
  peak: (time_s: number) => number | undefined;
}

/** After a failure it is asked again, but not at once. */
const AGAIN_MS = 3000;

class StemLevels {
  private readonly spans = new Map<string, Float32Array | "coming">();
  private readonly asked = new Map<number, Wanted[]>();
  /** There once something is asked. */
  private worker?: Worker;

  constructor(private readonly url: string) {}

  source(wanted: Wanted): LevelSource {
    return {
      peak: (time_s) => {
        const span = Math.floor(time_s / SPAN_S);
        this.need(span + 1, wanted);
        return this.need(span, wanted)?.[Math.floor((time_s - span * SPAN_S) / WINDOW_S)];
      },
    };
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.spans.clear();
  }

  private need(span: number, wanted: Wanted): Float32Array | undefined {
    const key = `${span} ${wanted.name}`;
    const known = this.spans.get(key);
    if (known === "coming") return undefined;
    if (known) return known;
    this.spans.set(key, "coming");
    // All that this frame wants of a span goes as one question.
    if (this.asked.size === 0) queueMicrotask(() => this.ask());
    this.asked.set(span, [...(this.asked.get(span) ?? []), wanted]);
    return undefined;
  }

  private ask(): void {
    if (!this.worker) {
      this.worker = new Worker(new URL("./levels.worker.ts", import.meta.url), { type: "module" });
      this.worker.onmessage = ({ data }: MessageEvent<Told>) => this.take(data);
    }
    for (const [span, wanted] of [...this.asked].sort(([a], [b]) => a - b)) this.worker.postMessage({ url: this.url, headers: headers(), span, wanted } satisfies Ask);
    this.asked.clear();
  }

  private take({ span, names, peaks }: Told): void {
    for (const name of names) {
      const found = peaks?.get(name);
      if (found) this.spans.set(`${span} ${name}`, found);
      else setTimeout(() => this.spans.delete(`${span} ${name}`), AGAIN_MS);
    }
  }
}

/** Meters by strip: `wanted` says of which files each is made. None where the job has exported no stems. */
export function useLevels({ results }: Job, wanted: readonly Wanted[]): ReadonlyMap<string, LevelSource> {
  const url = results?.stems_url ?? undefined;
  const levels = useMemo(() => (url ? new StemLevels(url) : undefined), [url]);
  useEffect(() => () => levels?.close(), [levels]);
  const known = JSON.stringify(wanted);
  return useMemo(() => {
    const all = JSON.parse(known) as Wanted[];
    return new Map(levels ? all.filter(({ files }) => files.length > 0).map((one) => [one.name, levels.source(one)]) : []);
  }, [levels, known]);
}

const ANALYSED = 2048;

/** What is heard, as it plays. */
export function useHeardLevel(player: Player | undefined): LevelSource | undefined {
  const [analyser, source] = useMemo(() => {
    if (!player) return [];
    const node = player.context.createAnalyser();
    node.fftSize = ANALYSED;
    const samples = new Float32Array(ANALYSED);
    const peak = () => {
      node.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
    return [node, { peak }] as const;
  }, [player]);
  useEffect(() => (player && analyser ? player.tap(analyser) : undefined), [player, analyser]);
  return source;
}
