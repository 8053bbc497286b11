import { readFile } from "node:fs/promises";

import { expect, it } from "vitest";

import { runsVite } from "./node.mjs";

it("takes the versions of Node.js that Vite takes", async () => {
  expect(["20.19.0", "20.20.2", "22.12.0", "22.20.0", "23.0.0", "24.1.0"].filter((version) => !runsVite(version))).toEqual([]);
  expect(["18.20.0", "20.0.0", "20.18.3", "21.7.0", "22.11.0"].filter(runsVite)).toEqual([]);
  // A newer Vite may want another: then this file and `engines` are to be changed.
  const told = async (path: string) => (JSON.parse(await readFile(new URL(path, import.meta.url), "utf8")) as { engines: { node: string } }).engines.node;
  expect(await told("../node_modules/vite/package.json")).toBe("^20.19.0 || >=22.12.0");
  expect(await told("../package.json")).toBe(await told("../node_modules/vite/package.json"));
});
