import { Button } from "../../../parts/Button";
import { Progress } from "../../../parts/Progress";
import { bytes, plural } from "../../../parts/words";
import { pauseAll, resumeAll } from "../../uploads/actions";
import { STEMS } from "../../uploads/lots";
import type { Totals } from "../../uploads/store";
import styles from "./Collect.module.css";

/** All files as one: how far, and the buttons that concern all of them. */
export function Summary({ sum }: { sum: Totals }) {
  const isWhole = sum.done === sum.files;
  const percent = sum.size_bytes === 0 ? 0 : (100 * sum.sent_bytes) / sum.size_bytes;
  const refused = sum.refused > 0 ? `; ${sum.refused} not taken` : "";
  const text = (isWhole
    ? `${plural(sum.files, "file")} here, ${bytes(sum.size_bytes)}`
    : `${sum.done} of ${sum.files} here, ${bytes(sum.sent_bytes)} of ${bytes(sum.size_bytes)}`) + refused;
  return (
    <div className={styles.summary}>
      <div className={styles.summaryLine}>
        <p>{text}</p>
        {sum.sending > 0 && <Button look="quiet" onClick={() => pauseAll(STEMS)}>Pause all</Button>}
        {sum.paused > 0 && <Button look="quiet" onClick={() => resumeAll(STEMS)}>Resume all</Button>}
      </div>
      <Progress label="All files" percent={percent} text={text} tone={isWhole && sum.files > 0 ? "good" : "plain"} />
    </div>
  );
}
