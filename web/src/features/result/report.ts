/** The parts of report.json that the page shows. */

import { useQuery } from "@tanstack/react-query";

import { request } from "../../api/request";
import { downloadPath } from "../../api/jobs";
import type { ReferenceReport } from "../references/distance";

export interface Measured {
  integrated_lufs: number;
  range_lu: number;
  true_peak_dbtp: number;
  crest_db: number;
  correlation: number;
  side_over_mid: number;
}

/** A picture of one version: levels per 0.1 s or so, and per band. */
export interface Drawn {
  step_s: number;
  peak: number[];
  momentary_lufs: number[];
  short_term_lufs: number[];
  band_hz: number[];
  mid_db: number[];
  side_db: number[];
}

export interface Section {
  name: string;
  start_s: number;
  end_s: number;
}

export interface Corridor {
  octave_db: number[];
  tolerance_db: number;
}

export interface Pictures {
  duration_s: number;
  sections?: Section[];
  rough?: Drawn;
  premaster?: Drawn;
  master?: Drawn;
  corridor?: Corridor;
  reductions?: { name: string; step_s: number; reduction_db: number[] }[];
}

export interface Platform {
  platform: string;
  name: string;
  target_lufs: number;
  playback_gain_db: number;
  played_lufs: number;
  headroom_db: number;
  verdict: string;
  says: string;
}

export interface Warning {
  message?: string;
  text?: string;
  hint?: string;
}

export interface Report {
  job_id: string;
  input_analysis: { total_stems: number; duration_seconds?: number; detected_bpm?: number; detected_key?: string };
  mastering_report: {
    lufs_integrated?: number;
    lufs_target?: number;
    lra?: number;
    true_peak_dbTP?: number;
    stereo_width_pct?: number;
    mono_correlation?: number;
  };
  qc_results: {
    passed: boolean;
    checks: Record<string, boolean>;
    warnings: (string | Warning)[];
    notes?: string;
  };
  profile?: string;
  before?: Measured;
  premaster?: Measured;
  after?: Measured;
  moves?: { id: string; does: string; applied_pct: number }[];
  pictures?: Pictures;
  platforms?: Platform[];
  reference?: ReferenceReport;
}

export function useReport(jobId: string) {
  return useQuery({
    queryKey: ["report", jobId],
    queryFn: () => request<Report>("GET", downloadPath(jobId, "report")),
    staleTime: Infinity,
  });
}

export interface JobWaveforms {
  points: number;
  rate_hz: number;
  length_s: number;
  tracks: Record<string, { min: number[]; max: number[] }>;
}

export function useJobWaveforms(jobId: string) {
  return useQuery({
    queryKey: ["waveforms", jobId],
    queryFn: () => request<JobWaveforms>("GET", downloadPath(jobId, "waveforms")),
    staleTime: Infinity,
  });
}
