import { Slider } from "../../parts/Slider";
import { useUsualMatch } from "../result/parameters";
import { isUsual, RESPECTS, type Nearness } from "./nearness";
import styles from "./References.module.css";

const SHARE = { min: 0, max: 100, step: 1, unit: "%" };

interface HowNearProps {
  nearness: Nearness | undefined;
  onChange: (nearness: Nearness | undefined) => void;
}

/** How much of the way to the references is gone, in each respect. */
export function HowNear({ nearness = {}, onChange }: HowNearProps) {
  const usual = useUsualMatch();
  if (!usual) return null;
  return (
    <fieldset className={styles.near}>
      <legend>How much of the way</legend>
      {RESPECTS.map(({ id, name }) => (
        <Slider
          key={id}
          label={name}
          {...SHARE}
          value={nearness[id] ?? usual[id]}
          reset={usual[id]}
          onChange={(share) => {
            const next = { ...nearness, [id]: share };
            onChange(isUsual(next, usual) ? undefined : next);
          }}
        />
      ))}
    </fieldset>
  );
}
