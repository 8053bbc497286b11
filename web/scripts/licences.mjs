// A plugin of the build: `licences.txt` beside the pages, with every package that is in them. A licence that
// may not be shipped ends the build.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set(["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Unlicense", "CC0-1.0", "Zlib"]);

export function licences() {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
      // Workers are built apart; what is in them is named here.
      folders.add(join(import.meta.dirname, "../node_modules/@noble/hashes"));
      const texts = [...folders].sort().map(entry);
      const source = `MixMaster's pages hold these packages.\n\n${texts.join(`\n${"-".repeat(78)}\n\n`)}`;
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

function packageFolder(id) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1];
}

function entry(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!ALLOWED.has(license)) throw new Error(`${name} ${version} is under ${license}: it may not be shipped`);
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version}: ${license}\n\n${text}\n`;
}
