import { useEffect, useMemo } from "react";

import type { Job } from "../../api/jobs";
import type { Player } from "../../audio/player";
import { ProblemNote } from "../../parts/States";
import { PlayerView, usePlayer } from "../player";
import { toggle } from "../player/usePlayer";
import { useJobWaveforms, type Report } from "./report";
import { loudnessOf, shapesOf, trackSpecs, type Preview } from "./tracks";

interface ListenProps {
  report: Report;
  jobId: string;
  /** The first version, where another one is shown. */
  first?: { jobId: string; lufs?: number };
  preview?: Preview;
  /** Records that the song was to come near. */
  references?: Job["references"];
  onPlayer: (player: Player | undefined) => void;
  /** Without the loudness, and less high: where something else is looked at. */
  isLow?: boolean;
}

/** The player of a result. A preview that is ready is heard at once, in a loop over its part. */
export function Listen({ report, jobId, first, preview, references, onPlayer, isLow }: ListenProps) {
  const waveforms = useJobWaveforms(jobId).data;
  const firstWaveforms = useJobWaveforms(first?.jobId ?? jobId).data;
  const specs = useMemo(() => trackSpecs(report, jobId, { first, preview, references }), [report, jobId, first, preview, references]);
  const { player, tracks, missing, coming, error } = usePlayer(specs);
  const shapes = useMemo(() => {
    const drawn = shapesOf(report, waveforms, firstWaveforms);
    return { ...drawn, ...(preview ? { [`preview-${preview.jobId}`]: drawn.master } : {}) };
  }, [report, waveforms, firstWaveforms, preview]);
  const loudness = useMemo(() => loudnessOf(report), [report]);
  const previewId = preview && `preview-${preview.jobId}`;
  const isThere = tracks.some(({ id }) => id === previewId);

  useEffect(() => onPlayer(player), [player, onPlayer]);
  useEffect(() => {
    if (player && !player.chosen) player.hear("master");
  }, [player]);
  useEffect(() => {
    if (!player || !preview || !previewId || !isThere) return;
    const from = Math.round(preview.start_s * player.rate_hz);
    player.hear(previewId);
    player.setLoop({ from, to: from + Math.round(preview.length_s * player.rate_hz) });
    if (player.state === "stopped") {
      player.seek(from);
      toggle(player);
    }
  }, [player, preview, previewId, isThere]);

  if (!player) return error ? <ProblemNote error={error} /> : <div role="status" style={{ minHeight: "16rem" }} aria-label="The player: loading" />;
  return <PlayerView player={player} tracks={tracks} missing={missing} coming={coming} shapes={shapes} loudness={loudness} sections={report.pictures?.sections} isLow={isLow} />;
}
