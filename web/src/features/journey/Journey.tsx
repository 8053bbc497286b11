import { Collect } from "./collect/Collect";
import { Stems } from "./stems/Stems";

/** From files to a job: gather the stems, look at what was heard, press the button. */
export function Journey({ analysisId }: { analysisId?: string }) {
  return analysisId ? <Stems id={analysisId} /> : <Collect />;
}
