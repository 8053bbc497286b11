/** A notification when it is done: asked for by a press, and told on whatever page one is. */

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { chooseFiles, openPage, STEMS } from "./browser";
import { startFrame } from "./frame";

const frame = startFrame();
const DONE_MS = 240_000;

interface Told {
  title: string;
  tag: string;
}

/** Writes down what is asked of the browser and what it is told to show; its own ways are kept. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: Told[] = [];
    let asked = 0;
    const Real = window.Notification;
    class Heard extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push({ title, tag: options?.tag ?? "" });
      }

      static override requestPermission(): Promise<NotificationPermission> {
        asked += 1;
        return Real.requestPermission();
      }
    }
    window.Notification = Heard;
    Object.assign(window, { heard: () => ({ told, asked }) });
  });
}

async function heard(page: Page): Promise<{ told: Told[]; asked: number }> {
  return page.evaluate(() => (window as unknown as { heard: () => { told: Told[]; asked: number } }).heard());
}

async function begin(page: Page, song: string, stems: string[]): Promise<string> {
  await page.goto("/");
  await chooseFiles(page, stems, () => page.getByRole("button", { name: "Choose files" }).click());
  await page.getByRole("textbox", { name: "Song" }).fill(song);
  await page.getByRole("button", { name: /^Listen to/ }).click();
  await page.getByRole("button", { name: "Mix and master" }).click({ timeout: DONE_MS });
  await page.waitForURL(/\/jobs\//);
  return page.url().split("/").at(-1) ?? "";
}

it("nobody is asked before a press; then it is told on another page, and after a reload", async () => {
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.context().grantPermissions(["notifications"], { origin: frame.server.url });
  await listen(page);
  const id = await begin(page, "Tell me", STEMS.slice(0, 3));
  const button = page.getByRole("button", { name: "Tell me when it is done" });
  await button.waitFor();
  expect(await heard(page)).toEqual({ told: [], asked: 0 });
  await button.click();
  await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
  expect((await heard(page)).asked).toBe(1);
  await page.reload();
  await page.getByRole("link", { name: "Songs" }).click();
  await page.getByRole("heading", { name: "Songs", level: 1 }).waitFor();
  await expect.poll(async () => (await heard(page)).told, { timeout: DONE_MS }).toEqual([{ title: "Tell me is ready", tag: id }]);
  // Once told it is not told again.
  await page.reload();
  await page.getByRole("heading", { name: "Songs", level: 1 }).waitFor();
  expect((await heard(page)).told).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
}, 2 * DONE_MS);

it("where the browser does not allow it, nothing is offered", async () => {
  const { page } = await openPage(frame.browser, frame.server.url);
  await page.addInitScript(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
  await begin(page, "Quiet", STEMS.slice(3));
  await page.getByRole("button", { name: "Cancel" }).waitFor();
  expect(await page.getByRole("button", { name: "Tell me when it is done" }).count()).toBe(0);
  await page.context().close();
}, DONE_MS);
