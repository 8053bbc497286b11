/** SHA-256 of a part, Base64. Where the page is not secure (plain HTTP in one's own network) browsers
 * offer none: then a worker computes it, so that the page stays awake. */

export async function sha256Base64(bytes: ArrayBuffer): Promise<string> {
  const sum = globalThis.crypto?.subtle ? await crypto.subtle.digest("SHA-256", bytes) : await inWorker(bytes);
  return base64(new Uint8Array(sum));
}

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

let worker: Worker | undefined;
let next = 0;
const waiting = new Map<number, (sum: ArrayBuffer) => void>();

function inWorker(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  if (!worker) {
    worker = new Worker(new URL("./digest.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<{ id: number; sum: ArrayBuffer }>) => {
      waiting.get(data.id)?.(data.sum);
      waiting.delete(data.id);
    };
  }
  const id = next++;
  return new Promise((done) => {
    waiting.set(id, done);
    worker?.postMessage({ id, bytes });
  });
}
