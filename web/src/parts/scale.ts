/** Numbers as they are shown, typed and placed along a slider. */

/** How a slider spreads its range: by differences, by ratios, or as a fader does, with most of its way around 0 dB. */
export type Law = "linear" | "log" | "fader";

export interface Scale {
  min: number;
  max: number;
  step: number;
  /** As `dB`, `LUFS`, `%`; empty for a plain number. */
  unit: string;
  /** Show a plus before what is more than nothing. */
  signed?: boolean;
  law?: Law;
}

/** Of a fader's way: how much of it lies around and over 0 dB. */
const FADER_POWER = 3;
/** A step along ratios: a semitone. */
const RATIO_STEP = 2 ** (1 / 12);
const TYPED_DIGITS = 4;

/** Where a value lies on its slider, 0 to 1. */
export function placeOf(value: number, { min, max, law }: Scale): number {
  const held = Math.min(max, Math.max(min, value));
  if (law === "log") return Math.log(held / min) / Math.log(max / min);
  const share = (held - min) / (max - min);
  return law === "fader" ? share ** FADER_POWER : share;
}

export function valueAt(place: number, scale: Scale): number {
  const { min, max, law } = scale;
  if (law === "log") return rounded(min * (max / min) ** place, scale);
  return rounded(min + (max - min) * (law === "fader" ? place ** (1 / FADER_POWER) : place), scale);
}

/** So many presses of an arrow key further. */
export function stepped(value: number, steps: number, scale: Scale): number {
  return rounded(scale.law === "log" ? value * RATIO_STEP ** steps : value + steps * scale.step, scale);
}

/** `-3`, 0.5, dB → `−3.0 dB`; 2400 Hz along ratios → `2.40 kHz`; the foot of a fader is `−∞ dB`. */
export function showNumber(value: number, { min, step, unit, signed, law }: Scale): string {
  if (law === "fader" && value <= min) return `−∞ ${unit}`;
  const isKilo = law === "log" && unit === "Hz" && value >= 1000;
  const size = Math.abs(isKilo ? value / 1000 : value);
  const digits = law === "log" ? (size >= 100 ? 0 : size >= 10 ? 1 : 2) : Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const shown = size.toFixed(digits);
  const sign = Number(shown) === 0 ? "" : value < 0 ? "−" : signed ? "+" : "";
  const word = isKilo ? "kHz" : unit;
  return `${sign}${shown}${word === "" || word.startsWith(":") ? "" : " "}${word}`;
}

/** What was typed, with or without the unit, held to the scale; nothing when it is no number. */
export function readNumber(text: string, scale: Scale): number | undefined {
  if (scale.law === "fader" && /^\s*[-−]\s*(∞|inf)\s*(dB)?\s*$/i.test(text)) return scale.min;
  const match = /^\s*([-−+]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(k?)[a-z%°/ ]*(?::1)?$/i.exec(text);
  if (!match) return undefined;
  const [, sign, digits = "", thousand] = match;
  const size = Number(digits.replace(",", ".")) * (thousand ? 1000 : 1);
  return rounded(sign === "-" || sign === "−" ? -size : size, scale);
}

/** Inside the range, and as fine as it is shown. */
function rounded(value: number, { min, max, step, law }: Scale): number {
  const fine = law === "log" ? Number(value.toPrecision(TYPED_DIGITS)) : Number((Math.round(value / step) * step).toFixed(6));
  return Math.min(max, Math.max(min, fine));
}
