import { useEffect, useMemo, useRef, useState } from "react";

import type { Job } from "../../api/jobs";
import type { Player } from "../../audio/player";
import { ProblemNote } from "../../parts/States";
import { PlayerView, usePlayer, type TrackSpec } from "../player";
import { toggle } from "../player/usePlayer";
import { useJobWaveforms, type Report } from "./report";
import { loudnessOf, previewSpec, shapesOf, trackSpecs, type Preview } from "./tracks";
import { useLoudness } from "./useLoudness";
import { useOutgoing } from "./useOutgoing";

/** What a desk sends, heard in the page. */
export interface DeskTrack {
  track?: TrackSpec;
  /** Whether some of it is heard alone. */
  isSolo: boolean;
  /** Grows whenever somebody wants to hear it. */
  asked: number;
}

interface ListenProps {
  report: Report;
  jobId: string;
  /** The first version, where another one is shown. */
  first?: { jobId: string; lufs?: number };
  preview?: Preview;
  desk?: DeskTrack;
  /** Records that the song was to come near. */
  references?: Job["references"];
  onPlayer: (player: Player | undefined) => void;
  /** Without the loudness, and less high: where something else is looked at. */
  isLow?: boolean;
}

/** The player of a result. A preview that is ready is heard at once, in a loop over its part. */
export function Listen({ report, jobId, first, preview, desk, references, onPlayer, isLow }: ListenProps) {
  const waveforms = useJobWaveforms(jobId).data;
  const firstWaveforms = useJobWaveforms(first?.jobId ?? jobId).data;
  const [heard, setHeard] = useState<string>();
  const tried = useOutgoing(useMemo(() => preview && previewSpec(preview), [preview]), heard);
  const mixed = useOutgoing(desk?.track, heard);
  const specs = [...trackSpecs(report, jobId, { first, references }), ...tried, ...mixed];
  const { player, tracks, missing, coming, error } = usePlayer(specs);
  const own = useMemo(() => shapesOf(report, waveforms, firstWaveforms), [report, waveforms, firstWaveforms]);
  const shapes = { ...own, ...Object.fromEntries(tried.map(({ id }) => [id, own["master"]])), ...Object.fromEntries(mixed.map(({ id }) => [id, own["mix"]])) };
  const loudness = useLoudness(useMemo(() => loudnessOf(report), [report]), player, isLow ? undefined : tracks.find(({ id }) => id === heard));

  useEffect(() => onPlayer(player), [player, onPlayer]);
  useEffect(() => player?.subscribe(() => setHeard(player.heard)), [player]);
  useEffect(() => {
    if (player && !player.chosen) player.hear("master");
  }, [player]);
  useHearPreview(player, preview, tracks);
  useHearDesk(player, desk, tracks);

  if (!player) return error ? <ProblemNote error={error} /> : <div role="status" style={{ minHeight: "16rem" }} aria-label="The player: loading" />;
  return <PlayerView player={player} tracks={tracks} missing={missing} coming={coming} shapes={shapes} loudness={loudness} sections={report.pictures?.sections} isLow={isLow} />;
}

/** Goes over to a preview when it is there, in a loop over its part. */
function useHearPreview(player: Player | undefined, preview: Preview | undefined, tracks: readonly TrackSpec[]): void {
  const id = preview && previewSpec(preview).id;
  const isThere = tracks.some((track) => track.id === id);
  useEffect(() => {
    if (!player || !preview || !id || !isThere) return;
    const from = Math.round(preview.start_s * player.rate_hz);
    const to = from + Math.round(preview.length_s * player.rate_hz);
    player.hear(id);
    // The same part goes on round its loop, without a break.
    if (player.loop?.from !== from || player.loop.to !== to) player.setLoop({ from, to });
    if (player.state === "stopped" && preview.plays) {
      player.seek(from);
      toggle(player);
    }
  }, [player, preview, id, isThere]);
}

/** Goes over to what the desk sends when somebody asks for it and follows its changes while it is heard. Goes back to what was
 * heard before when there is nothing of it any more, or when the solo ends that led there. */
function useHearDesk(player: Player | undefined, desk: DeskTrack | undefined, tracks: readonly TrackSpec[]): void {
  const id = desk?.track?.id;
  const { asked, isSolo } = desk ?? { asked: 0, isSolo: false };
  const isThere = tracks.some((track) => track.id === id);
  const state = useRef({ asked: 0, last: undefined as string | undefined, other: "master", isBySolo: false });
  useEffect(() => {
    const at = state.current;
    const isHeard = player !== undefined && at.last !== undefined && player.heard === at.last;
    if (!player || (id !== undefined && !isThere)) return;
    if (isHeard && (id === undefined || (at.isBySolo && !isSolo && asked === at.asked))) player.hear(at.other);
    else if (id !== undefined && (isHeard || asked > at.asked)) {
      if (!isHeard) [at.other, at.isBySolo] = [player.heard, isSolo];
      player.hear(id);
    }
    // A mute is asked for before its track is there.
    if (id !== undefined) at.asked = asked;
    at.last = id;
  }, [player, id, isThere, asked, isSolo]);
}
