/** Songs become an album. */

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";

import { decodeFrames, readHeader } from "../src/audio/wav";
import { chooseFiles, openPage, overflow_px, pictures, tabTo, violations } from "./browser";
import { startFrame } from "./frame";
import { finishedJob } from "./jobs";
import { folderOf, wav } from "./sound";

const frame = startFrame();
const DONE_MS = 240_000;
const SONGS = ["Rain", "River", "Sun"];

/** Three songs of two stems each. */
beforeAll(async () => {
  for (const [seed, song] of SONGS.entries()) {
    const stem = (name: string, more: number) => ({ name, content: new Uint8Array(wav({ seconds: 9, channels: 2, seed: 3 * seed + more })) });
    await finishedJob(frame.server.url, [stem("bass", 1), stem("keys", 2)], `Blue/${song}`);
  }
}, DONE_MS);

async function order(page: Page): Promise<string[]> {
  return page.getByRole("textbox", { name: /^Title of song/ }).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
}

async function pick(page: Page, songs: string[]) {
  await page.getByRole("button", { name: "Add finished songs" }).click();
  for (const song of songs) await page.getByRole("checkbox", { name: new RegExp(`^${song}`) }).check();
  await page.getByRole("button", { name: `Add ${songs.length} songs` }).click();
}

it("songs are chosen, ordered by hand and by keys, made one, heard and told", async () => {
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/albums");
  await page.getByRole("heading", { name: "No album yet" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "albums-none");
  await page.getByRole("link", { name: "New album" }).click();
  await page.getByRole("heading", { name: "New album", level: 1 }).waitFor();
  expect(await page.getByRole("button", { name: "Make the album" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Add finished songs" }).click();
  await page.getByRole("checkbox", { name: /^Rain/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "album-picker");
  await page.getByRole("button", { name: "Cancel" }).click();
  await pick(page, SONGS);
  expect(await order(page)).toEqual(SONGS);

  // By keys: the handle keeps the focus while its song moves.
  await tabTo(page, "Move River, 2", "button");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => order(page)).toEqual(["River", "Rain", "Sun"]);
  await page.getByText("River is now 1 of 3").waitFor();
  await page.keyboard.press("End");
  await expect.poll(() => order(page)).toEqual(["Rain", "Sun", "River"]);

  // By hand: from the last place over the first.
  const handle = await page.getByRole("button", { name: "Move River, 3" }).boundingBox();
  const top = await page.getByRole("button", { name: "Move Rain, 1" }).boundingBox();
  if (!handle || !top) throw new Error("no handle to be seen");
  await page.mouse.move(handle.x + 8, handle.y + 8);
  await page.mouse.down();
  for (const share of [0.3, 0.6, 1]) await page.mouse.move(handle.x + 8, handle.y + 8 + share * (top.y - handle.y));
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual(["River", "Rain", "Sun"]);

  await page.getByLabel("Title", { exact: true }).fill("Blue");
  await page.getByLabel("Artist").fill("The Band");
  await page.getByRole("checkbox", { name: "Anchor is Rain" }).check();
  await page.getByRole("slider", { name: "Silence between songs" }).fill("1.5");
  await page.getByText("More", { exact: true }).last().click();
  await page.getByRole("slider", { name: "Towards the album’s tone" }).fill("60");

  // What is of one song only is asked for at that song.
  await page.getByRole("button", { name: "Beginning and end of River" }).click();
  await page.getByRole("slider", { name: "Fade in" }).fill("4");
  await page.getByRole("slider", { name: "Silence after it" }).fill("0");
  await page.getByText("fades in 4 s · runs into the next").waitFor();
  await page.reload();
  await expect.poll(() => order(page)).toEqual(["River", "Rain", "Sun"]);
  expect(await violations(page)).toEqual([]);
  await pictures(page, "album-new");
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Make the album" }).click();
  await page.waitForURL(/\/jobs\//);
  await page.getByRole("heading", { level: 1, name: /3 songs/ }).waitFor({ timeout: DONE_MS });
  const rows = page.getByRole("rowheader");
  expect(await rows.allTextContents()).toEqual(["1 River", "2 Rain anchor", "3 Sun"]);
  expect(await page.getByRole("row").nth(1).textContent()).toMatch(/→ −\d+\.\d LUFS.*dB off.*LU.*none/);
  expect(await page.getByRole("row").nth(2).textContent()).toMatch(/1\.5 s/);
  const report = (await (await page.request.get(`/v1/jobs/${page.url().split("/").at(-1)}/download/album_report`)).json()) as { tone_pct: number };
  expect(report.tone_pct).toBe(60);
  // One song alone, which begins from nothing.
  const fetched = await page.request.get((await page.getByRole("link", { name: "Download River" }).getAttribute("href")) ?? "");
  const song = await fetched.body();
  const bytes = song.buffer.slice(song.byteOffset, song.byteOffset + song.byteLength) as ArrayBuffer;
  const format = readHeader(bytes);
  const [left = new Float32Array()] = decodeFrames(bytes.slice(format.data_at), format);
  // Nine seconds and the tail of their room; nothing of the others.
  expect(left.length / format.rate_hz).toBeGreaterThan(8.5);
  expect(left.length / format.rate_hz).toBeLessThan(12);
  // In the middle of the fade the gain is a half; both spans hold the same of the beat.
  const power = (from_s: number) => left.slice(Math.round(from_s * format.rate_hz), Math.round((from_s + 1) * format.rate_hz)).reduce((sum, sample) => sum + sample ** 2, 0);
  expect(10 * Math.log10(power(0) / power(5))).toBeLessThan(-12);

  expect(await violations(page)).toEqual([]);
  await pictures(page, "album");
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page)).toBe(0);

  // A song is played from its beginning.
  await page.getByRole("button", { name: "Play Sun" }).click();
  const audio = page.locator("audio");
  await expect.poll(() => audio.evaluate((element) => (element as HTMLAudioElement).currentTime)).toBeGreaterThan(20);
  const cue = await page.request.get((await page.getByRole("link", { name: "Cue sheet" }).getAttribute("href")) ?? "");
  expect(await cue.text()).toMatch(/TITLE "Blue"[\s\S]*TITLE "River"[\s\S]*TITLE "Rain"/);

  await page.goto("/albums");
  await page.getByRole("link", { name: "Blue" }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
}, DONE_MS);

it("mixes from elsewhere are dropped, read, and stand on the album beside songs; what cannot be used is told", async () => {
  const files = await folderOf({
    "01 Moon.wav": wav({ seconds: 9, channels: 2, seed: 31 }), "02 Stars.wav": wav({ seconds: 9, channels: 2, seed: 17 }), "03 notes.wav": "no sound", "Comet.wav": wav({ seconds: 9, channels: 2, seed: 12 }),
  });
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/albums/new");
  await chooseFiles(page, files.paths.filter((path) => !path.endsWith("Comet.wav")), () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByText(/not WAV, AIFF, FLAC, MP3 or Ogg/).waitFor();
  await page.getByText("Take out what cannot be used.").waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "album-files");
  await page.getByRole("button", { name: "Remove 03 notes" }).click();
  await expect.poll(() => page.getByText(/^a file of yours, /).count(), { timeout: DONE_MS }).toBe(2);
  // The page may be loaded anew: what was sent is sent.
  await page.reload();
  await expect.poll(() => order(page)).toEqual(["Moon", "Stars"]);
  await expect.poll(() => page.getByText(/^a file of yours, /).count()).toBe(2);
  await page.getByRole("textbox", { name: "Title of song 2" }).fill("Moon");
  await page.getByText("Two songs are called “Moon”.").waitFor();
  await page.getByRole("textbox", { name: "Title of song 2" }).fill("All the stars");
  await page.getByRole("button", { name: "Add finished songs" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("blue sun");
  await page.getByRole("checkbox", { name: /^Sun/ }).check();
  await page.getByRole("button", { name: "Add 1 song" }).click();

  await page.getByLabel("Title", { exact: true }).fill("Night");
  await page.getByRole("checkbox", { name: "The whole as one file, too" }).uncheck();
  await page.getByRole("button", { name: "Make the album" }).click();
  await page.getByRole("heading", { level: 1, name: /3 songs/ }).waitFor({ timeout: DONE_MS });
  expect(await page.getByRole("rowheader").allTextContents()).toEqual([expect.stringMatching(/^1 Moon/), expect.stringMatching(/^2 All the stars/), expect.stringMatching(/^3 Sun/)]);

  // Without the whole as one file each song is played from its own.
  const album = page.url();
  const signature = (await (await page.request.get((await page.getByRole("link", { name: "Signature" }).getAttribute("href")) ?? "")).json()) as { lufs: number };
  await page.getByRole("button", { name: "Play All the stars" }).click();
  await expect.poll(() => page.getByLabel("All the stars", { exact: true }).evaluate((element) => (element as HTMLAudioElement).currentTime)).toBeGreaterThan(0.3);

  // A single that comes later: a song that is done here, then a file.
  await page.getByRole("button", { name: "Add a later single" }).click();
  await page.getByRole("searchbox", { name: "Or a song that is done" }).fill("sun");
  await page.getByRole("radio", { name: /^Sun/ }).check();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "album-single");
  await page.getByRole("button", { name: "Master it" }).click();
  await page.waitForURL((url) => url.href.includes("/jobs/") && url.href !== album);
  const source = (await (await page.request.get(`/v1/jobs/${page.url().split("/").at(-1)}`)).json()) as { project_id: string; album_job_id: string };
  expect(source).toMatchObject({ project_id: "Sun", album_job_id: album.split("/").at(-1) });
  await page.getByText("Held against the album").waitFor({ timeout: DONE_MS });
  await page.goto(album);
  await page.getByRole("button", { name: "Add a later single" }).click();
  await chooseFiles(page, files.paths.filter((path) => path.endsWith("Comet.wav")), () => page.getByRole("button", { name: "Choose a file" }).click());
  await page.getByRole("button", { name: "Master it" }).and(page.locator(":enabled")).click();
  await page.waitForURL((url) => url.href.includes("/jobs/") && url.href !== album);
  await page.getByText("Held against the album").waitFor({ timeout: DONE_MS });
  const { metrics } = (await (await page.request.get(`/v1/jobs/${page.url().split("/").at(-1)}`)).json()) as { metrics: { lufs: number } };
  expect(Math.abs(metrics.lufs - signature.lufs)).toBeLessThan(0.5);
  await pictures(page, "single-of-album", [360, 1280]);
  await page.locator("main").getByRole("link", { name: "Night" }).click();
  await page.waitForURL(album);
  expect(errors).toEqual([]);
  await page.context().close();
  await files.remove();
}, 2 * DONE_MS);

it("a song that was deleted meanwhile is told, and can be taken out", async () => {
  const { page } = await openPage(frame.browser, frame.server.url);
  await page.goto("/albums/new");
  await pick(page, ["River", "Rain"]);
  await page.getByRole("button", { name: "Make the album" }).and(page.locator(":enabled")).waitFor();
  const list = (await (await page.request.get("/v1/jobs?kind=mix&q=rain")).json()) as { jobs: { job_id: string }[] };
  await page.request.delete(`/v1/jobs/${list.jobs[0]?.job_id}`);
  await page.reload();
  await page.getByText("This song is not here any more.").waitFor();
  expect(await page.getByRole("button", { name: "Make the album" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Take Rain out" }).click();
  await page.getByText("An album has at least two songs.").waitFor();
  await page.context().close();
});
