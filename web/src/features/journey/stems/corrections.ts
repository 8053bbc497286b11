/** What a person corrected of an analysis: kept over a reload, sent with the job. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

import type { AnalysedStem, Analysis } from "../../../api/analyses";
import { matchOf, type Nearness } from "../../references/nearness";
import { nameProblem } from "./naming";

export interface StemCorrection {
  role?: string;
  name?: string;
  skip?: boolean;
}

export interface Wishes {
  stems: Record<number, StemCorrection>;
  song?: string;
  preset?: string;
  kind?: "mix" | "master";
  /** Leave what the doctor found as it is. */
  keepFaults?: boolean;
  lufs?: number;
  amount?: number;
  /** How far towards the references. */
  nearness?: Nearness;
}

const KEPT_MAX = 50;

interface All {
  wishes: Record<string, Wishes>;
}

export const useCorrections = create<All>()(persist((): All => ({ wishes: {} }), { name: "mixmaster.corrections" }));

const NONE: Wishes = { stems: {} };

export function useWishes(analysis: string): Wishes {
  return useCorrections((all) => all.wishes[analysis] ?? NONE);
}

export function wish(analysis: string, changes: Partial<Wishes>): void {
  useCorrections.setState(({ wishes }) => {
    const { [analysis]: before = NONE, ...others } = wishes;
    // The oldest go: this is a memory of drafts, not an archive.
    const kept = Object.entries(others).slice(-KEPT_MAX);
    return { wishes: { ...Object.fromEntries(kept), [analysis]: { ...before, ...changes } } };
  });
}

export function correct(analysis: string, index: number, changes: StemCorrection): void {
  const { stems } = useCorrections.getState().wishes[analysis] ?? NONE;
  wish(analysis, { stems: { ...stems, [index]: { ...stems[index], ...changes } } });
}

/** Mastering is for one stereo file; everything else is mixed. */
export function kindOf(analysis: Analysis, { kind, stems }: Wishes): "mix" | "master" {
  const taken = analysis.stems.filter(({ index }) => !stems[index]?.skip);
  if (taken.length !== 1) return "mix";
  return kind ?? (taken[0]?.channels === 2 ? "master" : "mix");
}

export interface NewJob {
  analysis_id: string;
  kind: "mix" | "master";
  project_id?: string;
  preset?: string;
  targets?: { lufs?: number };
  options?: { amount?: string; no_repair?: boolean; match?: string };
  reference_upload_ids?: string[];
  stems_meta: { index: number; role?: string; name?: string; skip?: true }[];
}

/** What a stem is called now. */
export function nameOf(stem: AnalysedStem, { stems }: Wishes): string {
  return stems[stem.index]?.name?.trim() || stem.name;
}

/** What is wrong with names, by index; of stems that are left out nothing is. */
export function nameProblems(analysis: Analysis, wishes: Wishes): Map<number, string> {
  const taken = analysis.stems.filter(({ index }) => !wishes.stems[index]?.skip);
  const problems = new Map<number, string>();
  for (const stem of taken) {
    const others = taken.filter((other) => other !== stem).map((other) => nameOf(other, wishes));
    // Of two that are called the same the one that was renamed is told.
    const problem = wishes.stems[stem.index]?.name === undefined ? undefined : nameProblem(nameOf(stem, wishes), others);
    if (problem) problems.set(stem.index, problem);
  }
  return problems;
}

/** The job that the button asks for: only what a person said goes along. */
export function orderOf(analysis: Analysis, wishes: Wishes, references: string[] = []): NewJob {
  const { stems, song, preset, lufs, amount, keepFaults } = wishes;
  const match = references.length > 0 ? matchOf(wishes.nearness) : undefined;
  const stems_meta = Object.entries(stems).flatMap(([index, { role, name, skip }]) => {
    const said = { ...(role && { role }), ...(name?.trim() && { name: name.trim() }), ...(skip && { skip: true as const }) };
    return Object.keys(said).length > 0 ? [{ index: Number(index), ...said }] : [];
  });
  const options = { ...(amount !== undefined && { amount: String(amount) }), ...(keepFaults && { no_repair: true }), ...(match && { match }) };
  return {
    analysis_id: analysis.analysis_id,
    kind: kindOf(analysis, wishes),
    project_id: song?.trim() || undefined,
    preset: preset ?? analysis.suggested_profile?.preset,
    targets: lufs === undefined ? undefined : { lufs },
    options: Object.keys(options).length > 0 ? options : undefined,
    stems_meta,
    ...(references.length > 0 && { reference_upload_ids: references }),
  };
}
