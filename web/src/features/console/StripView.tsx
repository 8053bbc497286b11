import { memo } from "react";

import type { Player } from "../../audio/player";
import { Button } from "../../parts/Button";
import type { Parameter } from "../result/parameters";
import { targetName } from "../result/words";
import { bandsOf } from "./bands";
import styles from "./Console.module.css";
import { Control } from "./Control";
import { curve } from "./EqCurve";
import { Fader } from "./Fader";
import { heardNumber, moveOf, type Strip } from "./fold";
import type { LevelSource } from "./levels";
import { HEIGHT, levels as rulersOf, WIDTH } from "./plot";
import { StripMeter } from "./StripMeter";
import type { Edits } from "./useConsole";

interface StripViewProps {
  strip: Strip;
  colour: string;
  rate_hz: number;
  isChosen: boolean;
  row: (action: string, id: string) => Parameter | undefined;
  edits: Edits;
  player?: Player;
  levels?: LevelSource;
  onChoose: (target: string) => void;
  isSoloed: boolean;
  /** Whether it is not heard on the desk, because others are soloed. */
  isLeftOut: boolean;
  /** Nothing where there are no stems to be heard. */
  onSolo?: (target: string, only: boolean) => void;
  onMute: (strip: Strip) => void;
}

const LEVELS: Partial<Record<Strip["kind"], { action: string; id: string }>> = {
  stem: { action: "fader", id: "gain_db" },
  bus: { action: "fader", id: "gain_db" },
  reverb: { action: "reverb", id: "return_db" },
  delay: { action: "delay", id: "return_db" },
  master: { action: "loudness", id: "gain_db" },
};
const MINI = rulersOf(12);
/** What a meter measures, where that is not the strip alone. */
const METERS: Partial<Record<Strip["kind"], string>> = { master: "Level of what is heard" };
const MINI_POINTS = 48;

/** One channel: what it is, its curve, where it goes, how loud. */
export const StripView = memo(function StripView({ strip, colour, rate_hz, isChosen, row, edits, player, levels, onChoose, isSoloed, isLeftOut, onSolo, onMute }: StripViewProps) {
  const name = targetName(strip.target);
  const sets = (action: string, id: string) => (value: number) => edits.set(strip, action, { [id]: value });
  const level = LEVELS[strip.kind];
  const isStem = strip.kind === "stem";
  const meter = player && levels && <StripMeter player={player} source={levels} name={METERS[strip.kind] ?? `Level of ${name}`} />;
  const set = (label: string, action: string, id: string, heard = heardNumber(moveOf(strip, action), id, row(action, id)?.default ?? 0)) =>
    <Control label={label} value={heard} parameter={row(action, id)} onSet={sets(action, id)} />;
  return (
    <li className={styles.strip} data-chosen={isChosen} data-silent={strip.isMuted === true || isLeftOut} style={{ "--colour": colour } as React.CSSProperties}>
      <button type="button" className={styles.name} aria-pressed={isChosen} onClick={() => onChoose(strip.target)}>{name}</button>
      <div className={styles.switches}>
        {(isStem || strip.kind === "bus") && (
          <>
            <Button aria-label={`Mute ${name}`} title="Mute: it is not in the mix" aria-pressed={strip.isMuted ?? false} onClick={() => onMute(strip)}>M</Button>
            <Button
              aria-label={`Solo ${name}`}
              title={onSolo ? "Solo: it is heard alone; with Ctrl or Cmd the others are let go" : "Solo needs stems: see above the strips"}
              aria-pressed={isSoloed}
              disabled={!onSolo}
              onClick={(event) => onSolo?.(strip.target, event.ctrlKey || event.metaKey)}
            >
              S
            </Button>
          </>
        )}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={styles.mini} aria-hidden="true">
        <path d={`M0 ${HEIGHT / 2}H${WIDTH}`} className={styles.grid} />
        <path d={curve(strip, bandsOf(strip, row), rate_hz, MINI, MINI_POINTS)} className={styles.response} />
      </svg>
      <p className={styles.small}>{inserts(strip)}</p>
      <div className={styles.controls}>
        {isStem && set("Pan", "pan", "position_pct")}
        {(isStem || strip.kind === "master") && set("Width", "width", "width_pct")}
        {isStem && set("Reverb", "reverb_send", "level_db")}
        {isStem && set("Delay", "delay_send", "level_db")}
      </div>
      {level && <Fader name={name} value={heardNumber(moveOf(strip, level.action), level.id)} parameter={row(level.action, level.id)} onSet={sets(level.action, level.id)} meter={meter} />}
    </li>
  );
});

const SHORT: Record<string, string> = { compressor: "comp", multiband: "multiband", saturation: "sat", de_esser: "de-ess", gate: "gate", dynamic_eq: "dyn eq", automation: "rides", limiter: "limit", transient: "transient", duck: "duck", parallel: "parallel", soft_clip: "clip" };

function inserts({ moves }: Strip): string {
  return [...new Set(moves.map(({ action }) => SHORT[action]).filter(Boolean))].join(", ") || "\u00a0";
}
