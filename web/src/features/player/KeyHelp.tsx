import { create } from "zustand";
import { persist } from "zustand/middleware";

import { Checkbox } from "../../parts/Field";
import { KEYS } from "./keys";
import styles from "./Player.module.css";

const useWanted = create<{ isOn: boolean }>()(persist((): { isOn: boolean } => ({ isOn: true }), { name: "mixmaster.keys" }));

/** Whether the player's keys hold on the whole page; some people's tools press letters by themselves. */
export function useKeysWanted(): [boolean, (isOn: boolean) => void] {
  const { isOn } = useWanted();
  return [isOn, (next) => useWanted.setState({ isOn: next })];
}

export function KeyHelp({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <details className={styles.help}>
      <summary>Keys</summary>
      <dl className={styles.keys}>
        {KEYS.map(([key, does]) => (
          <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>
        ))}
      </dl>
      <Checkbox label="Keys work on the whole page" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
    </details>
  );
}
