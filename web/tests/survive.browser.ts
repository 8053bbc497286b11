/** Nothing is lost: cut connections, reloads, a service that dies. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { chooseFiles, openPage, STEMS } from "./browser";
import { startFrame } from "./frame";
import { folderOf, wav } from "./sound";

const frame = startFrame();
let large: Awaited<ReturnType<typeof folderOf>>;
const DONE_MS = 240_000;
const PART_BYTES = 8 << 20;

beforeAll(async () => {
  // Four parts and a bit.
  const seconds = (4.3 * PART_BYTES) / (44_100 * 4);
  large = await folderOf({ "long take.wav": wav({ seconds, channels: 2, seed: 5 }) });
});

afterAll(async () => {
    await large.remove();
});

/** Makes the way to the service as narrow as a bad line; the answer makes it another width. */
async function narrow(page: Page, bytes_per_s: number): Promise<(bytes_per_s: number) => Promise<unknown>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const set = (uploadThroughput: number) =>
    cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await set(bytes_per_s);
  return set;
}

/** Where each piece that went out began. */
function offsets(page: Page): number[] {
  const seen: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") seen.push(Number(request.headers()["upload-offset"]));
  });
  return seen;
}

async function choose(page: Page, paths: string[]) {
  await chooseFiles(page, paths, () => page.getByRole("button", { name: "Choose files" }).click());
}

describe("an upload", () => {
  it("goes on where it stopped when the service dies and comes back", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    const sent = offsets(page);
    await page.goto("/");
    await narrow(page, 8 << 20);
    await choose(page, large.paths);
    await expect.poll(() => sent.at(-1) ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(PART_BYTES);
    await frame.server.kill();
    await page.getByText("MixMaster cannot be reached").waitFor();
    const before = sent.length;
    await frame.server.start();
    await page.getByText("1 file here").waitFor({ timeout: 60_000 });
    expect(sent[before]).toBeGreaterThanOrEqual(PART_BYTES);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("pauses and resumes by hand, and one file leaves the others alone", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    await page.goto("/");
    const widen = await narrow(page, 1 << 20);
    await choose(page, [...large.paths, STEMS[0] ?? ""]);
    await page.getByRole("button", { name: "Pause long take" }).click();
    await page.getByText("paused").waitFor();
    await page.getByText(/1 of 2 here/).waitFor();
    await widen(-1);
    await page.getByRole("button", { name: "Resume long take" }).click();
    await page.getByText("2 files here").waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  it("goes on after a reload once the file is chosen again, at the offset it had", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    const sent = offsets(page);
    await page.goto("/");
    await narrow(page, 8 << 20);
    await choose(page, large.paths);
    await expect.poll(() => sent.at(-1) ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(2 * PART_BYTES);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText("Choose the file once more", { exact: false }).waitFor();
    const before = sent.length;
    await choose(page, large.paths);
    await page.getByText("1 file here").waitFor({ timeout: 60_000 });
    expect(sent[before]).toBeGreaterThanOrEqual(2 * PART_BYTES);
    await page.context().close();
  });
});

describe("a job", () => {
  async function begin(page: Page, song: string, stems = STEMS): Promise<string> {
    await page.goto("/");
    await choose(page, stems);
    await page.getByText(`${stems.length} files here`).waitFor();
    await page.getByRole("textbox", { name: "Song" }).fill(song);
    await page.getByRole("button", { name: /^Listen to/ }).click();
    await page.getByRole("button", { name: "Mix and master" }).click({ timeout: DONE_MS });
    await page.waitForURL(/\/jobs\//);
    return page.url().split("/").at(-1) ?? "";
  }

  async function status(page: Page, id: string): Promise<string> {
    const answer = await page.request.get(`/v1/jobs/${id}`).catch(() => undefined);
    return answer?.ok() ? ((await answer.json()) as { status: string }).status : "away";
  }

  it("is there after a reload in the middle, and after the service was killed in the middle", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    const id = await begin(page, "Survivor");
    await page.getByText(/Listening|Mixing/).first().waitFor({ timeout: DONE_MS });
    await page.reload();
    await page.getByRole("progressbar").first().waitFor();
    expect(await status(page, id)).toBe("processing");

    await frame.server.kill();
    await page.getByText("MixMaster does not answer").waitFor({ timeout: 30_000 });
    await frame.server.start();
    await page.getByText("MixMaster does not answer").waitFor({ state: "detached", timeout: 30_000 });
    await expect.poll(() => status(page, id), { timeout: DONE_MS, interval: 1000 }).toBe("complete");
    await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached", timeout: 30_000 });
    expect(errors).toEqual([]);
    await page.context().close();
  }, 2 * DONE_MS);

  it("is called off within seconds, and can be tried again", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    // What was mixed before is not mixed again, so these are others.
    const id = await begin(page, "Called off", STEMS.slice(1));
    await page.getByText(/Listening|Mixing/).first().waitFor({ timeout: DONE_MS });
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Called off", level: 2 }).waitFor({ timeout: 10_000 });
    expect(await status(page, id)).toBe("cancelled");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Called off", level: 2 }).waitFor({ timeout: 10_000 });
    await page.context().close();
  }, 2 * DONE_MS);
});
