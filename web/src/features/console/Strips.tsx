import { useCallback, useMemo } from "react";

import type { Player } from "../../audio/player";
import { busesOf, useGroupOfRole } from "../result/groups";
import type { Recipe } from "../result/recipe";
import styles from "./Console.module.css";
import type { Strip } from "./fold";
import { useHeardLevel, useLevels } from "./levels";
import { StripView } from "./StripView";
import type { Desk } from "./useConsole";
import type { Monitor } from "./useMonitor";

interface StripsProps {
  desk: Desk;
  recipe: Recipe;
  colourOf: (target: string) => string;
  chosen: string;
  player?: Player;
  monitor: Monitor;
  onChoose: (target: string) => void;
}

/** All channels side by side; the master stays in sight. */
export function Strips({ desk, recipe, colourOf, chosen, player, monitor, onChoose }: StripsProps) {
  const groupOfRole = useGroupOfRole();
  const { strips } = desk;
  const buses = useMemo(() => busesOf(recipe, groupOfRole), [recipe, groupOfRole]);
  const levels = useLevels(monitor.newest);
  const heard = useHeardLevel(player);
  const { soloed, ask } = monitor;
  const { mute } = desk.edits;
  const onMute = useCallback((strip: Strip) => {
    mute(strip);
    ask();
  }, [mute, ask]);
  const isSoloed = ({ target }: Strip) => soloed.has(target);
  const isLeftOut = (strip: Strip) => soloed.size > 0 && strip.kind === "stem" && !isSoloed(strip) && !soloed.has(buses.get(strip.target) ?? "");
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Strips, scroll sideways">
      <ul className={styles.strips}>
        {strips.map((strip) => (
          <StripView
            key={strip.target}
            strip={strip}
            colour={colourOf(strip.target)}
            rate_hz={recipe.session.sample_rate_hz}
            isChosen={strip.target === chosen}
            row={desk.row}
            edits={desk.edits}
            player={player}
            levels={strip.kind === "master" ? heard : levels.get(strip.target)}
            onChoose={onChoose}
            isSoloed={isSoloed(strip)}
            isLeftOut={isLeftOut(strip)}
            onSolo={monitor.hasStems ? monitor.solo : undefined}
            onMute={onMute}
          />
        ))}
      </ul>
    </div>
  );
}
