/** A record that the song shall come near, and stems that a person names anew. */

import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect, it } from "vitest";

import { chooseFiles, narrow, openPage, overflow_px, pictures, STEMS, tabTo, violations } from "./browser";
import { startFrame } from "./frame";
import { folderOf, wav } from "./sound";

const frame = startFrame();
const DONE_MS = 240_000;

/** A folder of three stems and, in a folder of its own, a record. */
async function songWithRecord() {
  const files = await folderOf({
    "kick.wav": wav({ seconds: 12, seed: 1 }), "bass.wav": wav({ seconds: 12, seed: 2 }), "keys.wav": wav({ seconds: 12, channels: 2, seed: 3 }),
    "the hit.wav": wav({ seconds: 9, channels: 2, seed: 24 }),
  });
  const folder = dirname(files.paths[0] ?? "");
  await mkdir(join(folder, "References"));
  await rename(join(folder, "the hit.wav"), join(folder, "References", "the hit.wav"));
  return { folder, remove: files.remove };
}

it("a record dropped beside the stems is sent, survives a reload, moves the song, and is told in the result", async () => {
  const song = await songWithRecord();
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await chooseFiles(page, [song.folder], () => page.getByRole("button", { name: "Choose a folder" }).click());
  await page.getByText("3 files here").waitFor();
  const references = page.getByRole("list", { name: "References" });
  await expect.poll(() => references.textContent()).toMatch(/the hit.*here/);
  expect(await violations(page)).toEqual([]);
  await pictures(page, "gathered-references");

  await page.getByRole("button", { name: "Listen to 3 stems" }).click();
  await page.getByRole("heading", { name: "Your 3 stems" }).waitFor({ timeout: DONE_MS });
  await expect.poll(() => references.textContent()).toMatch(/the hit.*here/);
  await page.getByRole("slider", { name: "Tone" }).fill("60");
  await page.reload();
  await expect.poll(() => references.textContent()).toMatch(/the hit.*here/);
  expect(await page.getByRole("slider", { name: "Tone" }).inputValue()).toBe("60");
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page)).toBe(0);
  await pictures(page, "heard-references");

  await page.getByRole("button", { name: "Mix and master" }).click();
  await page.waitForURL(/\/jobs\//);
  const id = page.url().split("/").at(-1);
  await page.getByRole("heading", { name: "Held against 1 record" }).waitFor({ timeout: DONE_MS });
  await page.getByRole("rowheader", { name: "the hit" }).waitFor();
  expect(await violations(page)).toEqual([]);
  // It is a further track of the player, chosen by its key, as loud as the others.
  const track = page.getByRole("button", { name: "Reference: the hit" });
  await track.waitFor();
  expect(await track.textContent()).toBe("4Reference: the hit");
  await page.getByRole("slider", { name: "Position in the song" }).focus();
  await page.keyboard.press("4");
  await expect.poll(() => track.getAttribute("aria-pressed")).toBe("true");
  await page.getByText("Reference: the hit is another record: it plays from the same second as the song").waitFor();
  await page.getByText("and ends at 0:09.").waitFor();
  await page.getByRole("img", { name: /^Short-term loudness from −\d+\.\d LUFS to/ }).waitFor();
  await page.getByText(/the whole record, dashed: −\d+\.\d LUFS/).waitFor();
  await page.getByText(/^Reference: the hit: (0\.0|−\d+\.\d) dB$/).waitFor();
  await page.keyboard.press("Space");
  const at_s = async () => Number(await page.getByRole("slider", { name: "Position in the song" }).getAttribute("aria-valuenow"));
  await expect.poll(at_s, { timeout: 10_000 }).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Pause" }).click();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await pictures(page, "result-reference");
  await page.getByRole("slider", { name: "Position in the song" }).focus();
  await page.keyboard.press("End");
  await page.getByText("Reference: the hit ended at 0:09; the song is longer. Choose another version, or go back.").waitFor();
  const recipe = (await (await page.request.get(`/v1/jobs/${id}/download/recipe`)).json()) as { brief: { reference: { matching: Record<string, number>; songs: { name: string }[] } } };
  expect(recipe.brief.reference).toMatchObject({ matching: { tone_pct: 60, dynamics_pct: 50 }, songs: [{ name: "the hit" }] });
  expect(errors).toEqual([]);
  await page.context().close();
  await song.remove();
}, 2 * DONE_MS);

it("a reference that is on its way is waited for, and one that is no audio is told", async () => {
  const wrong = await folderOf({ "notes.wav": "no sound", "record.wav": wav({ seconds: 30, channels: 2, seed: 8 }) });
  const { page } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await chooseFiles(page, STEMS.slice(0, 2), () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByRole("button", { name: "Listen to 2 stems" }).click();
  await page.getByRole("heading", { name: "Your 2 stems" }).waitFor({ timeout: DONE_MS });
  await page.getByText("Let it come near a record").click();
  const widen = await narrow(page, 256 << 10);
  await chooseFiles(page, wrong.paths, () => page.getByRole("button", { name: "Choose a reference" }).click());
  await page.getByText(/not WAV, AIFF, FLAC, MP3 or Ogg/).waitFor();
  await page.getByRole("button", { name: "Remove notes" }).click();
  await page.getByRole("button", { name: "Mix and master" }).click();
  await page.getByText("Starts by itself when 1 reference is here.").waitFor();
  await pictures(page, "reference-on-its-way");
  await widen(-1);
  await page.waitForURL(/\/jobs\//, { timeout: 60_000 });
  await page.context().close();
  await wrong.remove();
}, DONE_MS);

it("stems are named and left out by keyboard, over a reload, and the job says so", async () => {
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await chooseFiles(page, STEMS.slice(0, 3), () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByRole("button", { name: "Listen to 3 stems" }).click();
  await page.getByRole("heading", { name: "Your 3 stems" }).waitFor({ timeout: DONE_MS });
  const names = await page.getByRole("textbox", { name: /^Name of/ }).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const [first = "", second = "", third = ""] = names;

  await tabTo(page, `Name of ${first}`, "textbox");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(second);
  await page.getByText("Another stem is called so.").waitFor();
  expect(await page.getByRole("button", { name: "Mix and master" }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Low end");
  await tabTo(page, `Use ${third}`, "checkbox");
  await page.keyboard.press("Space");
  await page.reload();
  await expect.poll(() => page.getByRole("textbox", { name: `Name of ${first}` }).inputValue()).toBe("Low end");
  expect(await page.getByRole("checkbox", { name: `Use ${third}` }).isChecked()).toBe(false);

  await tabTo(page, "Mix and master", "button");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/jobs\//);
  const id = page.url().split("/").at(-1);
  const job = (await (await page.request.get(`/v1/jobs/${id}`)).json()) as { stems: { name: string }[] };
  expect(job.stems.map(({ name }) => name)).toEqual(["Low end", second]);
  expect(errors).toEqual([]);
  await page.context().close();
}, DONE_MS);
