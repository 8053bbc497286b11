/** A session is renewed while somebody works with it, so that nobody is sent to the sign-in in the middle. */

import { request } from "./request";
import { session, sessionToken, setSession, type StoredSession } from "./session";

const CHECK_MS = 30_000;
const WORK = ["pointerdown", "keydown"] as const;

let active_ms = 0;

/** Somebody, or something that somebody began, is at work. */
export function isAtWork(): void {
  active_ms = Date.now();
}

/** Whether it is time: the first half of the session is over, and there was work in the last half of a session. */
export function isDue(session: StoredSession, now_ms: number, active_ms: number): boolean {
  const half_ms = lifetime_ms(session) / 2;
  return now_ms - session.begun_ms >= half_ms && now_ms - active_ms <= half_ms;
}

/** How long it lasts: as its token says, since the clock of this machine may go wrong. */
export function lifetime_ms({ token, expires_at, begun_ms }: StoredSession): number {
  try {
    const claims = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    const { iat, exp } = JSON.parse(claims) as { iat: number; exp: number };
    if (exp > iat) return (exp - iat) * 1000;
  } catch {
    // A token of another make.
  }
  return Date.parse(expires_at) - begun_ms;
}

let asking = false;

async function look(): Promise<void> {
  const held = session();
  if (!held || asking || !isDue(held, Date.now(), active_ms)) return;
  asking = true;
  try {
    const next = await request<Omit<StoredSession, "begun_ms">>("POST", "/v1/sessions/renew");
    // Somebody may have signed out, or in as another, meanwhile.
    if (sessionToken() === held.token) setSession(next);
  } catch {
    // A refusal has ended the session; while the service is away the next round asks again.
  } finally {
    asking = false;
  }
}

/** Renews from now on; the answer ends it. */
export function keepSession(): () => void {
  const work = () => {
    isAtWork();
    void look();
  };
  const timer = setInterval(() => void look(), CHECK_MS);
  for (const kind of WORK) addEventListener(kind, work, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const kind of WORK) removeEventListener(kind, work, { capture: true });
  };
}
