import { useRef, useState, type DragEvent } from "react";

import { Button } from "../../../parts/Button";
import { cx } from "../../../parts/cx";
import { KINDS_TOLD } from "../uploads/sniff";
import { chosenFiles, droppedFiles, pickFiles, type FoundFile } from "../uploads/intake";
import styles from "./DropPlace.module.css";

interface DropPlaceProps {
  onFiles: (files: FoundFile[]) => void;
  /** Once there are files it makes room for them. */
  isSmall: boolean;
}

/** Where files are dropped, and the buttons for those who do not drop. */
export function DropPlace({ onFiles, isSmall }: DropPlaceProps) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    if (input.files) onFiles(chosenFiles(input.files));
    input.value = "";
  };
  const choose = async () => {
    const picked = await pickFiles().catch(() => undefined);
    if (picked === undefined) files.current?.click();
    else if (picked.length > 0) onFiles(picked);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  return (
    <div
      className={cx(styles.place, isSmall && styles.small, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {!isSmall && <Lanes />}
      <p className={styles.words}>{isSmall ? "Drop more here, or" : "Drop files or a folder here, or"}</p>
      <div className={styles.buttons}>
        <Button look={isSmall ? "plain" : "primary"} size={isSmall ? "normal" : "large"} onClick={() => void choose()}>Choose files</Button>
        <Button size={isSmall ? "normal" : "large"} onClick={() => folder.current?.click()}>Choose a folder</Button>
      </div>
      {!isSmall && <p className={styles.limits}>{KINDS_TOLD}, up to 64 stems. They stay on this service.</p>}
      <input ref={files} type="file" multiple hidden data-testid="files" onChange={(event) => take(event.target)} />
      <input ref={folder} type="file" hidden data-testid="folder" {...{ webkitdirectory: "" }} onChange={(event) => take(event.target)} />
    </div>
  );
}

const LANES = ["drums", "bass", "guitars", "keys", "vocals"];

/** Five lanes of a song that is not there yet. */
function Lanes() {
  return (
    <svg className={styles.lanes} viewBox="0 0 240 64" aria-hidden="true">
      {LANES.map((group, lane) => (
        <g key={group} fill={`var(--group-${group})`}>
          {Array.from({ length: 48 }, (_, column) => {
            const height = 1 + 9 * Math.abs(Math.sin(column * (0.35 + lane * 0.13) + lane * 2) * Math.sin(column * 0.11 + lane));
            return <rect key={column} x={column * 5} y={6.5 + lane * 13 - height / 2} width="3" height={height} rx="1" />;
          })}
        </g>
      ))}
    </svg>
  );
}
