/** A key by which the same request is carried out once: a second press, or a reload between, leads to what the
 * first one made. */
export function oneKeyOf(order: unknown): string {
  const text = JSON.stringify(order);
  let hash = 0n;
  for (const letter of text) hash = (hash * 1099511628211n + BigInt(letter.codePointAt(0) ?? 0)) & 0xffffffffffffffffn;
  return `web-${hash.toString(16)}-${text.length}`;
}
