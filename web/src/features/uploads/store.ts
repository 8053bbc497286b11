/** All uploads, of stems, references and tracks: the one place that knows them. */

import { create } from "zustand";

import type { Problem } from "../../api/problem";

export type UploadState =
  /** Its turn comes. */
  | "waiting"
  | "sending"
  | "paused"
  | "done"
  /** It cannot be taken; `problem` says why. */
  | "refused"
  /** After a reload: the file has to be shown once more. */
  | "needs_file"
  /** After a reload: the browser asks whether the file may be read again. */
  | "needs_leave";

export interface Upload {
  id: string;
  /** What it is gathered for: see `lots.ts`. */
  lot: string;
  /** What the stem is called. */
  name: string;
  file_name: string;
  folders: string[];
  size_bytes: number;
  fingerprint: string;
  upload_id?: string;
  sent_bytes: number;
  state: UploadState;
  problem?: Problem;
  file?: File;
  handle?: FileSystemFileHandle;
  order: number;
}

export interface Gathering {
  uploads: Upload[];
  /** Files that were left aside, and why, since the last drop. */
  aside: { lot: string; name: string; why: string }[];
  /** Restored from the last visit. */
  isReady: boolean;
}

export const useUploads = create<Gathering>(() => ({ uploads: [], aside: [], isReady: false }));

export function uploads(lot?: string): Upload[] {
  const { uploads } = useUploads.getState();
  return lot === undefined ? uploads : uploads.filter((one) => one.lot === lot);
}

export function upload(id: string): Upload | undefined {
  return uploads().find((one) => one.id === id);
}

export function change(id: string, changes: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((one) => (one.id === id ? { ...one, ...changes } : one)),
  }));
}

export interface Totals {
  files: number;
  done: number;
  size_bytes: number;
  sent_bytes: number;
  /** Files that cannot be taken. */
  refused: number;
  /** Files that wait for a person. */
  stuck: number;
  sending: number;
  paused: number;
}

export function totals(list: Upload[]): Totals {
  const count = (...states: UploadState[]) => list.filter((one) => states.includes(one.state)).length;
  const taken = list.filter((one) => one.state !== "refused");
  return {
    files: taken.length,
    done: count("done"),
    size_bytes: taken.reduce((sum, one) => sum + one.size_bytes, 0),
    sent_bytes: taken.reduce((sum, one) => sum + one.sent_bytes, 0),
    refused: count("refused"),
    stuck: count("needs_file", "needs_leave"),
    sending: count("sending", "waiting"),
    paused: count("paused"),
  };
}
