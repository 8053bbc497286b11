/** A service that wants keys. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";

import { chooseFiles, holdUploads, openPage, pictures, STEMS, violations } from "./browser";
import { startFrame } from "./frame";
import { BINARY } from "./server";
import { folderOf, wav } from "./sound";

const frame = startFrame({ settings: ["--auth", "required"] });
const DONE_MS = 240_000;
let key = "";

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(BINARY, ["key", "add", "band", "--role", "admin", "--data-dir", frame.server.data]);
  key = stdout.trim().split(/\s+/).at(-1) ?? "";
});

it("asks for a key, says when it is wrong, goes to where one wanted to go, and out again", async () => {
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  await page.goto("/keys");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "sign-in");
  await page.getByLabel("Key").fill("mm_wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Key").fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Keys", level: 1 }).waitFor();

  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("laptop");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByText("It is shown this once").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByRole("button", { name: "Revoke laptop" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.getByText(/^revoked/).waitFor();

  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }))).not.toContain(key);
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

interface Key {
  id: string;
  name: string;
  owner: string;
  secret: string;
}

async function keys<T>(method: string, path: string, json?: object): Promise<T> {
  const answer = await fetch(`${frame.server.url}/v1/keys${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: json && JSON.stringify(json),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function signIn(page: Page, secret: string) {
  await page.getByLabel("Key").fill(secret);
  await page.keyboard.press("Enter");
}

it("is asked for on the way to an address, and leads there; a session is renewed while somebody works, and not for one who is gone", async () => {
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  const begun: number[] = [];
  page.on("response", (response) => {
    if (/\/v1\/sessions(\/renew)?$/.test(response.url())) begun.push(response.status());
  });
  // Two tokens of one second are the same: what tells them apart is when they came.
  const came_ms = () => page.evaluate(() => (JSON.parse(sessionStorage.getItem("mixmaster.session") ?? "{}") as { begun_ms?: number }).begun_ms);
  await page.clock.install();
  await page.goto("/presets?base=jazz&name=Late");
  await signIn(page, key);
  await page.getByRole("heading", { name: "New preset" }).waitFor();
  expect(await page.getByLabel("Name").inputValue()).toBe("Late");
  await page.getByRole("button", { name: "Cancel" }).click();
  const first_ms = (await came_ms()) ?? 0;
  // A session lasts an hour here: within its first half nothing is asked.
  await page.clock.fastForward("29:00");
  await page.keyboard.press("Shift");
  expect(begun).toEqual([201]);
  await page.clock.fastForward("02:00");
  await expect.poll(came_ms).toBeGreaterThanOrEqual(first_ms + 30 * 60_000);
  expect(begun).toEqual([201, 201]);
  // Nobody was here for half an hour: it is left to end, until somebody comes back.
  for (let minutes = 0; minutes < 33; minutes++) await page.clock.fastForward("01:00");
  await page.evaluate(() => fetch("/health/live"));
  expect(begun).toEqual([201, 201]);
  await page.keyboard.press("Shift");
  await expect.poll(() => begun).toEqual([201, 201, 201]);
  expect(errors).toEqual([]);
  await page.context().close();
});

it("a session that ends in an upload, and in a job, is begun anew, and all goes on where it was", async () => {
  const [owner] = (await keys<{ keys: Key[] }>("GET", "")).keys;
  const made = (name: string) => keys<Key>("POST", "", { name, role: "producer", owner: owner?.owner });
  const [first, second, third] = [await made("first"), await made("second"), await made("third")];
  const large = await folderOf({ "long take.wav": wav({ seconds: 70, channels: 2, seed: 5 }) });
  const { page, errors } = await openPage(frame.browser, frame.server.url);
  const sent: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") sent.push(Number(request.headers()["upload-offset"]));
  });
  await page.goto("/");
  await signIn(page, first.secret);
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  const release = await holdUploads(page, 8 << 20);
  await chooseFiles(page, [...large.paths, ...STEMS.slice(0, 2)], () => page.getByRole("button", { name: "Choose files" }).click());
  await expect.poll(() => sent.filter((offset) => offset > 0).length, { timeout: 60_000 }).toBeGreaterThan(0);
  await keys("DELETE", `/${first.id}`);
  release();
  await page.getByRole("heading", { name: "Sign in" }).waitFor({ timeout: 30_000 });
  const before = sent.length;
  await signIn(page, second.secret);
  await page.getByText("3 files here").waitFor({ timeout: 60_000 });
  expect(sent[before]).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Remove long take" }).click();

  await page.getByRole("button", { name: "Listen to 2 stems" }).click();
  await page.getByRole("button", { name: "Mix and master" }).click({ timeout: DONE_MS });
  await page.waitForURL(/\/jobs\//);
  const job = page.url();
  await keys("DELETE", `/${second.id}`);
  // The stream of events stands as long as its line; the next question is refused.
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor({ timeout: 30_000 });
  await signIn(page, third.secret);
  await page.waitForURL(job);
  await page.getByRole("heading", { name: "Change it" }).waitFor({ timeout: DONE_MS });
  expect(errors).toEqual([]);
  await page.context().close();
  await large.remove();
}, 2 * DONE_MS);
