/** What is remembered of uploads between two visits: an object store of the browser's, since only there
 * handles of files can be kept. Without one (private windows) nothing is remembered, and all else works. */

const DATABASE = "mixmaster";
const STORE = "uploads";

export interface Remembered {
  id: string;
  /** Absent of what was remembered before there were lots. */
  lot?: string;
  name: string;
  file_name: string;
  size_bytes: number;
  fingerprint: string;
  upload_id?: string;
  sent_bytes: number;
  /** A way back to the file, where the browser has such. */
  handle?: FileSystemFileHandle;
  order: number;
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error("no storage"));
  });
  return opened;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const store = (await open()).transaction(STORE, mode).objectStore(STORE);
    return await new Promise((done, fail) => {
      const request = act(store);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error ?? new Error("no storage"));
    });
  } catch {
    return undefined;
  }
}

export const memory = {
  all: async () => (await run("readonly", (store) => store.getAll() as IDBRequest<Remembered[]>)) ?? [],
  put: (upload: Remembered) => run("readwrite", (store) => store.put(upload)),
  drop: (id: string) => run("readwrite", (store) => store.delete(id)),
};
