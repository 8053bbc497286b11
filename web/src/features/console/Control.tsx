import { Slider } from "../../parts/Slider";
import { scaleOf, type Parameter } from "../result/parameters";
import { Held } from "./Held";

interface ControlProps {
  label: string;
  value: number;
  parameter?: Parameter;
  onSet: (value: number) => void;
}

/** One parameter of a strip, within the range that the engine's table gives it. */
export function Control({ label, value, parameter, onSet }: ControlProps) {
  if (!parameter) return null;
  return (
    <Held value={value} onSet={onSet}>
      {(now, set, commit) => <Slider label={label} value={now} reset={parameter.default} onChange={set} onCommit={commit} {...scaleOf(parameter)} />}
    </Held>
  );
}
