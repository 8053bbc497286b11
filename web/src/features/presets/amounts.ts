/** How much of each family of moves is kept, as the service writes it: `80` or `tone=50,overall=90`. */

export const FAMILIES = ["overall", "tone", "dynamics", "width", "space", "loudness"] as const;

export type Family = (typeof FAMILIES)[number];
export type Amounts = Partial<Record<Family, number>>;

export const FULL_PCT = 100;

export function readAmounts(text: string | null | undefined): Amounts {
  const amounts: Amounts = {};
  for (const part of (text ?? "").split(",")) {
    const [name = "", share] = part.split("=").map((word) => word.trim());
    const value = Number(share ?? name);
    if (name === "" || !Number.isFinite(value)) continue;
    if (share === undefined) amounts.overall = value;
    else if (isFamily(name)) amounts[name] = value;
  }
  return amounts;
}

/** Only what is not whole is written; nothing when all is. */
export function writeAmounts(amounts: Amounts): string | undefined {
  const parts = FAMILIES.flatMap((family) => {
    const share = amounts[family];
    return share === undefined || share === FULL_PCT ? [] : [`${family}=${share}`];
  });
  return parts.length > 0 ? parts.join(",") : undefined;
}

function isFamily(name: string): name is Family {
  return (FAMILIES as readonly string[]).includes(name);
}
