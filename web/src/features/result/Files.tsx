import type { Job } from "../../api/jobs";
import { FileList } from "../../parts/FileList";

const FILES: { key: string; name: string; says: string }[] = [
  { key: "master_final_url", name: "Master", says: "the finished record" },
  { key: "mix_premaster_url", name: "Mix", says: "before mastering, with headroom" },
  { key: "rough_url", name: "Rough sum", says: "the stems as they came" },
  { key: "stems_url", name: "Stems", says: "each as it sits in the mix (ZIP)" },
  { key: "session_url", name: "DAWproject", says: "for Bitwig, Studio One, Cubase" },
  { key: "reaper_url", name: "REAPER", says: "project with the stems" },
  { key: "page_url", name: "Report page", says: "one file, to read and to hear" },
  { key: "report_url", name: "report.json", says: "all numbers" },
  { key: "recipe_url", name: "recipe.json", says: "every decision, to render again" },
  { key: "preview_ab_url", name: "A/B preview", says: "before and after (MP3)" },
];

/** Sessions that are made when they are asked for. */
const EXPORTS = [
  { key: "session_url", format: "dawproject" },
  { key: "reaper_url", format: "reaper" },
];

/** Everything that was written, and what can be. */
export function Files({ job }: { job: Job }) {
  const exports = Object.fromEntries(EXPORTS.map(({ key, format }) => [key, `/v1/recipes/${encodeURIComponent(job.job_id)}/export/${format}`]));
  const results: Record<string, unknown> = { ...(job.results?.recipe_url && job.kind !== "master" ? exports : {}), ...told(job.results) };
  const masters = Object.entries((results["master_urls"] ?? {}) as Record<string, string>);
  const files = FILES.flatMap(({ key, name, says }) => (typeof results[key] === "string" ? [{ name, says, url: results[key] }] : []));
  const more = masters.length > 1 ? masters.map(([format, url]) => ({ name: `Master, ${format.toUpperCase()}`, says: "", url })) : [];
  return <FileList files={[...files, ...more]} />;
}

/** What is there: the service says null of the rest. */
const told = (results: Job["results"]) => Object.fromEntries(Object.entries(results ?? {}).filter(([, url]) => url !== null));
