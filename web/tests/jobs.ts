/** Jobs that a test needs finished before it begins. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

import { STEMS } from "./browser";

const DONE_MS_MAX = 240_000;

interface Stem {
  name: string;
  content: Uint8Array<ArrayBuffer>;
}

/** The example song, asked for alike wherever it is the sound or its recipe that counts: with the same data it is
 * mixed once, and each job has a recipe of its own. */
export function exampleJob(url: string): Promise<string> {
  return finishedJob(url, undefined, "First light", { export_stems: true });
}

/** Mixes the example song, or these stems; answers with the job when it is complete. */
export async function finishedJob(url: string, stems?: Stem[], project = "First light", options: object = {}): Promise<string> {
  const form = new FormData();
  for (const { name, content } of stems ?? (await example())) form.append(name, new Blob([content]), `${name}.flac`);
  form.append("project_id", project);
  form.append("options", JSON.stringify(options));
  const answer = await fetch(`${url}/v1/jobs`, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`the job was refused: ${await answer.text()}`);
  const { job_id } = (await answer.json()) as { job_id: string };
  await completed(url, job_id);
  return job_id;
}

export async function completed(url: string, id: string): Promise<void> {
  const until = Date.now() + DONE_MS_MAX;
  while (Date.now() < until) {
    const job = (await (await fetch(`${url}/v1/jobs/${id}`)).json()) as { status: string; error?: { message: string } };
    if (job.status === "complete") return;
    if (job.status === "failed" || job.status === "cancelled") throw new Error(`the job ${job.status}: ${job.error?.message ?? ""}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`the job took longer than ${DONE_MS_MAX / 1000} s`);
}

async function example(): Promise<Stem[]> {
  return Promise.all(STEMS.map(async (path) => ({ name: basename(path, ".flac"), content: new Uint8Array(await readFile(path)) })));
}

/** The newest recipe of the job, as the service has it. */
export async function newestRecipe(url: string, id: string) {
  const list = (await (await fetch(`${url}/v1/recipes?job_id=${id}`)).json()) as { recipes: { recipe_id: string; created_at: string }[] };
  const newest = list.recipes.sort((a, b) => a.created_at.localeCompare(b.created_at)).at(-1);
  return (await (await fetch(`${url}/v1/recipes/${newest?.recipe_id}`)).json()) as {
    recipe_id: string;
    renders: { job_id: string; kind: string; status: string }[];
    recipe: { brief: { amounts: Record<string, number> }; moves: { id: string; target: string; action: string; amount_pct: number; params: Record<string, number> }[] };
  };
}
