// What the first page brings may be 200 KB compressed, JavaScript and style together.

import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 200_000;
const DIST = new URL("../dist/", import.meta.url);

const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", DIST), "utf8"));
const files = new Set(["index.html", "theme.js"]);
const take = (name) => {
  const chunk = manifest[name];
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const part of chunk.imports ?? []) take(part);
};
take("index.html");

let bytes = 0;
for (const file of files) bytes += gzipSync(await readFile(new URL(file, DIST))).length;
console.log(`first load: ${(bytes / 1000).toFixed(1)} of ${BUDGET_BYTES / 1000} KB compressed, ${files.size} files`);
if (bytes > BUDGET_BYTES) {
  console.error("that is too much: load the new part with its page (src/app/Pages.tsx)");
  process.exit(1);
}
