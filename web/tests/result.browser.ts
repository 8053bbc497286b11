/** The result of a song: heard, changed, rendered again. */

import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { decodeFrames, readHeader } from "../src/audio/wav";
import { openPage, overflow_px, pictures, STEMS, tabTo, violations } from "./browser";
import { startFrame } from "./frame";
import { completed, exampleJob, newestRecipe } from "./jobs";

const frame = startFrame({ data: "example" });
let jobId: string;
const MINUTES = 60_000;

beforeAll(async () => {
  jobId = await exampleJob(frame.server.url);
}, 4 * MINUTES);

async function sound(page: Page, name: string) {
  expect(await violations(page), name).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page), `${name} at 360 px`).toBe(0);
  await pictures(page, name);
}

/** Of the example's masters. */
const RATE_HZ = 48_000;

const master = (id: string) => wavOf(id, "master?format=wav");

/** The left side of a file of a job. */
async function wavOf(id: string, what: string): Promise<Float32Array> {
  const bytes = await (await fetch(`${frame.server.url}/v1/jobs/${id}/download/${what}`)).arrayBuffer();
  const format = readHeader(bytes);
  return decodeFrames(bytes.slice(format.data_at), format)[0] ?? new Float32Array();
}

/** Level of the difference against that of `a`, in dB. */
function difference_db(a: Float32Array, b: Float32Array): number {
  let [error, power] = [0, 0];
  a.forEach((sample, index) => {
    error += (sample - (b[index] ?? 0)) ** 2;
    power += sample ** 2;
  });
  return 10 * Math.log10(Math.max(error, 1e-20) / power);
}

const position = (page: Page) => page.getByRole("slider", { name: "Position in the song" });

