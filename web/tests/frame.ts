/** A service and a browser for the tests of one file; both end with it, also when one does not start. */

import { join } from "node:path";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";

import { startBrowser } from "./browser";
import { startServer, type Server } from "./server";

export interface Frame {
  server: Server;
  browser: Browser;
}

interface Wanted {
  /** Further flags of `mixmaster serve`. */
  settings?: string[];
  /** Goes on with the data of the files before that named the same: what these had mixed is there already. */
  data?: string;
}

/** To be called once at the top of a file; what it holds is there once its tests run. */
export function startFrame({ settings, data }: Wanted = {}): Frame {
  const frame: Partial<Frame> = {};
  beforeAll(async () => {
    frame.browser = await startBrowser();
    frame.server = await startServer(settings, data && join(inject("prepared"), data));
  });
  afterAll(async () => {
    await frame.browser?.close();
    await frame.server?.stop();
  });
  return frame as Frame;
}
