/** What a person said about the song that is being gathered, kept over a reload. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Draft {
  /** Typed by hand; else it is guessed from the files. */
  song?: string;
  /** Id of a preset that was chosen before there was a song. */
  preset?: string;
  /** Go on as soon as all files are there. */
  isArmed: boolean;
  /** Makes one analysis of this draft, however often it is asked for. */
  key: string;
}

/** Not `randomUUID`: that exists on secure pages only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const useDraft = create<Draft>()(
  persist((): Draft => ({ isArmed: false, key: newKey() }), { name: "mixmaster.draft" }),
);

export function setSong(song: string): void {
  useDraft.setState({ song });
}

export function setPreset(preset: string | undefined): void {
  useDraft.setState({ preset });
}

export function arm(isArmed: boolean): void {
  useDraft.setState({ isArmed });
}

export function newDraft(): void {
  useDraft.setState({ song: undefined, preset: undefined, isArmed: false, key: newKey() });
}
