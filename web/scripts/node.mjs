// Ends with 1 when this Node.js is not one that Vite runs on: 20.19 or newer of 20, 22.12 or newer.

import { pathToFileURL } from "node:url";

/** `engines` of package.json, as npm reads it, for versions of the form `22.12.0`. */
export function runsVite(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exit(runsVite(process.versions.node) ? 0 : 1);
