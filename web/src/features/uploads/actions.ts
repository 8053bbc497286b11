/** What a person does with uploads. */

import { Problem } from "../../api/problem";
import { fingerprint } from "./fingerprint";
import type { FoundFile } from "./intake";
import { memory, type Remembered } from "./memory";
import { kindOfLot, lotOf, ordinal, REFERENCES, STEMS } from "./lots";
import { stemName } from "./naming";
import { halt, pump, remember } from "./sender";
import { audioKind, KINDS_TOLD } from "./sniff";
import { change, upload, uploads, useUploads, type Upload } from "./store";
import { fileBytesMax, forget, offsetOf } from "./tus";

let counter = 0;

function newId(): string {
  return `${Date.now().toString(36)}-${counter++}`;
}

/** Files that systems leave in folders, and what a song's folder holds besides stems. */
const UNSEEN = /^(\.|thumbs\.db$|desktop\.ini$|__macosx)/i;

/** Takes files in: those that are awaited go on where they stopped, audio is added, the rest is told. */
export async function add(found: FoundFile[], lot: string = STEMS): Promise<void> {
  useUploads.setState({ aside: [] });
  const seen = found.filter(({ file, folders }) => !UNSEEN.test(file.name) && !folders.some((folder) => UNSEEN.test(folder)));
  const limit_bytes = await fileBytesMax().catch(() => undefined);
  const sorted = seen.sort((a, b) => a.file.name.localeCompare(b.file.name, undefined, { numeric: true }));
  for (const one of sorted) await addOne(one, lotOf(one.folders, lot), limit_bytes);
  pump();
}

async function addOne({ file, folders, handle }: FoundFile, lot: string, limit_bytes: number | undefined): Promise<void> {
  const place = { file, folders, lot };
  if (file.size === 0) return refuse(place, "The file is empty", "It has 0 bytes.", "Export it again.");
  if (!(await audioKind(file))) {
    // Beside stems in a folder lie pictures and notes: these are left aside; alone it was meant.
    const why = `is not ${KINDS_TOLD}`;
    if (folders.length > 0) return aside(lot, file.name, why);
    return refuse(place, "Not a file of audio", `\`${file.name}\` ${why}.`, "Export the track as WAV or FLAC.");
  }
  if (limit_bytes !== undefined && file.size > limit_bytes) {
    const detail = `It has ${mib(file.size)}, at most ${mib(limit_bytes)} can be taken.`;
    return refuse(place, "The file is too large", detail, "Export it as FLAC: the same sound, half the size.");
  }
  const print = await fingerprint(file);
  const same = uploads(lot).filter((one) => one.fingerprint === print && one.state !== "refused");
  const awaited = same.find((one) => isAwaited(one) && one.file_name === file.name) ?? same.find(isAwaited);
  if (awaited) return attach(awaited.id, file, handle);
  if (same.some((one) => one.file_name === file.name)) return aside(lot, file.name, "is here already");
  const { name, most, limit } = kindOfLot(lot);
  if (uploads(lot).filter((one) => one.state !== "refused").length >= most) {
    return aside(lot, file.name, `would be the ${ordinal(most + 1)} ${name}; ${limit}`);
  }
  const taken = new Set(uploads(lot).map((one) => one.name));
  insert({ ...place, handle, fingerprint: print, name: stemName(file.name, folders, taken), state: "waiting" });
}

