/** Moves in words. */

import { spoken, withMinus } from "../../parts/words";
import type { Evidence, Move, Param } from "./recipe";

/** What a move does, by its settings: for those that no report tells. */
export function describe({ action, params }: Pick<Move, "action" | "params">): string {
  const told = Object.entries(params).slice(0, 3).map(([id, value]) => setting(id, value)).filter(Boolean);
  return [spoken(action), told.join(", ")].filter(Boolean).join(" ");
}

const UNITS: [RegExp, string][] = [[/_db$/, "dB"], [/_hz$/, "Hz"], [/_pct$/, "%"], [/_ms$/, "ms"], [/_dbtp$/, "dBTP"], [/_dbfs$/, "dBFS"], [/_lufs$/, "LUFS"], [/_lu$/, "LU"], [/_s$/, "s"]];

const LEVELS = new Set(["dB", "dBTP", "dBFS", "LUFS", "LU"]);

function setting(id: string, value: Param): string {
  if (Array.isArray(value)) return `${value.length} points`;
  if (typeof value !== "number") return spoken(String(value));
  return number(value, id);
}

function number(value: number, id: string): string {
  const unit = UNITS.find(([ending]) => ending.test(id))?.[1];
  const isLevel = unit !== undefined && LEVELS.has(unit);
  const digits = isLevel ? 1 : Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const fixed = Math.abs(value).toFixed(digits);
  const text = isLevel ? fixed : String(Number(fixed));
  const sign = value < 0 && Number(text) !== 0 ? "−" : "";
  return `${sign}${text}${unit ? ` ${unit}` : ""}`;
}

/** Measures whose names do not end in their unit, or say little. */
const ENDINGS: Record<string, string> = { lu_from_place: "off_its_place_lu", peak_dbfs: "peaks_dbfs", integrated_lufs: "loudness_lufs" };

/** `masked_share_pct` 62 → 23 as `masked share 62 % → 23 %`. */
export function evidenceWords({ metric, before, after }: Evidence): string {
  const id = ENDINGS[metric] ?? metric;
  const name = UNITS.reduce((text, [ending]) => text.replace(ending, ""), id);
  const told = (value: number | null) => (value === null || value <= -150 ? "nothing" : number(value, id));
  return `${spoken(name)}: ${told(before)} → ${told(after)}`;
}

const TARGETS: Record<string, string> = { master: "Master", reverb: "Reverb", delay: "Delay", drum_bus: "Drum bus", music_bus: "Music bus", vocal_bus: "Vocal bus" };

export function targetName(target: string): string {
  return TARGETS[target] ?? spoken(target);
}

/** What differs, without the settings of what is named as new anyway. */
export function newsOnly(words: readonly string[]): string[] {
  return words.filter((line) => !/ {2}– → /.test(line)).map(plainly);
}

const MARKS: Record<string, string> = { "+": "new, ", "-": "taken out, ", "~": "" };

/** `lead_vocal: + t001.1  fader -2.1 dB` → `lead vocal: new, fader −2.1 dB`: no names of moves, no units that stand twice. */
function plainly(line: string): string {
  const [, place = "", mark = "", rest = line] = /^([^:]+): (?:([-+~]) \S+ {2})?(.*)$/.exec(line) ?? [];
  const words = rest.replace(/ (?:pct|db|hz|ms|dbtp|lufs|s) {2}/, " ").replace(/_/g, " ").replace(/ {2,}/g, " ");
  return withMinus(`${place && `${targetName(place)}: `}${MARKS[mark] ?? ""}${words}`);
}
