import { useState } from "react";

import type { Player } from "../../audio/player";
import { inside, withEdge } from "../../audio/timeline";
import type { Section } from "../result/report";
import { Button } from "../../parts/Button";
import { KeyHelp, useKeysWanted } from "./KeyHelp";
import { press, usePageKeys } from "./keys";
import { LoudnessLine, type LoudnessHistory } from "./LoudnessLine";
import styles from "./Player.module.css";
import { RecordNote } from "./RecordNote";
import { Scrub, type Shape } from "./Scrub";
import { Time } from "./Time";
import { Transport } from "./Transport";
import { usePlayerState, type TrackSpec } from "./usePlayer";

interface PlayerViewProps {
  player: Player;
  tracks: readonly TrackSpec[];
  missing: readonly { name: string; why: string }[];
  coming: readonly string[];
  shapes: Record<string, Shape | undefined>;
  loudness: Record<string, LoudnessHistory | undefined>;
  sections?: readonly Section[];
  isLow?: boolean;
}

/** The versions of a song to be heard against each other: same place, same loudness. */
export function PlayerView({ player, tracks: all, missing, coming, shapes, loudness, sections = [], isLow = false }: PlayerViewProps) {
  usePlayerState(player);
  const tracks = all.filter(({ isHidden }) => !isHidden);
  const [marked, setMarked] = useState<{ from: number; to: number }>();
  const [wantKeys, setWantKeys] = useKeysWanted();
  const { rate_hz } = player;
  const duration_s = player.length / rate_hz;
  const region = player.loop ?? marked;

  const toggleLoop = () => {
    if (player.loop) {
      setMarked(player.loop);
      player.setLoop(undefined);
      return;
    }
    const now_s = player.position() / rate_hz;
    const here = sections.find(({ start_s, end_s }) => now_s >= start_s && now_s < end_s);
    player.setLoop(marked ?? (here ? frames(here.start_s, here.end_s, rate_hz) : { from: 0, to: player.length }));
  };
  const setEdge = (edge: "from" | "to") => {
    const now = Math.round(player.position());
    const next = withEdge(region ?? { from: 0, to: player.length }, edge, now, player.length, rate_hz);
    setMarked(next);
    player.setLoop(next);
  };
  const acts = { player, tracks, onLoop: toggleLoop, onEdge: setEdge };
  usePageKeys(wantKeys, acts);
  const mark = (from_s: number, to_s: number) => {
    const wanted = inside(frames(from_s, to_s, rate_hz), player.length, rate_hz);
    if (!wanted) return;
    setMarked(wanted);
    player.setLoop(wanted);
  };
  const heard = player.heard;
  const record = tracks.find(({ id, isBeside }) => isBeside && id === heard);
  return (
    <section className={styles.player} aria-label="Player" data-low={isLow}>
      <Transport player={player} tracks={tracks} onLoop={toggleLoop} />
      <div className={styles.stage}>
        {sections.length > 0 && (
          <ol className={styles.sections} aria-label="Parts of the song" style={{ visibility: record && "hidden" }}>
            {sections.map(({ name, start_s, end_s }, index) => (
              <li key={index} style={{ left: `${(start_s / duration_s) * 100}%`, width: `${((Math.min(end_s, duration_s) - start_s) / duration_s) * 100}%` }}>
                <button type="button" className={styles.section} aria-label={`Loop part ${name}, ${index + 1} of ${sections.length}`} onClick={() => mark(start_s, Math.min(end_s, duration_s))}>{name}</button>
              </li>
            ))}
          </ol>
        )}
        <Scrub player={player} shape={shapes[heard]} region={region} isLooping={player.loop !== undefined} onMark={mark} onKey={(key) => press(key, acts)} />
        {!isLow && <LoudnessLine player={player} heard={loudness[heard]} duration_s={duration_s} />}
        {!record && sections.slice(1).map(({ start_s }, index) => <div key={index} className={styles.cut} style={{ left: `${(start_s / duration_s) * 100}%` }} />)}
      </div>
      <div className={styles.foot}>
        <Time player={player} duration_s={duration_s} />
        {region && (
          <Button look="quiet" onClick={() => { setMarked(undefined); player.setLoop(undefined); }}>Forget the marked part</Button>
        )}
        <KeyHelp isOn={wantKeys} onChange={setWantKeys} />
      </div>
      <p role="status" className={styles.missing}>{onTheWay(player, all, coming) || (record && <RecordNote key={record.id} player={player} record={record} duration_s={duration_s} />)}</p>
      {missing.length > 0 && <p className={styles.missing}>{missing.map(({ name, why }) => `${name} cannot be played: ${why}.`).join(" ")}</p>}
      {player.problem && <p role="alert" className={styles.missing}>{player.state === "stopped" ? `It stopped: ${player.problem}. Press play to go on.` : `${player.problem}. What was heard goes on.`}</p>}
    </section>
  );
}

/** What was asked for and is not there yet. */
function onTheWay(player: Player, tracks: readonly TrackSpec[], coming: readonly string[]): string {
  const name = (wanted: string | undefined) => tracks.find(({ id }) => id === wanted)?.name;
  const waiting = name(player.waiting);
  if (waiting) return `${waiting} is on its way; ${name(player.heard) ?? "the other"} plays until it is here.`;
  return coming.length > 0 ? `${coming.join(" and ")}: still being fetched.` : "";
}

function frames(from_s: number, to_s: number, rate_hz: number) {
  return { from: Math.round(from_s * rate_hz), to: Math.round(to_s * rate_hz) };
}
