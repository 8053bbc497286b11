/** The stream of a job's events, taken up again after every break until the job has ended. */

import type { Schemas } from "./client";
import { withToken } from "./session";

export type JobEvent = Schemas["Event"];

/** The last event seen of each job: a job that is tried again does not end by what ended it before. */
const lastSeen = new Map<string, number>();
const ENDS = new Set(["complete", "failed", "cancelled"]);
const RETRY_MS_MAX = 8000;

export interface Watcher {
  onEvent: (event: JobEvent) => void;
  /** Whether the line stands. */
  onLine?: (connected: boolean) => void;
}

export function hasEnded(status: string | undefined): boolean {
  return status !== undefined && ENDS.has(status);
}

/** Follows a job; the answer ends it. A browser repairs a broken line by itself, but not one that was
 * refused (a restart behind a proxy, say): that is tried again here, after 1, 2, 4, then 8 s. */
export function watchJob(id: string, watcher: Watcher): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait_ms = 1000;
  let closed = false;

  const last = () => lastSeen.get(id) ?? 0;
  const take = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as JobEvent;
    if (event.id <= last()) return;
    lastSeen.set(id, event.id);
    watcher.onEvent(event);
    if (!hasEnded(event.status)) return;
    close();
    watcher.onLine?.(false);
  };
  const open = () => {
    source = new EventSource(withToken(`/v1/jobs/${encodeURIComponent(id)}/stream?after=${last()}`));
    source.onopen = () => {
      wait_ms = 1000;
      watcher.onLine?.(true);
    };
    source.addEventListener("job", take);
    source.onerror = () => {
      watcher.onLine?.(false);
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      timer = setTimeout(open, wait_ms);
      wait_ms = Math.min(wait_ms * 2, RETRY_MS_MAX);
    };
  };
  const close = () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
  open();
  return close;
}
