/** Which jobs somebody wants to hear of when they are done: kept over reloads, told by the browser. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Wanted {
  jobs: { id: string; name: string }[];
}

export const useWanted = create<Wanted>()(persist((): Wanted => ({ jobs: [] }), { name: "mixmaster.notify" }));

/** Browsers offer it on secure pages only. */
export function canNotify(): boolean {
  return typeof Notification !== "undefined" && Notification.permission !== "denied";
}

/** Only ever on a click: nobody is asked who did not ask. */
export async function want(id: string, name: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  useWanted.setState(({ jobs }) => ({ jobs: [...jobs.filter((job) => job.id !== id), { id, name }] }));
  return true;
}

export function unwant(id: string): void {
  useWanted.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
}

const TOLD: Record<string, string> = { complete: "is ready", failed: "could not be made", cancelled: "was called off" };

export function tell(id: string, name: string, status: string): void {
  unwant(id);
  if (!canNotify() || Notification.permission !== "granted") return;
  const note = new Notification(`${name} ${TOLD[status] ?? "has ended"}`, { tag: id, icon: "/icon.svg" });
  note.onclick = () => {
    window.focus();
    location.assign(`/jobs/${id}`);
  };
}
