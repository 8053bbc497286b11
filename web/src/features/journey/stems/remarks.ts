/** What the doctor found, gathered: problems first, what is only worth knowing after them. */

import type { AnalysedStem, Finding } from "../../../api/analyses";
import { plural } from "../../../parts/words";

/** `mended`: the mix puts it right. `problem`: somebody had better look. `remark`: nothing needs to be done. */
export type Tone = "mended" | "problem" | "remark";

export interface Remark {
  /** Stems and what was found. */
  key: string;
  tone: Tone;
  /** How sure it is, in a word. */
  sure: string;
  /** In a word or two, as beside the stem. */
  title: string;
  stems: { index: number; name: string; text: string }[];
  /** One sentence for all of them. */
  text: string;
  /** What will be done, or can be. */
  action: string;
}

const TITLES: Record<string, string> = {
  silence: "Silence",
  polarity: "Upside down",
  delay: "Out of step",
  offset: "Off centre",
  clipping: "Clipping",
  inter_sample_clipping: "Peaks between samples",
  hum: "Mains hum",
  noise_floor: "Noise",
  bleed: "Bleed",
  duplicate: "There twice",
  sum_of_others: "Sum of others",
  truncation: "Abrupt edge",
  mono_as_stereo: "Mono in two channels",
  dead_channel: "One channel silent",
  lossy_cutoff: "No treble at the top",
  rate_mismatch: "Wrong rate",
};

/** True of a file, and yet nothing to do before a mix: how its source was coded, how many channels it takes,
 * peaks that the strip has room for, the sound of the room. */
const HARMLESS = new Set(["lossy_cutoff", "mono_as_stereo", "inter_sample_clipping", "bleed", "offset"]);

const SURE: Record<string, string> = { sure: "Sure", likely: "Likely", unclear: "Unclear" };

export function toneOf({ kind, verdict, mended }: Pick<Finding, "kind" | "verdict" | "mended">): Tone {
  if (mended) return "mended";
  return HARMLESS.has(kind) || verdict === "unclear" ? "remark" : "problem";
}

const ORDER: Tone[] = ["problem", "mended", "remark"];
const SURE_ORDER = ["sure", "likely", "unclear"];

type Found = Finding & { stem: AnalysedStem };

/** All findings of the stems that are used, those of one kind and one answer as one. */
export function remarksOf(stems: AnalysedStem[], nameOf: (stem: AnalysedStem) => string): Remark[] {
  const groups = new Map<string, Found[]>();
  for (const stem of stems) {
    for (const finding of stem.findings) {
      const key = keyOf(finding);
      groups.set(key, [...(groups.get(key) ?? []), { ...finding, stem }]);
    }
  }
  const remarks = [...groups].map(([key, found]) => remarkOf(key, found, nameOf));
  const place = ({ tone, sure }: Remark) => ORDER.indexOf(tone) * 10 + SURE_ORDER.findIndex((id) => SURE[id] === sure);
  return remarks.sort((a, b) => place(a) - place(b));
}

/** Above this coders cut; below it a stem simply has nothing there, as a bass or a pad. */
const CODED_HZ_MIN = 14_500;

const cutoffHz = ({ evidence }: Finding): number | undefined => evidence["cutoff_hz"];

function keyOf(finding: Finding): string {
  const { kind, action, mended } = finding;
  // How sure a cut-off is changes nothing about what follows from it; where it lies does.
  if (kind === "lossy_cutoff") return `${kind} ${(cutoffHz(finding) ?? Infinity) >= CODED_HZ_MIN}`;
  return [kind, finding.verdict, mended, action].join(" ");
}

function remarkOf(key: string, found: Found[], nameOf: (stem: AnalysedStem) => string): Remark {
  const [first] = found as [Found, ...Found[]];
  const stems = found.map(({ stem, text }) => ({ index: stem.index, name: nameOf(stem), text }));
  const base = { key, tone: toneOf(first), sure: SURE[first.verdict] ?? first.verdict, title: TITLES[first.kind] ?? first.kind.replaceAll("_", " "), stems };
  if (first.kind === "lossy_cutoff") return { ...base, ...cutoffWords(found), sure: "" };
  const others = first.others.length > 0 && found.length === 1 ? `, with ${first.others.join(", ")}` : "";
  return { ...base, text: found.length === 1 ? `${stems[0]?.name}: ${first.text}${others}` : `${plural(found.length, "stem")}: ${shared(found)}`, action: first.action };
}

/** What all of them say, or the kind where they differ in numbers. */
function shared(found: Found[]): string {
  const [first] = found as [Found, ...Found[]];
  return found.every(({ text }) => text === first.text) ? first.text : (TITLES[first.kind] ?? first.kind).toLowerCase();
}

function cutoffWords(found: Found[]): Pick<Remark, "text" | "action"> {
  const heights = found.flatMap((one) => cutoffHz(one) ?? []).sort((a, b) => a - b);
  const who = found.length === 1 ? found[0]?.stem.name ?? "" : plural(found.length, "stem");
  const verb = found.length === 1 ? "ends" : "end";
  const at = span(heights);
  if ((heights[0] ?? Infinity) < CODED_HZ_MIN) {
    return { text: `${who} ${verb} ${at}: there is no treble above, as in many sounds`, action: "Nothing needs to be done; they are mixed as they are" };
  }
  return {
    text: `${who} ${verb} ${at}, as files do that were MP3 or AAC once`,
    action: "They are mixed as they are; if you have the files from before they were coded, use those",
  };
}

function span(heights: number[]): string {
  const khz = (hz: number) => `${Number((hz / 1000).toFixed(1))}`;
  const [low, high] = [heights[0], heights.at(-1)];
  if (low === undefined || high === undefined) return "early";
  return khz(low) === khz(high) ? `at ${khz(low)} kHz` : `between ${khz(low)} and ${khz(high)} kHz`;
}
