/** Solo, and hearing at once what the desk does: from the stems of the newest render that has some. */

import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import { useJob, type Job } from "../../api/jobs";
import { busesOf, useGroupOfRole } from "../result/groups";
import type { DeskTrack } from "../result/Listen";
import { getRecipe, type Recipe } from "../result/recipe";
import { useReport } from "../result/report";
import { useVersions } from "../result/versions";
import { fold } from "./fold";
import { deskUrl, gainsOf, openArchive } from "./monitor";
import type { Desk } from "./useConsole";

export interface Monitor extends DeskTrack {
  /** The newest render. */
  newest: Job;
  /** Whether there are stems to be heard. */
  hasStems: boolean;
  soloed: ReadonlySet<string>;
  /** `only`: the others are let go. */
  solo: (target: string, only: boolean) => void;
  clear: () => void;
  /** That what stands on the desk is wanted to be heard. */
  ask: () => void;
}

const NOBODY: ReadonlySet<string> = new Set();

export function useMonitor(song: Job, desk: Desk, recipe: Recipe): Monitor {
  const [soloed, setSoloed] = useState(NOBODY);
  const [asked, setAsked] = useState(0);
  const { versions } = useVersions(song.job_id);
  const newest = useJob(versions?.made.at(-1) ?? song.job_id).data;
  const render = [newest, song].find((job) => job?.results?.stems_url);
  const renderId = render?.job_id;
  useEffect(() => {
    if (renderId !== undefined) openArchive(renderId).catch(() => undefined);
  }, [renderId]);
  const report = useReport(renderId ?? song.job_id).data;
  // What a render wrote down has its name.
  const rendered = useQuery({ queryKey: ["recipe", renderId], queryFn: () => getRecipe(renderId ?? ""), enabled: renderId !== undefined, staleTime: Infinity }).data?.recipe;
  const groupOfRole = useGroupOfRole();
  const busOf = useMemo(() => busesOf(recipe, groupOfRole), [recipe, groupOfRole]);
  const { strips, actions } = desk;
  const state = useMemo(() => rendered && gainsOf({ strips, rendered: fold(rendered, actions), busOf, soloed }), [rendered, strips, actions, busOf, soloed]);
  const lufs = report?.premaster?.integrated_lufs ?? undefined;
  const track = useMemo(() => {
    if (!state || renderId === undefined) return undefined;
    const url = deskUrl({ job: renderId, ...state });
    return { id: url, url, lufs, name: state.isSolo ? "Solo" : "Desk" };
  }, [state, renderId, lufs]);
  const ask = useCallback(() => setAsked((times) => times + 1), []);
  const solo = useCallback((target: string, only: boolean) => {
    setSoloed((before) => {
      if (only) return before.size === 1 && before.has(target) ? NOBODY : new Set([target]);
      const after = new Set(before);
      if (!after.delete(target)) after.add(target);
      return after;
    });
    ask();
  }, [ask]);
  return { newest: newest ?? song, hasStems: rendered !== undefined, soloed, solo, clear: useCallback(() => setSoloed(NOBODY), []), ask, track, asked, isSolo: soloed.size > 0 };
}
