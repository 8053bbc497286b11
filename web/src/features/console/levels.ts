/** How loud strips, buses and returns were over the song, as the service measured them at the render. */

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import type { Schemas } from "../../api/client";
import { downloadPath, type Job } from "../../api/jobs";
import { request } from "../../api/request";
import type { Player } from "../../audio/player";

export interface LevelSource {
  /** Peak around a time, in dBFS. */
  peak_db: (time_s: number) => number;
}

/** −120 dBFS. */
const SILENT = 1e-6;

/** Meters by strip. */
export function levelsOf({ step_s, strips, buses }: Schemas["Levels"]): ReadonlyMap<string, LevelSource> {
  return new Map(Object.entries({ ...strips, ...buses }).map(([name, peaks_db]) => [name, { peak_db: (time_s: number) => peaks_db[Math.floor(time_s / step_s)] ?? -120 }]));
}

/** None where a job was done before its levels were kept. */
export function useLevels({ job_id, results }: Job): ReadonlyMap<string, LevelSource> {
  const isKept = results?.levels_url != null;
  const { data } = useQuery({
    queryKey: ["levels", job_id],
    queryFn: async () => levelsOf(await request<Schemas["Levels"]>("GET", downloadPath(job_id, "levels"))),
    enabled: isKept,
    staleTime: Infinity,
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, LevelSource> = new Map();

const ANALYSED = 2048;

/** What is heard, as it plays. */
export function useHeardLevel(player: Player | undefined): LevelSource | undefined {
  const [analyser, source] = useMemo(() => {
    if (!player) return [];
    const node = player.context.createAnalyser();
    node.fftSize = ANALYSED;
    const samples = new Float32Array(ANALYSED);
    const peak_db = () => {
      node.getFloatTimeDomainData(samples);
      return 20 * Math.log10(Math.max(SILENT, samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
    };
    return [node, { peak_db }] as const;
  }, [player]);
  useEffect(() => (player && analyser ? player.tap(analyser) : undefined), [player, analyser]);
  return source;
}
