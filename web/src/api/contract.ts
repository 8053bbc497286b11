/** Endpoints that the OpenAPI file of this tree does not hold yet, typed by hand; each goes when it does. */

import { asProblem, problemOf } from "./problem";
import { sessionToken } from "./session";

export type StatusName = "awaiting_upload" | "queued" | "processing" | "complete" | "failed" | "cancelled";

export interface Finding {
  kind: string;
  verdict: "sure" | "likely" | "unclear";
  /** What was found. */
  text: string;
  /** What will be done about it. */
  action: string;
}

export interface AnalysedStem {
  index: number;
  name: string;
  length_s?: number | null;
  sample_rate_hz?: number | null;
  channels?: number | null;
  role?: string | null;
  role_said?: string | null;
  /** 0 to 1. */
  role_confidence?: number | null;
  role_candidates?: { role: string; confidence: number }[];
  lufs?: number | null;
  peak_dbfs?: number | null;
  findings?: Finding[];
}

export interface AnalysisView {
  analysis_id: string;
  status: StatusName;
  stage?: string | null;
  progress: number;
  eta_seconds?: number | null;
  error?: { code: string; message: string; hint?: string } | null;
  suggested_profile?: { preset: string; reason: string } | null;
  stems: AnalysedStem[];
}

export interface Waveforms {
  points: number;
  stems: { index: number; min: number[]; max: number[] }[];
}

export interface RoleRow {
  role: string;
  group: string;
}

export interface WhoAmI {
  authentication: "off" | "required";
  owner?: string | null;
  role?: string | null;
  scopes?: string[];
}

/** Speaks JSON with any path, with the problem thrown. */
export async function request<T>(method: string, path: string, json?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const token = sessionToken();
  const sent: Record<string, string> = { accept: "application/json", ...headers };
  if (token) sent["authorization"] = `Bearer ${token}`;
  if (json !== undefined) sent["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, { method, headers: sent, body: json === undefined ? undefined : JSON.stringify(json) });
  } catch (error) {
    throw asProblem(error);
  }
  const text = await response.text();
  const told = parsed(text);
  if (!response.ok) throw problemOf(response.status, told, response.headers.get("retry-after"));
  return told as T;
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
