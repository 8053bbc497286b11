import { useState } from "react";

import { add } from "../uploads/actions";
import { Aside } from "../uploads/Aside";
import { DropPlace } from "../uploads/DropPlace";
import { totals } from "../uploads/store";
import { Stuck } from "../uploads/Stuck";
import { UploadRows } from "../uploads/UploadRow";
import { useLot } from "../uploads/useLot";
import { HowNear } from "./HowNear";
import type { Nearness } from "./nearness";
import styles from "./References.module.css";

interface ReferencesProps {
  lot: string;
  /** How far to go; asked only where it can be said. */
  nearness?: Nearness;
  onNearness?: (nearness: Nearness | undefined) => void;
}

/** Records that the song shall come near: sent like stems, kept apart from them. */
export function References({ lot, nearness, onNearness }: ReferencesProps) {
  const { uploads, aside } = useLot(lot);
  const [isOpen, setOpen] = useState(false);
  const count = uploads.length;
  return (
    <details className={styles.references} open={isOpen || count > 0} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count === 0 ? "Let it come near a record" : `References (${totals(uploads).files})`}</summary>
      <div className={styles.inner}>
        <p className={styles.words}>
          Add up to eight finished records. Tone, dynamics and width go part of the way to them; not a sound of theirs gets into your song.
        </p>
        {count > 0 && <UploadRows label="References" uploads={uploads} />}
        <Stuck lot={lot} uploads={uploads} />
        <Aside aside={aside} />
        <DropPlace size="slim" hasFolders={false} words={count === 0 ? "Drop a record here, or" : "Drop another here, or"} choose="Choose a reference" onFiles={(files) => void add(files, lot)} />
        {count > 0 && onNearness && <HowNear nearness={nearness} onChange={onNearness} />}
      </div>
    </details>
  );
}
