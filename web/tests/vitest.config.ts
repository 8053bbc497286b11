import { defineConfig } from "vitest/config";

// The browser tests: one file at a time, since each has a server and a browser of its own.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    environment: "node",
    include: ["**/*.browser.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
