/** What report.json tells, as the service's document describes it. */

import { useQuery } from "@tanstack/react-query";

import type { Schemas } from "../../api/client";
import { downloadPath } from "../../api/jobs";
import { request } from "../../api/request";

export type Report = Schemas["Report"];
export type Measured = Schemas["Measured"];
/** A picture of one version: levels per 0.1 s or so, and per band. */
export type Drawn = Schemas["Track"];
export type Section = Schemas["SectionMark"];
export type Corridor = Schemas["ToneCorridor"];

export function useReport(jobId: string) {
  return useQuery({
    queryKey: ["report", jobId],
    queryFn: () => request<Report>("GET", downloadPath(jobId, "report")),
    staleTime: Infinity,
  });
}

export type JobWaveforms = Schemas["Waveforms"];

export function useJobWaveforms(jobId: string) {
  return useQuery({
    queryKey: ["waveforms", jobId],
    queryFn: () => request<JobWaveforms>("GET", downloadPath(jobId, "waveforms")),
    staleTime: Infinity,
  });
}
