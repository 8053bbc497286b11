/** Numbers as they are shown and typed. */

export interface Scale {
  min: number;
  max: number;
  step: number;
  /** As `dB`, `LUFS`, `%`; empty for a plain number. */
  unit: string;
  /** Show a plus before what is more than nothing. */
  signed?: boolean;
}

/** `-3`, 0.5, dB → `−3.0 dB`. */
export function showNumber(value: number, { step, unit, signed }: Scale): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const shown = Math.abs(value).toFixed(digits);
  const zero = Number(shown) === 0;
  const sign = zero ? "" : value < 0 ? "−" : signed ? "+" : "";
  return unit === "" ? `${sign}${shown}` : `${sign}${shown} ${unit}`;
}

/** What was typed, with or without the unit, held to the scale; nothing when it is no number. */
export function readNumber(text: string, { min, max, step }: Scale): number | undefined {
  const match = /^\s*([-−+]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(k?)[a-z%° ]*$/i.exec(text);
  if (!match) return undefined;
  const [, sign, digits = "", thousand] = match;
  const size = Number(digits.replace(",", ".")) * (thousand ? 1000 : 1);
  const value = sign === "-" || sign === "−" ? -size : size;
  const held = Math.min(max, Math.max(min, value));
  return Number((Math.round(held / step) * step).toFixed(6));
}
