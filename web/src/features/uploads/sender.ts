/** Sends what waits, a few files at a time, until each is there: through lost connections, restarts of the
 * service and pauses. */

import { asProblem, Problem } from "../../api/problem";
import { isAtWork } from "../../api/renewal";
import { endSession, onSession, sessionToken } from "../../api/session";
import { memory } from "./memory";
import { change, upload, uploads, type Upload } from "./store";
import { begin, offsetOf, PART_BYTES, sendPart } from "./tus";

/** Browsers hold six connections to a host; events and pages need theirs. */
const AT_ONCE = 3;
const WAIT_MS_MAX = 15_000;
/** Even what may be tried at once leaves the service a breath. */
const AT_ONCE_MS = 300;
const CHECKSUM_TRIES = 3;

const running = new Map<string, AbortController>();

/** Starts as many of the waiting as may run. */
export function pump(): void {
  for (const one of uploads()) {
    if (running.size >= AT_ONCE) return;
    if (one.state === "waiting" && !running.has(one.id)) void run(one.id);
  }
}

/** Stops sending; what the service has of it stays there. */
export function halt(id: string): void {
  running.get(id)?.abort(new DOMException("paused", "AbortError"));
}

export function remember(id: string): void {
  const one = upload(id);
  if (!one || one.state === "refused") return;
  const { lot, name, file_name, size_bytes, fingerprint, upload_id, sent_bytes, handle, order } = one;
  void memory.put({ id, lot, name, file_name, size_bytes, fingerprint, upload_id, sent_bytes, handle, order });
}

async function run(id: string): Promise<void> {
  const stop = new AbortController();
  running.set(id, stop);
  change(id, { state: "sending", problem: undefined });
  let wait_ms = 1000;
  let mismatches = 0;
  try {
    for (;;) {
      const token = sessionToken();
      try {
        await send(id, stop.signal, () => (wait_ms = 1000));
        change(id, { state: "done", problem: undefined });
        remember(id);
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        if (asProblem(error).status === 401) endSession(token);
        const problem = await verdict(id, error, ++mismatches);
        change(id, { problem });
        const told_ms = problem?.retryAfterS === undefined ? wait_ms : problem.retryAfterS * 1000;
        await pause(problem ? told_ms : AT_ONCE_MS, stop.signal);
        wait_ms = Math.min(wait_ms * 2, WAIT_MS_MAX);
        if (upload(id)?.state !== "sending") return;
      }
    }
  } finally {
    running.delete(id);
    pump();
  }
}

/** What follows from an error: another try (with a problem to show meanwhile, or at once), or an end. */
async function verdict(id: string, error: unknown, tries: number): Promise<Problem | undefined> {
  if (error instanceof DOMException && error.name === "NotReadableError") {
    const moved = new Problem(-1, "The file cannot be read any more", "It was moved, renamed or changed.", "Choose it again.");
    change(id, { state: "needs_file", file: undefined, handle: undefined });
    return moved;
  }
  const problem = asProblem(error);
  if (problem.status === 409) return undefined; // Another offset: it is asked again.
  if (problem.status === 460 && tries < CHECKSUM_TRIES) return undefined;
  if (problem.status === 404) {
    change(id, { upload_id: undefined, sent_bytes: 0 });
    return undefined;
  }
  // The page asks for the key; the next try has a new token.
  if (problem.status === 401) return new Problem(401, "You are signed out", "What was sent is kept.", "It goes on once you have signed in.");
  if (problem.passes) return problem;
  change(id, { state: "refused" });
  await memory.drop(id);
  return problem;
}

/** One go: from where the service is to the end. */
async function send(id: string, signal: AbortSignal, onSuccess: () => void): Promise<void> {
  let offset_bytes = await whereabouts(id, signal);
  change(id, { sent_bytes: offset_bytes, problem: undefined });
  for (;;) {
    const one = upload(id);
    if (!one?.file || !one.upload_id) throw new DOMException("no file", "NotReadableError");
    if (offset_bytes >= one.size_bytes) return;
    const bytes = await one.file.slice(offset_bytes, offset_bytes + PART_BYTES).arrayBuffer();
    const from_bytes = offset_bytes;
    offset_bytes = await sendPart({
      id: one.upload_id,
      offset_bytes,
      bytes,
      signal,
      onProgress: (sent_bytes) => change(id, { sent_bytes: from_bytes + sent_bytes }),
    });
    change(id, { sent_bytes: offset_bytes, problem: undefined });
    remember(id);
    isAtWork();
    onSuccess();
  }
}

async function whereabouts(id: string, signal: AbortSignal): Promise<number> {
  const one = upload(id) as Upload;
  const known = one.upload_id ? await offsetOf(one.upload_id) : undefined;
  if (known !== undefined) return known;
  const upload_id = await begin(one.file_name, one.size_bytes);
  signal.throwIfAborted();
  change(id, { upload_id, sent_bytes: 0 });
  remember(id);
  return 0;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      done();
    };
    const timer = setTimeout(end, ms);
    // Whoever has signed in does not wait.
    const forget = onSession(() => sessionToken() && end());
    signal.addEventListener("abort", end, { once: true });
  });
}
