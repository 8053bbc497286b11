/** A place for data that files of tests leave each other, one after the other: it goes when all are done. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    prepared: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "mixmaster-prepared-"));
  project.provide("prepared", folder);
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
