/** A browser of the test's own: Debian's Chromium, nothing is downloaded. */

import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const ARTEFACTS = resolve(import.meta.dirname, "artefacts");
const TABS_MAX = 120;
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
];

const EXAMPLE = resolve(import.meta.dirname, "../../examples/song");

/** The eight stems of the example song. */
export const STEMS = readdirSync(EXAMPLE).filter((name) => name.endsWith(".flac")).map((name) => resolve(EXAMPLE, name));

export async function startBrowser(): Promise<Browser> {
  const places = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("no Chromium: run `make tools`, or set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page with an empty profile whose errors fail the test that asks for `errors`. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  // The picker that gives handles is the system's own window, which no test can press: the other way is taken.
  await page.addInitScript(() => delete window.showOpenFilePicker);
  // Whoever listens gets the choice of files; begun only with the press of a key, it may come too late.
  page.on("filechooser", () => {});
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, errors };
}

/** Presses a button that opens the choice of files, and chooses these. */
export async function chooseFiles(page: Page, paths: string[], press: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press()]);
  await chooser.setFiles(paths);
}

/** Makes the way to the service as narrow as a bad line; the answer makes it another width: 0 is none, −1 all. */
export async function narrow(page: Page, bytes_per_s: number): Promise<(bytes_per_s: number) => Promise<unknown>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const set = (uploadThroughput: number) =>
    cdp.send("Network.emulateNetworkConditions", { offline: uploadThroughput === 0, latency: 0, downloadThroughput: -1, uploadThroughput });
  await set(bytes_per_s);
  return set;
}

/** Lets pieces of uploads through as far as this offset; those behind it wait, until the answer is called. */
export async function holdUploads(page: Page, from_bytes: number): Promise<() => void> {
  let release = () => {};
  const gate = new Promise<void>((done) => { release = done; });
  await page.route("**/v1/uploads/*", async (route) => {
    const request = route.request();
    if (request.method() === "PATCH" && Number(request.headers()["upload-offset"]) >= from_bytes) await gate;
    // Whoever waited may be gone by then.
    await route.continue().catch(() => undefined);
  });
  return release;
}

/** Tab after Tab to what has this name, as somebody without a mouse goes; fails when it is never reached. */
export async function tabTo(page: Page, name: string | RegExp, role: "button" | "link" | "combobox" | "checkbox" | "textbox" | "slider"): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await target.waitFor();
  for (let step = 0; step < TABS_MAX; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${role} ${String(name)} is not reached by ${TABS_MAX} tabs`);
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Violations of WCAG 2.2 A and AA on what is shown, one line each; both themes are looked at. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    // In the page itself, which has no frames, and without lists of what is right: a quarter of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] }).withTags(RULES);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      for (const node of nodes) found.push(`${colorScheme} ${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}

/** Two frames later, or twice as many as `rounds`: the theme is on the screen by then. */
async function settled(page: Page, rounds = 1): Promise<void> {
  await page.evaluate(async (rounds) => {
    for (let frame = 0; frame < 2 * rounds; frame++) await new Promise((done) => requestAnimationFrame(done));
  }, rounds);
}

/** Pictures at the widths that people have, in `tests/artefacts`: to be looked at. */
export async function pictures(page: Page, name: string, widths = [360, 1280, 2560, 3840]): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true });
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 3840 ? 2160 : 800 });
    // A screen of that size is drawn over several frames.
    await settled(page, width === 3840 ? 10 : 1);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page, width === 3840 ? 3 : 1);
      await writeFile(resolve(ARTEFACTS, `${name}-${width}-${colorScheme}.png`), await picture(page, width < 2560));
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** A picture as the browser gives it when it packs it quickly: larger files in half the time. */
async function picture(page: Page, isWhole: boolean): Promise<Buffer> {
  const cdp = await page.context().newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await cdp.send("Page.getLayoutMetrics");
  const clip = { x: 0, y: 0, width: cssLayoutViewport.clientWidth, height: cssContentSize.height, scale: 1 };
  const { data } = await cdp.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true, captureBeyondViewport: isWhole, ...(isWhole && { clip }) });
  await cdp.detach();
  return Buffer.from(data, "base64");
}

/** Whether anything makes the page scroll sideways. */
export async function overflow_px(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
