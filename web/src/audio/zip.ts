/** A ZIP whose files are stored as they are, read in place: the exported stems of a song. */

import type { ReadBytes } from "./source";

const LOCAL_HEADER = 0x0403_4b50;
const HEADER_BYTES = 30;
const NAME_BYTES_MAX = 1024;
const STORED = 0;
/** The sizes stand behind the data: there is no walking over it. */
const SIZES_BEHIND = 0x8;
const SIZE_ELSEWHERE = 0xffff_ffff;
const ZIP64 = 0x0001;
const FILES_MAX = 512;

/** A reader for each file inside, by name; from header to header, so that the archive is never fetched. */
export async function storedFiles(read: ReadBytes): Promise<Map<string, ReadBytes>> {
  const files = new Map<string, ReadBytes>();
  for (let at = 0; files.size < FILES_MAX; ) {
    const view = new DataView(await read(at, at + HEADER_BYTES + NAME_BYTES_MAX));
    if (view.byteLength < HEADER_BYTES || view.getUint32(0, true) !== LOCAL_HEADER) break;
    const [flags, method, nameBytes] = [view.getUint16(6, true), view.getUint16(8, true), view.getUint16(26, true)];
    const size = sizeOf(view, HEADER_BYTES + nameBytes, view.getUint16(28, true));
    if (method !== STORED || (flags & SIZES_BEHIND) !== 0 || size === undefined) break;
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, HEADER_BYTES, Math.min(nameBytes, view.byteLength - HEADER_BYTES)));
    const from = at + HEADER_BYTES + nameBytes + view.getUint16(28, true);
    files.set(name, (a, b, signal) => read(from + a, from + Math.min(b, size), signal));
    at = from + size;
  }
  return files;
}

/** What the header says; of ZIP64, what its extra field says, where it follows the size before compression. */
function sizeOf(view: DataView, extraAt: number, extraBytes: number): number | undefined {
  const size = view.getUint32(18, true);
  if (size !== SIZE_ELSEWHERE) return size;
  for (let at = extraAt; at + 20 <= Math.min(view.byteLength, extraAt + extraBytes); at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === ZIP64 && view.getUint16(at + 2, true) >= 16) return Number(view.getBigUint64(at + 12, true));
  }
  return undefined;
}
