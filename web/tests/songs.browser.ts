/** What was made here, found again. */

import { expect, it } from "vitest";

import { chooseFiles, openPage, overflow_px, pictures, STEMS, tabTo, violations } from "./browser";
import { startFrame } from "./frame";
import { finishedJob } from "./jobs";
import { wav } from "./sound";

const frame = startFrame();
const DONE_MS = 240_000;
/** More than a page of the list holds. */
const SONGS = 60;

async function waiting(project_id: string, stem: string): Promise<string> {
  const body = JSON.stringify({ project_id, stems_meta: [{ name: stem }] });
  const answer = await fetch(`${frame.server.url}/v1/jobs`, { method: "POST", headers: { "content-type": "application/json" }, body });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { job_id: string }).job_id;
}

it("songs beyond the page that was loaded are found by their project and their stems; states are told apart; one is deleted", async () => {
  const old = await waiting("Debut/Über den Wolken", "bassoon");
  await fetch(`${frame.server.url}/v1/jobs/${old}/cancel`, { method: "POST" });
  for (let count = 0; count < SONGS; count++) await waiting(`Later/Song ${count}`, "kick");
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/songs");
  const rows = page.getByRole("list", { name: "Songs" }).getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(50);
  expect(await page.getByText("Über den Wolken").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await pictures(page, "songs");

  const search = page.getByRole("searchbox", { name: "Search" });
  for (const words of ["wolken ÜBER", "bassoon"]) {
    await search.fill(words);
    await page.getByText("1 song found").waitFor();
    expect(await rows.allTextContents()).toEqual([expect.stringContaining("Über den Wolken")]);
  }
  await search.fill("trombone");
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await pictures(page, "songs-nothing");
  await search.fill("");
  await page.getByRole("combobox", { name: "State" }).selectOption("called off");
  await page.getByText("1 song found").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page)).toBe(0);

  await page.getByRole("button", { name: "Delete Über den Wolken" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  expect(await rows.count()).toBe(1);
  await page.getByRole("button", { name: "Delete Über den Wolken" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  expect((await page.request.get(`/v1/jobs/${old}`)).status()).toBe(404);
  expect(errors).toEqual([]);
  await page.context().close();
}, 120_000);

it("a song is renamed where it stands, by mouse and by keys; undone; and what is refused is taken back and said", async () => {
  const stem = (name: string, seed: number) => ({ name, content: new Uint8Array(wav({ seconds: 6, seed })) });
  const id = await finishedJob(frame.server.url, [stem("kick", 1), stem("bass", 2)], "Demo/First idea");
  const named = async () => ((await (await page.request.get(`/v1/jobs/${id}`)).json()) as { project_id: string | null }).project_id;
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/songs");
  await page.getByRole("button", { name: "Rename First idea" }).click();
  await page.getByRole("textbox", { name: "Name of First idea" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "songs-rename", [360, 1280]);
  // The song's own part is marked, so that typing leaves the project.
  await page.keyboard.type("Rain");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Rain", exact: true }).waitFor();
  await expect.poll(named).toBe("Demo/Rain");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Rename Rain");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "First idea" }).waitFor();
  await expect.poll(named).toBe("Demo/First idea");

  await tabTo(page, "Rename First idea", "button");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Nothing");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "First idea" }).waitFor();
  let isRefusing = true;
  await page.route(`**/v1/jobs/${id}`, async (route) => {
    if (route.request().method() !== "PATCH" || !isRefusing) return route.continue();
    await route.fulfill({ status: 422, contentType: "application/problem+json", json: { status: 422, title: "Not so", detail: "`project_id` has 300 letters" } });
  });
  await page.keyboard.press("Enter");
  await page.keyboard.type("Storm");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "300 letters" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Name of First idea" }).inputValue()).toBe("Demo/Storm");
  isRefusing = false;
  await page.getByRole("textbox", { name: "Name of First idea" }).press("Enter");
  await page.getByRole("link", { name: "Storm" }).click();

  // On its own page; the name of the tab follows.
  await page.getByRole("button", { name: "Rename Storm" }).click();
  await page.keyboard.type("Calm");
  await page.getByRole("heading", { level: 1 }).click();
  await page.getByRole("button", { name: "Rename Calm" }).waitFor();
  await expect.poll(() => page.title()).toMatch(/^Calm/);
  await expect.poll(named).toBe("Demo/Calm");
  await page.getByRole("button", { name: "Rename Calm" }).click();
  await pictures(page, "result-rename", [360, 1280]);
  expect(errors).toEqual([]);
  await page.context().close();
}, DONE_MS);

it("a preset of one's own is applied to a song that was heard, and to one that is to come", async () => {
  const saved = await fetch(`${frame.server.url}/v1/profiles`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Our record", base: "rock", targets: { lufs: -11 } }),
  });
  const { id: preset } = (await saved.json()) as { id: string };
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await chooseFiles(page, STEMS.slice(0, 2), () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByRole("textbox", { name: "Song" }).fill("Second try");
  await page.getByRole("button", { name: "Listen to 2 stems" }).click();
  await page.getByRole("heading", { name: "Your 2 stems" }).waitFor({ timeout: DONE_MS });

  await page.goto("/presets");
  await page.getByRole("button", { name: "Use Our record" }).click();
  await page.getByRole("button", { name: /^Second try/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "preset-use");
  await page.getByRole("button", { name: /^Second try/ }).click();
  await expect.poll(() => page.getByRole("combobox", { name: "Profile" }).inputValue()).toBe(preset);

  await page.goto("/presets");
  await page.getByRole("button", { name: "Use Our record" }).click();
  await page.getByRole("button", { name: "A new song" }).click();
  await chooseFiles(page, STEMS.slice(2, 4), () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByText("It gets your preset “Our record”.").waitFor();
  await page.getByRole("button", { name: "Listen to 2 stems" }).click();
  await page.getByRole("heading", { name: "Your 2 stems" }).waitFor({ timeout: DONE_MS });
  await expect.poll(() => page.getByRole("combobox", { name: "Profile" }).inputValue()).toBe(preset);
  await page.getByRole("button", { name: "Mix and master" }).click();
  await page.waitForURL(/\/jobs\//);
  expect(errors).toEqual([]);
  await page.context().close();
}, DONE_MS);