function isAwaited(one: Upload): boolean {
  return one.state === "needs_file" || one.state === "needs_leave";
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / (1 << 20))} MiB`;
}

function aside(lot: string, name: string, why: string): void {
  useUploads.setState(({ aside }) => ({ aside: [...aside, { lot, name, why }] }));
}

function refuse({ file, ...place }: Pick<New, "file" | "folders" | "lot">, title: string, detail: string, hint: string): void {
  const problem = new Problem(-1, title, detail, hint);
  insert({ file, ...place, fingerprint: "", name: file.name, state: "refused", problem });
}

type New = Pick<Upload, "lot" | "folders" | "fingerprint" | "name" | "state"> & { file: File; handle?: FileSystemFileHandle; problem?: Problem };

function insert(one: New): void {
  const { file } = one;
  const order = Math.max(0, ...uploads().map((other) => other.order)) + 1;
  const upload: Upload = { ...one, id: newId(), file_name: file.name, size_bytes: file.size, sent_bytes: 0, order };
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
  remember(upload.id);
}

function attach(id: string, file: File, handle?: FileSystemFileHandle): void {
  change(id, { file, handle: handle ?? upload(id)?.handle, state: "waiting", problem: undefined });
}

export function pauseUpload(id: string): void {
  change(id, { state: "paused", problem: undefined });
  halt(id);
}

export function resumeUpload(id: string): void {
  change(id, { state: upload(id)?.file ? "waiting" : "needs_file" });
  pump();
}

export function pauseAll(lot: string): void {
  for (const { id, state } of uploads(lot)) if (state === "sending" || state === "waiting") pauseUpload(id);
}

export function resumeAll(lot: string): void {
  for (const { id, state } of uploads(lot)) if (state === "paused") resumeUpload(id);
}

/** Takes it out of the song; the service forgets it, or lets it lapse within a day. */
export function removeUpload(id: string): void {
  const upload_id = upload(id)?.upload_id;
  halt(id);
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.id !== id) }));
  void memory.drop(id);
  if (upload_id) void forget(upload_id).catch(() => undefined);
}

/** Asks the browser for the files of the last visit: one question, on a click. */
export async function askLeave(lot: string): Promise<void> {
  for (const { id, handle, state } of uploads(lot)) {
    if (state !== "needs_leave" || !handle) continue;
    const allowed = await handle.requestPermission?.({ mode: "read" }).catch(() => "denied");
    const file = allowed === "granted" ? await handle.getFile().catch(() => undefined) : undefined;
    if (file && (await fingerprint(file)) === upload(id)?.fingerprint) attach(id, file);
    else change(id, { state: "needs_file" });
  }
  pump();
}

/** A job has them now: nothing is awaited any more. */
export function clear(lot: string): void {
  for (const { id } of uploads(lot)) {
    halt(id);
    void memory.drop(id);
  }
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.lot !== lot), aside: [] }));
}

/** Files come to another lot, as they are. */
export function moveLot(from: string, to: string): void {
  for (const { id } of uploads(from)) {
    change(id, { lot: to });
    remember(id);
  }
}

let restoring: Promise<void> | undefined;

/** What was gathered before a reload, with what became of it meanwhile. Once per visit. */
export function restore(): Promise<void> {
  restoring ??= (async () => {
    const known = (await memory.all()).sort((a, b) => a.order - b.order);
    const restored = (await Promise.all(known.map(revive))).filter((one) => one !== undefined);
    useUploads.setState(({ uploads }) => ({ uploads: [...restored, ...uploads], isReady: true }));
    pump();
  })();
  return restoring;
}

async function revive(one: Remembered): Promise<Upload | undefined> {
  const base: Omit<Upload, "state"> = { ...one, lot: one.lot ?? STEMS, folders: [] };
  try {
    const offset_bytes = one.upload_id ? await offsetOf(one.upload_id) : 0;
    if (offset_bytes === one.size_bytes) return { ...base, sent_bytes: offset_bytes, state: "done" };
    base.sent_bytes = offset_bytes ?? 0;
    if (offset_bytes === undefined) {
      base.upload_id = undefined;
      // References of a song that nobody came back to: the service has forgotten them, and so does the page.
      if (base.lot.startsWith(`${REFERENCES}:`)) return void memory.drop(one.id);
    }
  } catch {
    // The service is away: what was known holds until it answers.
    if (one.sent_bytes === one.size_bytes) return { ...base, state: "done" };
  }
  const leave = await one.handle?.queryPermission?.({ mode: "read" }).catch(() => "denied" as const);
  if (leave === "prompt") return { ...base, state: "needs_leave" };
  const file = leave === "granted" ? await one.handle?.getFile().catch(() => undefined) : undefined;
  if (file && (await fingerprint(file)) === one.fingerprint) return { ...base, file, state: "waiting" };
  return { ...base, state: "needs_file" };
}
