/** A service and a browser for the tests of one file; both end with it, also when one does not start. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

import { startBrowser } from "./browser";
import { startServer, type Server } from "./server";

export interface Frame {
  server: Server;
  browser: Browser;
}

/** To be called once at the top of a file; what it holds is there once its tests run. */
export function startFrame(settings: string[] = []): Frame {
  const frame: Partial<Frame> = {};
  beforeAll(async () => {
    frame.browser = await startBrowser();
    frame.server = await startServer(settings);
  });
  afterAll(async () => {
    await frame.browser?.close();
    await frame.server?.stop();
  });
  return frame as Frame;
}
