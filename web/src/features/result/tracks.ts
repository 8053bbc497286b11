/** What the player of a result plays. */

import { useQuery } from "@tanstack/react-query";

import { integrated_lufs } from "../../audio/loudness";
import type { Schemas } from "../../api/client";
import { downloadPath, type Job } from "../../api/jobs";
import type { WavSource } from "../../audio/source";
import { openSource, type TrackSpec } from "../player";
import type { Drawn, JobWaveforms, Measured, Report } from "./report";
import type { Span } from "./spans";

const told = (lufs: number | null | undefined) => lufs ?? undefined;
const wav = (jobId: string, what: string) => downloadPath(jobId, what);

export interface Preview extends Span {
  jobId: string;
  lufs?: number;
  /** Whether it begins to play; what only follows an edit leaves a player that rests alone. */
  plays?: boolean;
}

export function previewSpec({ jobId, lufs, start_s }: Preview): TrackSpec {
  return { id: `preview-${jobId}`, name: "With changes", url: wav(jobId, "preview"), lufs, offset_s: start_s };
}

interface Beside {
  /** The first version's master. */
  first?: { jobId: string; lufs?: number };
  references?: Job["references"];
}

/** Rough sum, mix and master of a version, and what there is beside it. */
export function trackSpecs(report: Report, jobId: string, { first, references = [] }: Beside): TrackSpec[] {
  const specs: TrackSpec[] = [];
  const isSong = report.input_analysis.total_stems > 1;
  specs.push({ id: "rough", name: isSong ? "Rough sum" : "As it came", url: wav(jobId, "rough"), lufs: told((report.before ?? report.premaster)?.integrated_lufs) });
  if (isSong) specs.push({ id: "mix", name: "Mix", url: wav(jobId, "mix"), lufs: told(report.premaster?.integrated_lufs) });
  specs.push({ id: "master", name: first ? "This master" : "Master", url: `${wav(jobId, "master")}?format=wav`, lufs: told(report.after?.integrated_lufs) });
  if (first) specs.push({ id: "first", name: "First master", url: `${wav(first.jobId, "master")}?format=wav`, lufs: first.lufs });
  references.forEach(({ name, lufs, url }, index) => {
    if (url) specs.push({ id: `reference-${index}`, name: `Reference: ${name}`, url, lufs: told(lufs), isBeside: true });
  });
  return specs;
}

/** The loudness that a preview must be said to have, so that it is matched where it is heard: the master's,
 * and as much more or less as the preview has over the same span. */
export async function previewLufs(preview: Preview, master: { jobId: string; lufs?: number }): Promise<number | undefined> {
  if (master.lufs === undefined) return undefined;
  const [changed, before] = await Promise.all([openSource(wav(preview.jobId, "preview")), openSource(`${wav(master.jobId, "master")}?format=wav`)]);
  const span = async (source: WavSource, from_s: number) => {
    const { rate_hz } = source.format;
    return integrated_lufs(await source.frames(Math.round(from_s * rate_hz), Math.round(preview.length_s * rate_hz)), rate_hz);
  };
  const [a, b] = await Promise.all([span(changed, 0), span(before, preview.start_s)]);
  return a === undefined || b === undefined ? undefined : master.lufs + a - b;
}

/** The preview with its loudness, once that is known, the one before until then; the same object for the same preview. */
export function usePreviewLufs(preview: Preview | undefined, master: { jobId: string; lufs?: number }): Preview | undefined {
  const { data } = useQuery({
    queryKey: ["preview-lufs", preview?.jobId, master.jobId],
    queryFn: async (): Promise<Preview | null> => (preview ? { ...preview, lufs: await previewLufs(preview, master) } : null),
    enabled: preview !== undefined,
    staleTime: Infinity,
    // The one before stays until the new one is measured.
    placeholderData: (before) => before,
  });
  return preview ? (data ?? undefined) : undefined;
}

/** Outlines for the player: as drawn by the service, else from the levels in the report. Records are the first version's. */
export function shapesOf(report: Report, waveforms: JobWaveforms | undefined, withRecords = waveforms) {
  const { rough, premaster, master } = report.pictures ?? {};
  const drawn = (name: string, picture: Drawn | null | undefined) => waveforms?.tracks[name] ?? (picture ? fromPeaks(picture) : undefined);
  const records = Object.values(withRecords?.references ?? {}).map((outline, index) => [`reference-${index}`, over(outline, waveforms?.length_s ?? 0)] as const);
  return { ...Object.fromEntries(records), rough: drawn("rough", rough), mix: drawn("mix", premaster), master: drawn("master", master), first: drawn("master", master) };
}

/** The outline of a record over the time of the song, as far as it goes. */
export function over({ min, max, length_s }: Schemas["Outline"], song_s: number) {
  const points = min.length;
  const step = length_s ? song_s / length_s : 1;
  const drawn = (values: number[], most: (a: number, b: number) => number) =>
    values.map((_, column) => {
      let value = 0;
      const first = Math.floor(column * step);
      for (let place = first; place < Math.min(points, Math.max((column + 1) * step, first + 1)); place++) value = most(value, values[place] ?? 0);
      return value;
    });
  return { min: drawn(min, Math.min), max: drawn(max, Math.max) };
}

function fromPeaks({ peak }: Drawn) {
  const max = peak.map((value) => Math.min(127, Math.round(value * 127)));
  return { max, min: max.map((value) => -value) };
}

export function loudnessOf({ pictures, before, premaster, after }: Report) {
  const line = (drawn: Drawn | null | undefined, measured: Measured | null) =>
    drawn ? { step_s: drawn.step_s, short_term_lufs: drawn.short_term_lufs, integrated_lufs: told(measured?.integrated_lufs) } : undefined;
  return { rough: line(pictures?.rough, before), mix: line(pictures?.premaster, premaster), master: line(pictures?.master, after) };
}

