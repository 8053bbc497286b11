/** Nothing is lost: cut connections, reloads, a service that dies. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { chooseFiles, narrow, openPage, STEMS } from "./browser";
import { startFrame } from "./frame";
import { folderOf, wav } from "./sound";

// A job whose worker died is done again once its lease is over. Not shorter: on a busy machine a worker that lives would
// be taken for dead.
const frame = startFrame({ settings: ["--lease-seconds", "5"] });
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

  it("waits while there is no network, says so, and goes on by itself", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    const sent = offsets(page);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const widen = await narrow(page, 8 << 20);
    await choose(page, large.paths);
    await expect.poll(() => sent.at(-1) ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(PART_BYTES);
    await widen(0);
    await page.getByText("MixMaster cannot be reached").waitFor();
    await page.getByText("MixMaster does not answer").waitFor();
    const before = sent.length;
    await widen(-1);
    await page.getByText("MixMaster does not answer").waitFor({ state: "detached" });
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

  it("is shown as done when the network comes back after its end", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    const id = await begin(page, "Underground", STEMS.slice(2));
    await page.getByText(/Listening|Mixing/).first().waitFor({ timeout: DONE_MS });
    await page.context().setOffline(true);
    await page.getByText("MixMaster does not answer").waitFor();
    const there = async () => ((await (await fetch(`${frame.server.url}/v1/jobs/${id}`)).json()) as { status: string }).status;
    await expect.poll(there, { timeout: DONE_MS, interval: 1000 }).toBe("complete");
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "Change it" }).waitFor({ timeout: 30_000 });
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
