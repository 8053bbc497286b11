import { defineConfig } from "vitest/config";

// The browser tests: one file at a time, since each has a server and a browser of its own.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    environment: "node",
    include: ["**/*.browser.ts"],
    globalSetup: ["prepared.ts"],
    fileParallelism: false,
    // A browser on a busy machine is given a second try, which the report tells.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
