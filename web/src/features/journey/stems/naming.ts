/** What a stem may be called: as the service takes it. */

const BYTES_MAX = 200;

/** What is wrong with a name; nothing when it can be used. `others` are the names beside it. */
export function nameProblem(name: string, others: readonly string[]): string | undefined {
  const typed = name.trim();
  if (typed === "") return undefined; // Then the name of the file holds.
  if (/[/\\]/.test(typed)) return "A name has no / and no \\.";
  if (/[\u0000-\u001f\u007f]/.test(typed)) return "A name has no control characters.";
  if (typed.startsWith(".")) return "A name does not begin with a dot.";
  if (new TextEncoder().encode(typed).length > BYTES_MAX) return "The name is too long.";
  if (others.includes(typed)) return "Another stem is called so.";
  return undefined;
}
