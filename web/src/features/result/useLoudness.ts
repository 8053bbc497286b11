/** The loudness of a version over time: as the report tells it, else measured in the page once it is heard. */

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { HISTORY_STEP_S, shortTerm_lufs } from "../../audio/loudness";
import type { Player } from "../../audio/player";
import { soundToMeasure, type LoudnessHistory, type TrackSpec } from "../player";

export function useLoudness(told: Record<string, LoudnessHistory | undefined>, player: Player | undefined, heard: TrackSpec | undefined): Record<string, LoudnessHistory | undefined> {
  const wanted = heard && !told[heard.id] ? heard : undefined;
  const { data } = useQuery({
    queryKey: ["loudness", wanted?.url],
    queryFn: async () => shortTerm_lufs(await soundToMeasure(wanted?.url ?? "", player?.rate_hz ?? 0)),
    enabled: wanted !== undefined && player !== undefined,
    staleTime: Infinity,
  });
  return useMemo(() => {
    if (!wanted || !data) return told;
    const { id, offset_s = 0, isBeside, lufs } = wanted;
    const before = Array.from({ length: Math.round(offset_s / HISTORY_STEP_S) }, () => -100);
    // Of a part of the song the level of the whole is not known.
    const isWhole = offset_s === 0 && lufs !== undefined;
    return { ...told, [id]: { step_s: HISTORY_STEP_S, short_term_lufs: [...before, ...data], ...(isWhole && { integrated_lufs: lufs }), isRecord: isBeside } };
  }, [told, wanted, data]);
}
