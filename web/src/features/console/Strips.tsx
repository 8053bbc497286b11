import { useCallback, useMemo } from "react";

import { useRoles } from "../../api/analyses";
import type { Job } from "../../api/jobs";
import type { Player } from "../../audio/player";
import { groupColour } from "../../style/groups";
import styles from "./Console.module.css";
import { groupOf, stemsOf, type Strip } from "./fold";
import { useHeardLevel, useLevels } from "./levels";
import type { Wanted } from "./peaks";
import { StripView } from "./StripView";
import type { Desk } from "./useConsole";

/** The file of all returns among the exported stems. */
const RETURNS = "returns";

/** The colour of every strip: of its role group; the master has that of the whole song. */
export function useColours(strips: readonly Strip[]): ReadonlyMap<string, string> {
  const groupOfRole = useGroupOfRole();
  return useMemo(() => new Map(strips.map((strip) => {
    const group = groupOf(strip, strips, groupOfRole);
    return [strip.target, group ? groupColour(group) : "var(--sound)"];
  })), [strips, groupOfRole]);
}

function useGroupOfRole() {
  const roles = useRoles().data;
  return useCallback((role: string) => roles?.find((one) => one.role === role)?.group, [roles]);
}

interface StripsProps {
  desk: Desk;
  job: Job;
  colours: ReadonlyMap<string, string>;
  chosen: string;
  rate_hz: number;
  player?: Player;
  onChoose: (target: string) => void;
}

/** All channels side by side; the master stays in sight. */
export function Strips({ desk, job, colours, chosen, rate_hz, player, onChoose }: StripsProps) {
  const groupOfRole = useGroupOfRole();
  const { strips } = desk;
  const levels = useLevels(job, useMemo(() => strips.map((strip) => filesOf(strip, strips, groupOfRole)), [strips, groupOfRole]));
  const heard = useHeardLevel(player);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Strips, scroll sideways">
      <ul className={styles.strips}>
        {strips.map((strip) => (
          <StripView
            key={strip.target}
            strip={strip}
            colour={colours.get(strip.target) ?? groupColour(undefined)}
            rate_hz={rate_hz}
            isChosen={strip.target === chosen}
            row={desk.row}
            edits={desk.edits}
            player={player}
            levels={strip.kind === "master" ? heard : levels.get(strip.target)}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </div>
  );
}

/** What sounds on a strip. The returns of reverb and delay are one file: it stands at the reverb. */
function filesOf(strip: Strip, strips: readonly Strip[], groupOfRole: (role: string) => string | undefined): Wanted {
  const files = {
    stem: () => [strip.target],
    bus: () => stemsOf(strips, strip.target, groupOfRole).map(({ target }) => target),
    reverb: () => [RETURNS],
    delay: () => [],
    master: () => [],
  }[strip.kind]();
  return { name: strip.target, files };
}
