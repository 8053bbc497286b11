import { sha256 } from "@noble/hashes/sha2.js";

addEventListener("message", ({ data }: MessageEvent<{ id: number; bytes: ArrayBuffer }>) => {
  const sum = sha256(new Uint8Array(data.bytes));
  postMessage({ id: data.id, sum: sum.buffer });
});