describe("the result", () => {
  it("is said, shown and played by mouse and by keys", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto(`/jobs/${jobId}`);
    await page.getByRole("heading", { level: 1, name: "Ready to release." }).waitFor();
    await page.getByRole("button", { name: "Play" }).waitFor();
    await sound(page, "result");
    for (const tab of ["Targets", "Versions", "Files"]) {
      await page.getByRole("tab", { name: tab }).click();
      await sound(page, `result-${tab.toLowerCase()}`);
    }
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(async () => Number(await position(page).getAttribute("aria-valuenow")), { timeout: 10_000 }).toBeGreaterThan(0.5);
    await page.keyboard.press("Escape");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("1");
    await expect.poll(() => page.getByRole("button", { name: "Rough sum" }).getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByRole("button", { name: "Same loudness" }).getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("m");
    await expect.poll(() => page.getByRole("button", { name: "Same loudness" }).getAttribute("aria-pressed")).toBe("false");
    await page.keyboard.press("l");
    await expect.poll(() => page.getByRole("button", { name: "Loop", exact: true }).getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Play" }).waitFor();

    // A part is marked by keys alone: from 10 s to 15 s, and played round and round.
    await page.getByRole("button", { name: "Forget the marked part" }).click();
    await position(page).focus();
    await page.keyboard.press("Home");
    for (const key of ["ArrowRight", "ArrowRight", "[", "ArrowRight", "]"]) await page.keyboard.press(key);
    await position(page).press("Space");
    const now = async () => Number(await position(page).getAttribute("aria-valuenow"));
    await expect.poll(now, { timeout: 20_000 }).toBeGreaterThan(12.5);
    await expect.poll(now, { timeout: 20_000 }).toBeLessThan(11);
    expect(await now()).toBeGreaterThanOrEqual(10);
    await position(page).press("Space");
    expect(errors).toEqual([]);
    await page.context().close();
  }, 3 * MINUTES);

  it("changes: a move is switched off without a mouse, heard in seconds, rendered, and measurably gone", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    // From the first version on, also when it is tried again.
    await page.addInitScript((id) => {
      if (!localStorage.getItem("mixmaster.trails")) localStorage.setItem("mixmaster.trails", JSON.stringify({ state: { trails: { [id]: { at: id, undone: [] } } }, version: 1 }));
    }, jobId);
    await page.goto(`/jobs/${jobId}`);
    await page.getByRole("heading", { level: 3, name: "bass" }).click();
    await tabTo(page, /^fader .*bass$/, "checkbox");
    await page.keyboard.press("Space");
    await expect.poll(async () => (await newestRecipe(frame.server.url, jobId)).recipe.moves.find(({ target, action }) => target === "bass" && action === "fader")?.amount_pct).toBe(0);

    const hear = page.getByRole("button", { name: /^Hear it/ });
    await expect.poll(() => hear.isEnabled()).toBe(true);
    const began = Date.now();
    await hear.click();
    await page.getByRole("button", { name: /With changes/ }).waitFor({ timeout: 2 * MINUTES });
    console.log(`a changed part was in the player after ${Date.now() - began} ms`);
    await expect.poll(() => page.getByRole("button", { name: /With changes/ }).getAttribute("aria-pressed")).toBe("true");
    await page.getByText(/^Playing with your changes, at one loudness/).waitFor();
    await sound(page, "result-changed");
    await page.getByRole("button", { name: "Hear it exactly as the render" }).click();
    // What was tried before plays on until the other is there; there is one track of it all the while.
    await page.getByRole("progressbar", { name: "Preview" }).waitFor();
    expect(await page.getByRole("button", { name: /With changes/ }).getAttribute("aria-pressed")).toBe("true");
    await page.getByText(/^Playing with your changes, to the sample/).waitFor({ timeout: 2 * MINUTES });
    expect(await page.getByRole("button", { name: /With changes/ }).count()).toBe(1);

    await page.getByRole("button", { name: "Render the song again" }).click();
    await page.getByText("a later version").waitFor({ timeout: 2 * MINUTES });
    const { renders } = await newestRecipe(frame.server.url, jobId);
    const made = (kind: string) => renders.filter((one) => one.kind === kind).at(-1)?.job_id ?? "";
    const render = made("render");
    const [before, after, heard] = await Promise.all([master(jobId), master(render), wavOf(made("preview"), "preview")]);
    const changed_db = difference_db(before, after);
    console.log(`the master with a bass fader less differs by ${changed_db.toFixed(1)} dB`);
    // The fader took 4 dB off the bass, the loudest stem: its absence is no rounding.
    expect(changed_db).toBeGreaterThan(-30);
    // What was tried is a span of the very master that was rendered then, at its loudness.
    const { preview } = (await (await fetch(`${frame.server.url}/v1/jobs/${made("preview")}`)).json()) as { preview: { start_s: number } };
    const from = Math.round(preview.start_s * RATE_HZ);
    expect(heard.length).toBeGreaterThan(10 * RATE_HZ);
    expect(heard.findIndex((sample, index) => sample !== after[from + index])).toBe(-1);

    await page.reload();
    await page.getByText("a later version").waitFor();
    await page.getByRole("button", { name: "First master" }).waitFor();
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByText(/bass: .*amount 100 → 0 %/).waitFor();
    await sound(page, "result-versions-two");
    expect(errors).toEqual([]);

    // Another browser knows nothing but the address.
    const other = await openPage(frame.browser, frame.server.url);
    await other.page.goto(`/jobs/${jobId}`);
    await other.page.getByText("a later version").waitFor();
    await other.page.getByRole("tab", { name: "Versions" }).click();
    const history = (of: Page) => of.getByRole("row").filter({ hasText: "Version" }).allTextContents();
    expect(await history(other.page)).toEqual(await history(page));
    await other.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => other.page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
    await other.page.goto(`/jobs/${render}`);
    await other.page.getByText("a later version").waitFor();
    await other.page.getByRole("button", { name: "First master" }).waitFor();
    expect(other.errors).toEqual([]);
    await other.page.context().close();
    await page.context().close();
  }, 5 * MINUTES);

  it("a slider is part of the wish and leaves every move alone; an edit that comes meanwhile is tried instead", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.addInitScript((id) => {
      if (!localStorage.getItem("mixmaster.trails")) localStorage.setItem("mixmaster.trails", JSON.stringify({ state: { trails: { [id]: { at: id, undone: [] } } }, version: 1 }));
    }, jobId);
    const brief = async () => (await newestRecipe(frame.server.url, jobId)).recipe.brief.amounts;
    const own = async (id: string) => ((await (await fetch(`${frame.server.url}/v1/recipes/${id}`)).json()) as { recipe: { moves: object[] } }).recipe.moves;
    await page.goto(`/jobs/${jobId}`);
    const type = async (slider: string, text: string) => {
      const label = page.getByRole("group", { name: "How much of what was done" }).locator("div").filter({ has: page.getByRole("slider", { name: slider, exact: true }) });
      const box = label.getByRole("textbox").first();
      await box.fill(text);
      await box.press("Enter");
    };
    await type("Loudness", "50 %");
    await expect.poll(async () => (await brief()).loudness_pct).toBe(50);
    const { recipe_id } = await newestRecipe(frame.server.url, jobId);
    expect(await own(recipe_id)).toEqual(await own(jobId));

    // Half of the way from the mix to what was asked for.
    await page.getByRole("button", { name: "Render the song again" }).click();
    const render = async () => (await newestRecipe(frame.server.url, jobId)).renders.find(({ kind }) => kind === "render");
    await expect.poll(async () => (await render())?.status, { timeout: 2 * MINUTES }).toBe("complete");
    const lufs = async (id: string) => ((await (await fetch(`${frame.server.url}/v1/jobs/${id}/download/report`)).json()) as Record<"premaster" | "after", { integrated_lufs: number }>);
    const [whole, half] = await Promise.all([lufs(jobId), lufs((await render())?.job_id ?? "")]);
    expect(half.after.integrated_lufs).toBeCloseTo((whole.premaster.integrated_lufs + whole.after.integrated_lufs) / 2, 0);

    // The preview of the first edit is called off by the second, of which one comes.
    const asked: string[] = [];
    page.on("request", (request) => { if (/\/(preview|cancel)$/.test(request.url()) && request.method() === "POST") asked.push(request.url().endsWith("cancel") ? "cancel" : "preview"); });
    await page.getByRole("button", { name: /^Hear it/ }).click();
    await type("Space", "0 %");
    await expect.poll(async () => (await brief()).space_pct).toBe(0);
    await page.getByText(/^Playing with your changes, at one loudness/).waitFor({ timeout: MINUTES });
    expect(asked.filter((one) => one === "preview").length).toBeLessThanOrEqual(2);
    const previews = (await newestRecipe(frame.server.url, jobId)).renders.filter(({ kind }) => kind === "preview");
    expect(previews.map(({ status }) => status)).toEqual(["complete"]);

    await page.getByRole("slider", { name: "Space", exact: true }).dblclick();
    await page.getByRole("slider", { name: "Loudness", exact: true }).dblclick();
    await expect.poll(brief).toMatchObject({ space_pct: 100, loudness_pct: 100, overall_pct: 100 });
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByText("They are the same.").waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  }, 5 * MINUTES);

  it("a slow line stalls nothing: the version that is heard plays on until the other has come", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    let isOpen = false;
    const held: (() => void)[] = [];
    await page.route("**/download/mix", async (route) => {
      // Its beginning tells what it is; its sound is held back.
      if (!isOpen && !route.request().headers()["range"]?.startsWith("bytes=0-")) await new Promise<void>((done) => held.push(done));
      await route.continue();
    });
    await page.goto(`/jobs/${jobId}`);
    await page.getByRole("button", { name: "Play" }).click();
    const now = async () => Number(await position(page).getAttribute("aria-valuenow"));
    await expect.poll(now, { timeout: 20_000 }).toBeGreaterThan(0.3);
    await page.getByRole("button", { name: "Mix", exact: true }).click();
    await page.getByText(/^Mix is on its way; .*aster plays until it is here\.$/).waitFor();
    const asked = await now();
    await expect.poll(now, { timeout: 20_000 }).toBeGreaterThan(asked + 5);
    expect(await page.getByRole("button", { name: "Mix", exact: true }).getAttribute("aria-pressed")).toBe("false");
    isOpen = true;
    held.forEach((go) => go());
    await expect.poll(() => page.getByRole("button", { name: "Mix", exact: true }).getAttribute("aria-pressed"), { timeout: 20_000 }).toBe("true");
    expect(errors).toEqual([]);
    await page.context().close();
  }, MINUTES);

  it("understands a sentence, or says what it did not understand", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    await page.goto(`/jobs/${jobId}`);
    const say = page.getByRole("textbox", { name: "Say what you want" });
    await say.fill("vocal +1 dB");
    await say.press("Enter");
    await page.getByText(/lead_vocal: fader/).waitFor();
    await say.fill("make it flurgle");
    await say.press("Enter");
    await page.getByRole("alert").filter({ hasText: "flurgle" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }, 2 * MINUTES);
});

it("a song that came as one file is heard beside its master, whatever kind of file it was", async () => {
  const form = new FormData();
  form.append("song", new Blob([new Uint8Array(await readFile(STEMS[0] ?? ""))]), "song.flac");
  form.append("kind", "master");
  const { job_id } = (await (await fetch(`${frame.server.url}/v1/jobs`, { method: "POST", body: form })).json()) as { job_id: string };
  await completed(frame.server.url, job_id);
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto(`/jobs/${job_id}`);
  await page.getByRole("button", { name: "As it came" }).click();
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(async () => Number(await position(page).getAttribute("aria-valuenow")), { timeout: 10_000 }).toBeGreaterThan(0.5);
  expect(await page.getByText(/cannot be played/).count()).toBe(0);
  await sound(page, "result-master");
  expect(errors).toEqual([]);
  await page.context().close();
}, 3 * MINUTES);
