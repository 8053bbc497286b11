/** Files that the browser gives handles of: after a reload sending goes on without another choice. The picker
 * is the system's own window, so handles of the page's private files stand in for those that it gives. */

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { holdUploads, openPage } from "./browser";
import { startFrame } from "./frame";

const frame = startFrame();
const PART_BYTES = 8 << 20;

/** A page whose picker gives a handle of a WAV of three parts and a bit; reading it again is `leave`. */
async function pageWithHandles(leave: "granted" | "prompt") {
  const opened = await openPage(frame.browser, frame.server.url);
  const { page } = opened;
  await page.addInitScript(({ leave, bytes }) => {
    let state = leave;
    Object.assign(FileSystemFileHandle.prototype, {
      queryPermission: () => Promise.resolve(state),
      requestPermission: () => Promise.resolve((state = "granted")),
    });
    window.showOpenFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("long take.wav", { create: true });
      if ((await handle.getFile()).size === 0) {
        const data = new DataView(new ArrayBuffer(bytes));
        const text = (at: number, letters: string) => [...letters].forEach((letter, index) => data.setUint8(at + index, letter.charCodeAt(0)));
        text(0, "RIFF");
        data.setUint32(4, bytes - 8, true);
        text(8, "WAVEfmt ");
        data.setUint32(16, 16, true);
        for (const [at, value] of [[20, 1], [22, 2], [32, 4], [34, 16]] as const) data.setUint16(at, value, true);
        data.setUint32(24, 44_100, true);
        data.setUint32(28, 44_100 * 4, true);
        text(36, "data");
        data.setUint32(40, bytes - 44, true);
        // Noise that no part has twice, drawn by the browser.
        const noise = new Uint8Array(data.buffer, 44);
        for (let at = 0; at < noise.length; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
        const file = await handle.createWritable();
        await file.write(data);
        await file.close();
      }
      return [handle];
    };
  }, { leave, bytes: Math.round(3.3 * PART_BYTES / 4) * 4 });
  return opened;
}

/** Sends until two parts are there, then loads the page anew; the answer holds all offsets, with those of now. */
async function interrupted(page: Page): Promise<{ sent: number[]; before: number }> {
  const sent: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") sent.push(Number(request.headers()["upload-offset"]));
  });
  await page.goto("/");
  const release = await holdUploads(page, 2 * PART_BYTES);
  await page.getByRole("button", { name: "Choose files" }).click();
  await expect.poll(() => sent.at(-1) ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(2 * PART_BYTES);
  page.on("dialog", (dialog) => void dialog.accept());
  const before = sent.length;
  await page.reload();
  release();
  return { sent, before };
}

it("one press lets the browser read them again, and they go on at the offset they had", async () => {
  const { page, errors } = await pageWithHandles("prompt");
  const { sent, before } = await interrupted(page);
  await page.getByText("The browser wants to be asked").waitFor();
  expect(sent.length).toBe(before);
  await page.getByRole("button", { name: "Go on with them" }).click();
  await page.getByText("1 file here").waitFor({ timeout: 60_000 });
  expect(sent[before]).toBeGreaterThanOrEqual(2 * PART_BYTES);
  expect(errors).toEqual([]);
  await page.context().close();
});

it("where the browser still allows it, they go on by themselves", async () => {
  const { page, errors } = await pageWithHandles("granted");
  const { sent, before } = await interrupted(page);
  await page.getByText("1 file here").waitFor({ timeout: 60_000 });
  expect(sent[before]).toBeGreaterThanOrEqual(2 * PART_BYTES);
  expect(await page.getByRole("button", { name: "Go on with them" }).count()).toBe(0);
  expect(errors).toEqual([]);
  await page.context().close();
});
