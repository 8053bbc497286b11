// Writes src/api/schema.gen.ts from docs/openapi.json; with --check it only says whether that is fresh.

import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const TARGET = new URL("../src/api/schema.gen.ts", import.meta.url);
const SOURCE = new URL("../../docs/openapi.json", import.meta.url);

const document = JSON.parse(await readFile(SOURCE, "utf8"));
const ast = await openapiTS(document, { emptyObjectsUnknown: true, defaultNonNullable: false });
const text = `// Written by \`npm run types\` from docs/openapi.json. Not to be edited.\n\n${astToString(ast)}`;

if (process.argv.includes("--check")) {
  if ((await readFile(TARGET, "utf8").catch(() => "")) !== text) {
    console.error("src/api/schema.gen.ts is not what docs/openapi.json says: run `npm run types`");
    process.exit(1);
  }
} else {
  await writeFile(TARGET, text);
}
