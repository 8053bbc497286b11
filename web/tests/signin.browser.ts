/** A service that wants keys. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { beforeAll, expect, it } from "vitest";

import { openPage, pictures, violations } from "./browser";
import { startFrame } from "./frame";
import { BINARY } from "./server";

const frame = startFrame(["--auth", "required"]);
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
