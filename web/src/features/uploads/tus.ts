/** Uploads in pieces after tus 1.0.0, as far as `/v1/uploads` needs it. */

import { asProblem, Problem, problemOf } from "../../api/problem";
import { sessionToken } from "../../api/session";
import { base64, sha256Base64 } from "./digest";

/** What the service keeps whole: a smaller piece would gain nothing, a larger one lose more. */
export const PART_BYTES = 8 << 20;

function headers(more: Record<string, string> = {}): Record<string, string> {
  const token = sessionToken();
  return { "tus-resumable": "1.0.0", ...(token ? { authorization: `Bearer ${token}` } : {}), ...more };
}

async function speak(method: string, path: string, more?: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { method, headers: headers(more) });
  } catch (error) {
    throw asProblem(error);
  }
  if (response.ok) return response;
  const told: unknown = await response.json().catch(() => undefined);
  throw problemOf(response.status, told, response.headers.get("retry-after"));
}

/** The largest file that the service takes. */
export async function fileBytesMax(): Promise<number | undefined> {
  const told = (await speak("OPTIONS", "/v1/uploads")).headers.get("tus-max-size");
  return told ? Number(told) : undefined;
}

/** Begins an upload; the answer is its name. */
export async function begin(name: string, size: number): Promise<string> {
  const filename = base64(new TextEncoder().encode(name));
  const response = await speak("POST", "/v1/uploads", {
    "upload-length": String(size),
    "upload-metadata": `filename ${filename}`,
  });
  const id = response.headers.get("location")?.split("/").at(-1);
  if (!id) throw new Problem(-1, "The upload has no address", "The service sent no `Location`.");
  return id;
}

/** Where an upload goes on; nothing when the service does not know it any more. */
export async function offsetOf(id: string): Promise<number | undefined> {
  try {
    return Number((await speak("HEAD", `/v1/uploads/${id}`)).headers.get("upload-offset"));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

export async function forget(id: string): Promise<void> {
  await speak("DELETE", `/v1/uploads/${id}`);
}

interface Part {
  id: string;
  offset_bytes: number;
  bytes: ArrayBuffer;
  signal: AbortSignal;
  /** Bytes of this part that went out. */
  onProgress: (sent_bytes: number) => void;
}

/** Sends a part with its checksum; the answer is the new offset. `fetch` does not tell how far a body is,
 * so this is the one place for the older kind of request. */
export async function sendPart({ id, offset_bytes, bytes, signal, onProgress }: Part): Promise<number> {
  const sum = await sha256Base64(bytes);
  signal.throwIfAborted();
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", `/v1/uploads/${id}`);
    const sent = headers({
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset_bytes),
      "upload-checksum": `sha256 ${sum}`,
    });
    for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status === 204) return done(Number(request.getResponseHeader("upload-offset")));
      fail(problemOf(request.status, parsed(request.responseText), request.getResponseHeader("retry-after")));
    };
    request.onerror = () => fail(asProblem(new TypeError("no answer")));
    request.onabort = () => fail(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(bytes);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
