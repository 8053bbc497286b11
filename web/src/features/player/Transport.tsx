import type { Player } from "../../audio/player";
import { Button } from "../../parts/Button";
import styles from "./Player.module.css";
import { toggle, type TrackSpec } from "./usePlayer";

interface TransportProps {
  player: Player;
  tracks: readonly TrackSpec[];
  onLoop: () => void;
}

/** Play, which version, loop, loudness. */
export function Transport({ player, tracks, onLoop }: TransportProps) {
  const isGoing = player.state !== "stopped";
  return (
    <div className={styles.transport}>
      <Button look="primary" className={styles.play} aria-label={isGoing ? "Pause" : "Play"} aria-busy={player.state === "loading"} onClick={() => toggle(player)}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={isGoing ? "M3 2h3.5v12H3zM9.5 2H13v12H9.5z" : "M3 1.5v13l11-6.5z"} fill="currentColor" />
        </svg>
      </Button>
      <div role="group" aria-label="Version that is heard" className={styles.tracks}>
        {tracks.map(({ id, name }, index) => (
          <Button key={id} className={styles.track} aria-pressed={player.heard === id} aria-busy={player.waiting === id || undefined} onClick={() => player.hear(id)}>
            <span className={styles.key} aria-hidden="true">{index + 1}</span>
            {name}
          </Button>
        ))}
      </div>
      <div className={styles.switches}>
        <Button aria-pressed={player.loop !== undefined} onClick={onLoop}>Loop</Button>
        <Button aria-pressed={player.isMatched} onClick={() => player.match(!player.isMatched)}>Same loudness</Button>
        <span className={styles.by} role="status">{told(player, tracks)}</span>
      </div>
    </div>
  );
}

/** By how much the heard version is turned down. */
function told(player: Player, tracks: readonly TrackSpec[]): string {
  const heard = tracks.find(({ id }) => id === player.heard);
  if (!heard || !player.isMatched) return "as it is";
  const db = player.gain_db(heard.id);
  if (heard.lufs === undefined) return `${heard.name} was not measured`;
  return Math.abs(db) < 0.05 ? `${heard.name}: 0.0 dB` : `${heard.name}: −${Math.abs(db).toFixed(1)} dB`;
}
