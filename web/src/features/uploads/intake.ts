/** Files out of what was dropped or chosen: folders are walked, handles kept where the browser gives any. */

export interface FoundFile {
  file: File;
  /** Folders above it, the outermost first. */
  folders: string[];
  handle?: FileSystemFileHandle;
}

/** More than any song has: a dropped disk must not stall the page. */
const FILES_MAX = 500;

/** Walks what was dropped. Has to be called while the event lasts: the list is emptied after it. */
export async function droppedFiles(transfer: DataTransfer): Promise<FoundFile[]> {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const found: FoundFile[] = [];
  const starts = items.map((item) => ({
    handle: item.getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  for (const { handle, entry, file } of starts) {
    const known = await handle;
    if (known) await walkHandle(known, [], found);
    else if (entry) await walkEntry(entry, [], found);
    else if (file) found.push({ file, folders: [] });
  }
  return found;
}

/** What an `<input type=file>` holds; with a folder its paths say which. */
export function chosenFiles(list: FileList): FoundFile[] {
  return [...list].slice(0, FILES_MAX).map((file) => ({ file, folders: file.webkitRelativePath.split("/").slice(0, -1) }));
}

/** Asks for files through the browser's picker that gives handles, where it has one. */
export async function pickFiles(): Promise<FoundFile[] | undefined> {
  if (!window.showOpenFilePicker) return undefined;
  try {
    const handles = await window.showOpenFilePicker({ multiple: true });
    return await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), folders: [], handle })));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return [];
    throw error;
  }
}

async function walkHandle(handle: FileSystemHandle, folders: string[], found: FoundFile[]): Promise<void> {
  if (found.length >= FILES_MAX) return;
  if (handle.kind === "file") {
    const fileHandle = handle as FileSystemFileHandle;
    found.push({ file: await fileHandle.getFile(), folders, handle: fileHandle });
    return;
  }
  for await (const inner of (handle as FileSystemDirectoryHandle).values()) {
    await walkHandle(inner, [...folders, handle.name], found);
  }
}

async function walkEntry(entry: FileSystemEntry, folders: string[], found: FoundFile[]): Promise<void> {
  if (found.length >= FILES_MAX) return;
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    found.push({ file, folders });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives at most a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const inner of some) await walkEntry(inner, [...folders, entry.name], found);
  }
}
