/** Who speaks: a token in the tab's own storage, sent with every request. The key itself is not kept. */

const STORED = "mixmaster.session";

export interface StoredSession {
  token: string;
  /** RFC 3339. */
  expires_at: string;
  /** When it came, by the clock of this machine. */
  begun_ms: number;
}

let current: StoredSession | undefined = read();
const listeners = new Set<() => void>();

function read(): StoredSession | undefined {
  try {
    const text = globalThis.sessionStorage?.getItem(STORED);
    return text ? (JSON.parse(text) as StoredSession) : undefined;
  } catch {
    return undefined;
  }
}

export function sessionToken(): string | undefined {
  return current?.token;
}

export function session(): StoredSession | undefined {
  return current;
}

export function setSession(begun: Omit<StoredSession, "begun_ms"> | undefined): void {
  const session = begun && { token: begun.token, expires_at: begun.expires_at, begun_ms: Date.now() };
  current = session;
  try {
    if (session) sessionStorage.setItem(STORED, JSON.stringify(session));
    else sessionStorage.removeItem(STORED);
  } catch {
    // Without storage the session ends with the page.
  }
  for (const listener of listeners) listener();
}

/** Ends the session that a refused request spoke with; a newer one stays. */
export function endSession(token: string | undefined): void {
  if (token !== undefined && token === current?.token) setSession(undefined);
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An address for what sends no headers: audio elements, links, event streams. */
export function withToken(url: string): string {
  if (!current) return url;
  const joint = url.includes("?") ? "&" : "?";
  return `${url}${joint}access_token=${encodeURIComponent(current.token)}`;
}
