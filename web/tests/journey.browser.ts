/** The whole way of a band: stems in, record out; once with a mouse, once without. */

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { chooseFiles, openPage, overflow_px, pictures, STEMS, tabTo, violations } from "./browser";
import { startFrame } from "./frame";

const frame = startFrame();
const DONE_MS = 240_000;

async function sound(page: Page, name: string) {
  expect(await violations(page), name).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await overflow_px(page), `${name} at 360 px`).toBe(0);
  await pictures(page, name);
}

describe("the whole journey", () => {
  it("by mouse", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await sound(page, "start");

    await chooseFiles(page, STEMS, () => page.getByRole("button", { name: "Choose files" }).click());
    await page.getByText("8 files here").waitFor();
    await page.getByRole("textbox", { name: "Song" }).fill("First light");
    await sound(page, "gathered");

    await page.getByRole("button", { name: "Listen to 8 stems" }).click();
    await page.getByRole("heading", { name: "Your 8 stems" }).waitFor({ timeout: DONE_MS });
    await expect.poll(() => page.getByRole("img", { name: /^Waveform of/ }).count()).toBe(8);
    await page.getByRole("combobox", { name: /^Role of mallet/ }).selectOption("percussion");
    await page.getByText(/you say so/).waitFor();
    await sound(page, "heard");

    await page.getByRole("button", { name: "Mix and master" }).click();
    await page.getByRole("progressbar").first().waitFor();
    await expect.poll(() => page.getByText(/Mixing|Mastering/).count(), { timeout: DONE_MS }).toBeGreaterThan(0);
    await sound(page, "progress");
    await page.getByRole("heading", { level: 1, name: /First light/ }).waitFor();
    await page.getByRole("progressbar", { name: /Listening|Mixing|Mastering|Setting|Measuring|Making|Starting/ }).waitFor({ state: "detached", timeout: DONE_MS });

    const id = page.url().split("/").at(-1);
    const job = (await (await page.request.get(`/v1/jobs/${id}`)).json()) as { status: string; project_id: string; metrics: { lufs: number } };
    expect(job).toMatchObject({ status: "complete", project_id: "First light" });
    expect(job.metrics.lufs).toBeLessThan(-5);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 2 * DONE_MS);

  it("of one stereo file, which is mastered", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto("/");
    await chooseFiles(page, STEMS.slice(0, 1), () => page.getByRole("button", { name: "Choose files" }).click());
    await page.getByRole("button", { name: "Listen to 1 stem" }).click();
    await page.getByRole("heading", { name: "Your track" }).waitFor({ timeout: DONE_MS });
    await page.getByRole("combobox", { name: "Treat it as" }).waitFor();
    await pictures(page, "heard-1");
    await page.getByRole("button", { name: "Master it" }).click();
    await page.waitForURL(/\/jobs\//);
    const id = page.url().split("/").at(-1);
    const job = async () => (await (await page.request.get(`/v1/jobs/${id}`)).json()) as { status: string; kind: string };
    await expect.poll(async () => (await job()).status, { timeout: DONE_MS, interval: 1000 }).toBe("complete");
    expect((await job()).kind).toBe("master");
    expect(errors).toEqual([]);
    await page.context().close();
  }, DONE_MS);

  it("by keyboard alone", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto("/");
    await tabTo(page, "Choose files", "button");
    await chooseFiles(page, STEMS.slice(0, 3), () => page.keyboard.press("Enter"));
    await page.getByText("3 files here").waitFor();
    await tabTo(page, "Song", "textbox");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("No mouse");
    await tabTo(page, "Listen to 3 stems", "button");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Your 3 stems" }).waitFor({ timeout: DONE_MS });
    await tabTo(page, /^Role of fx/, "combobox");
    await page.keyboard.type("perc");
    await expect.poll(() => page.getByRole("combobox", { name: /^Role of fx/ }).inputValue()).toBe("percussion");
    await tabTo(page, "Profile", "combobox");
    await page.keyboard.type("Jazz");
    await expect.poll(() => page.getByRole("combobox", { name: "Profile" }).inputValue()).toBe("jazz");
    await tabTo(page, "Mix and master", "button");
    await page.keyboard.press("Space");

    await page.waitForURL(/\/jobs\//);
    const id = page.url().split("/").at(-1);
    await expect.poll(async () => ((await (await page.request.get(`/v1/jobs/${id}`)).json()) as { status: string }).status, { timeout: DONE_MS, interval: 1000 }).toBe("complete");
    await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
    const recipe = (await (await page.request.get(`/v1/jobs/${id}/download/recipe`)).json()) as { brief: { profile: string }; session: { stems: { id: string; role: { is: string } }[] } };
    expect(recipe.brief.profile).toBe("jazz");
    expect(recipe.session.stems.find((stem) => stem.id === "fx")?.role.is).toBe("percussion");
    expect(errors).toEqual([]);
    await page.context().close();
  }, 2 * DONE_MS);
});
