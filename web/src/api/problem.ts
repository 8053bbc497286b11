/** Errors of the service: problem details (RFC 9457), and what stands in for them when it cannot be reached. */

interface Told {
  status?: unknown;
  title?: unknown;
  detail?: unknown;
  hint?: unknown;
  type?: unknown;
}

export class Problem extends Error {
  override name = "Problem";

  constructor(
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly hint?: string,
    /** The last part of `type`, as `not-found`. */
    readonly kind: string = "unknown",
    /** Seconds after which to try again, where the service said so. */
    readonly retryAfterS?: number,
  ) {
    super(detail || title);
  }

  /** Whether the same request may do better later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const OFFLINE_HINT = "Nothing is lost: this goes on by itself once MixMaster answers again.";

/** What an answer that is not 2xx says. */
export function problemOf(status: number, body: unknown, retryAfter?: string | null): Problem {
  const told: Told = typeof body === "object" && body !== null ? body : {};
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const seconds = Number(retryAfter);
  return new Problem(
    status,
    text(told.title) ?? `The service answered ${status}`,
    text(told.detail) ?? "",
    text(told.hint),
    text(told.type)?.split(":").at(-1),
    retryAfter && Number.isFinite(seconds) ? seconds : undefined,
  );
}

/** Any thrown thing as a problem: what `fetch` throws means that nobody answered. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) {
    return new Problem(0, "MixMaster cannot be reached", "No answer came.", OFFLINE_HINT, "offline");
  }
  const said = error instanceof Error ? error.message : String(error);
  return new Problem(-1, "Something went wrong in this page", said, "Reload the page.", "page");
}
