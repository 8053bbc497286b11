import { useRef, useState, type DragEvent, type ReactNode } from "react";

import { Button } from "../../parts/Button";
import { cx } from "../../parts/cx";
import styles from "./DropPlace.module.css";
import { chosenFiles, droppedFiles, pickFiles, type FoundFile } from "./intake";

interface DropPlaceProps {
  onFiles: (files: FoundFile[]) => void;
  /** `large` while nothing is there, `small` beside what is, `slim` in a column. */
  size?: "large" | "small" | "slim";
  /** What is to be dropped, before the buttons. */
  words: string;
  /** On the button. */
  choose?: string;
  hasFolders?: boolean;
  /** Over and under the words of a large one. */
  picture?: ReactNode;
  limits?: string;
}

/** Where files are dropped, and the buttons for those who do not drop. */
export function DropPlace({ onFiles, size = "large", words, choose = "Choose files", hasFolders = true, picture, limits }: DropPlaceProps) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    if (input.files) onFiles(chosenFiles(input.files));
    input.value = "";
  };
  const pick = async () => {
    const picked = await pickFiles().catch(() => undefined);
    if (picked === undefined) files.current?.click();
    else if (picked.length > 0) onFiles(picked);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  const isLarge = size === "large";
  const buttons = isLarge ? "large" : "normal";
  return (
    <div
      className={cx(styles.place, !isLarge && styles[size], isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {picture}
      <p className={styles.words}>{words}</p>
      <div className={styles.buttons}>
        <Button look={isLarge ? "primary" : "plain"} size={buttons} onClick={() => void pick()}>{choose}</Button>
        {hasFolders && <Button size={buttons} onClick={() => folder.current?.click()}>Choose a folder</Button>}
      </div>
      {limits && <p className={styles.limits}>{limits}</p>}
      <input ref={files} type="file" multiple hidden onChange={(event) => take(event.target)} />
      {hasFolders && <input ref={folder} type="file" hidden {...{ webkitdirectory: "" }} onChange={(event) => take(event.target)} />}
    </div>
  );
}
