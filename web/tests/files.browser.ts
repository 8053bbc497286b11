/** What people drop: the wrong things, too many, the same twice. */

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { chooseFiles, openPage, pictures, STEMS, violations } from "./browser";
import { startFrame } from "./frame";
import { folderOf, wav } from "./sound";

const frame = startFrame({ settings: ["--max-file-mib", "3"] });
const DONE_MS = 240_000;
/** What an answer to a hand may take. */
const ANSWER_MS = 100;

async function choose(page: Page, paths: string[]) {
  await chooseFiles(page, paths, () => page.getByRole("button", { name: "Choose files" }).click());
}

it("wrong files are told one by one, and the right ones go on", async () => {
  const files = await folderOf({
    "cover.jpg": Buffer.from("ffd8ffe000104a4649460001", "hex"),
    "empty.wav": "",
    "lies.wav": "This is a text that is called like a sound.",
    "cut.wav": wav({ seconds: 1, seed: 1 }).subarray(0, 30),
    "huge.wav": wav({ seconds: 20, channels: 2, seed: 2 }),
    "good.wav": wav({ seconds: 2, seed: 3 }),
  });
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await choose(page, files.paths);
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect.poll(() => row("good").textContent()).toMatch(/here/);
  expect(await row("cover.jpg").textContent()).toMatch(/Not a file of audio/);
  expect(await row("lies.wav").textContent()).toMatch(/not WAV, AIFF, FLAC, MP3 or Ogg/);
  expect(await row("empty.wav").textContent()).toMatch(/empty.*0 bytes/);
  expect(await row("huge.wav").textContent()).toMatch(/too large.*at most 3 MiB.*FLAC/);
  expect(await violations(page)).toEqual([]);
  await pictures(page, "wrong-files");

  await choose(page, files.paths.filter((path) => path.endsWith("good.wav")));
  await page.getByText("is here already").waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
  await files.remove();
});

it("a file that only begins like audio fails with a reason, and nothing hangs", async () => {
  const files = await folderOf({ "cut.wav": wav({ seconds: 1, seed: 1 }).subarray(0, 30) });
  const { page } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await choose(page, files.paths);
  await page.getByText("1 file here").waitFor();
  await page.getByRole("button", { name: "Listen to 1 stem" }).click();
  await page.getByText(/cut/).first().waitFor();
  await page.getByRole("heading", { name: "It could not be made" }).or(page.getByRole("alert")).first().waitFor({ timeout: DONE_MS });
  await pictures(page, "failed");
  await page.context().close();
  await files.remove();
});

it("a dropped folder is walked, and what is no audio in it is left aside", async () => {
  const { page } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  const transfer = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "kick.wav"));
    return transfer;
  }, [...wav({ seconds: 0.5, seed: 9 })]);
  await page.getByText("Drop files or a folder here").dispatchEvent("drop", { dataTransfer: transfer });
  await page.getByText("1 file here").waitFor();
  await chooseFiles(page, [STEMS[0] ?? ""].map((path) => path.replace(/\/[^/]+$/, "")), () => page.getByRole("button", { name: "Choose a folder" }).click());
  await page.getByText("9 files here").waitFor();
  await page.getByText("README.md").waitFor();
  await page.context().close();
});

it("64 stems are listed and answer within 100 ms; the 65th is left aside", async () => {
  const names = Array.from({ length: 65 }, (_, index) => `Track ${String(index + 1).padStart(2, "0")}.wav`);
  const files = await folderOf(Object.fromEntries(names.map((name, seed) => [name, wav({ seconds: 3, seed })])));
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/");
  await choose(page, files.paths);
  await page.getByText("64 files here").waitFor({ timeout: 60_000 });
  await page.getByText(/would be the 65th stem/).waitFor();
  await page.getByRole("button", { name: "Listen to 64 stems" }).click();
  await page.getByRole("heading", { name: "Your 64 stems" }).waitFor({ timeout: DONE_MS });
  await expect.poll(() => page.getByRole("img", { name: /^Waveform of/ }).count()).toBe(64);

  const box = page.getByRole("checkbox", { name: "Use Track 40" });
  await box.scrollIntoViewIfNeeded();
  const answer_ms = await box.evaluate((element) => new Promise<number>((done) => {
    const from = performance.now();
    (element as HTMLInputElement).click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
  }));
  expect(await box.isChecked()).toBe(false);
  expect(answer_ms).toBeLessThan(ANSWER_MS);
  expect(await violations(page)).toEqual([]);
  // Of what differs from eight stems: how much there is. A theme takes seconds to draw on so many.
  await pictures(page, "heard-64", [1280, 3840]);
  expect(errors).toEqual([]);
  await page.context().close();
  await files.remove();
}, 2 * DONE_MS);
