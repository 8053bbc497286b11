/** Every page: nothing that axe finds in either theme, nothing that scrolls sideways, pictures to look at. */

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openPage, overflow_px, pictures, violations } from "./browser";
import { startFrame } from "./frame";

const frame = startFrame();

async function looked(page: Page, name: string) {
  expect(await violations(page), name).toEqual([]);
  await pictures(page, name);
  for (const width of [320, 360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflow_px(page), `${name} at ${width} px`).toBe(0);
  }
}

/** Nothing more is fetched for a second. */
async function rested(page: Page) {
  let before = -1;
  await expect.poll(async () => {
    const count = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/assets/")).length);
    const isSame = count === before;
    before = count;
    return isSame;
  }, { interval: 1000, timeout: 15_000 }).toBe(true);
}

describe("every page holds", () => {
  for (const [path, heading] of [
    ["/songs", "Songs"], ["/albums", "Albums"], ["/albums/new", "New album"], ["/presets", "Presets"], ["/keys", "Keys"], ["/usage", "Usage"],
    ["/nowhere", "There is no such page"],
  ] as const) {
    it(path, async () => {
      const { page, errors } = await openPage(frame.browser, frame.server.url);
      await page.goto(path);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await page.waitForLoadState("networkidle");
      await looked(page, path.slice(1).replace("/", "-"));
      expect(errors).toEqual([]);
      await page.context().close();
    });
  }

  it("the state of the service, from the menu", async () => {
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto("/");
    await page.getByText("More", { exact: true }).click();
    await page.getByRole("link", { name: "Service" }).click();
    await page.getByText("All workers rest.").waitFor();
    await looked(page, "service");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("what failed is listed with its reason, and tried again", async () => {
    const form = new FormData();
    form.append("kick", new Blob([Buffer.from("RIFF\0\0\0\0WAVEjunkjunk")]), "kick.wav");
    form.append("project_id", "Demo/Broken");
    const { job_id } = (await (await fetch(`${frame.server.url}/v1/jobs`, { method: "POST", body: form })).json()) as { job_id: string };
    const { page, errors } = await openPage(frame.browser, frame.server.url);
    await page.goto("/admin");
    const row = page.getByRole("list", { name: "Jobs that failed" }).getByRole("listitem").filter({ hasText: "Broken" });
    await expect.poll(() => row.textContent({ timeout: 30_000 })).toMatch(/1 try.*damaged WAV header.*Export it again/);
    await looked(page, "service-failed");
    await page.getByRole("button", { name: "Try Broken again" }).click();
    const failures = async () => ((await (await page.request.get(`/v1/jobs/${job_id}/events`)).json()) as { events: { type: string }[] }).events.filter(({ type }) => type === "job.failed").length;
    await expect.poll(failures, { timeout: 30_000 }).toBe(2);
    await page.goto("/songs");
    expect(await page.getByRole("listitem").filter({ hasText: "Broken" }).textContent()).toMatch(/damaged WAV header.*failed/);
    await page.request.delete(`/v1/jobs/${job_id}`);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("a job that is not there says so", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    await page.goto("/jobs/00000000-0000-7000-8000-000000000000");
    await page.getByText(/It was deleted, .* or belongs to somebody else/).waitFor();
    await looked(page, "no-such-job");
    await page.context().close();
  });

  it("a service that is away is told, and found again", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    await page.goto("/songs");
    await page.getByRole("heading", { level: 1 }).waitFor();
    // The other pages come ahead once this one rests.
    await page.waitForResponse((response) => /assets\/presets-.*\.js/.test(response.url()));
    await rested(page);
    await frame.server.kill();
    try {
      await page.getByText("MixMaster does not answer").waitFor({ timeout: 30_000 });
      await looked(page, "away");
      await page.getByRole("link", { name: "Presets" }).click();
      await page.getByRole("alert").waitFor({ timeout: 30_000 });
    } finally {
      await frame.server.start();
    }
    await page.getByText("MixMaster does not answer").waitFor({ state: "detached", timeout: 30_000 });
    await page.getByRole("rowheader", { name: "Neutral" }).waitFor();
    await page.context().close();
  });
});

describe("around a song", () => {
  it("a preset is made, changed and deleted", async () => {
    const { page } = await openPage(frame.browser, frame.server.url);
    await page.goto("/presets");
    await page.getByRole("button", { name: "New preset" }).click();
    await page.getByLabel("Name").fill("Our record");
    await page.getByLabel("Built on").selectOption("rock");
    await page.getByRole("slider", { name: "Loudness" }).first().fill("-11");
    await page.getByRole("slider", { name: "Space" }).fill("120");
    expect(await violations(page)).toEqual([]);
    await pictures(page, "preset-dialog");
    await page.getByRole("button", { name: "Save" }).click();
    const row = page.getByRole("row").filter({ hasText: "Our record" });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/on rock.*−11\.0 LUFS.*space=120/);

    await page.getByRole("button", { name: "Change Our record" }).click();
    await page.getByRole("slider", { name: "Space" }).fill("100");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => row.textContent()).toMatch(/whole/);
    await page.getByRole("button", { name: "Delete Our record" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await row.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("the theme is chosen in the page and stays over a reload", async () => {
    const { page } = await openPage(frame.browser, frame.server.url, { colorScheme: "light" });
    await page.goto("/songs");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Theme").selectOption("dark");
    await expect.poll(ground).not.toBe(light);
    const dark = await ground();
    await page.reload();
    expect(await ground()).toBe(dark);
    await page.context().close();
  });
});
