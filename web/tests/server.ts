/** The real service, of the test's own: a free port, a data folder that goes with it. */

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const WEB = resolve(import.meta.dirname, "..");
export const BINARY = process.env["MIXMASTER_BIN"] ?? resolve(WEB, "../target/debug/mixmaster");
const READY_MS_MAX = 30_000;

export interface Server {
  url: string;
  /** Its data folder. */
  data: string;
  /** As a power cut does: SIGKILL. */
  kill: () => Promise<void>;
  /** On the same port and data. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** `settings` are further flags of `mixmaster serve`; a folder that is `kept` stays when it stops. */
export async function startServer(settings: string[] = [], kept?: string): Promise<Server> {
  const data = kept ?? (await mkdtemp(join(tmpdir(), "mixmaster-web-")));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async () => {
    const flags = ["serve", "--listen", `127.0.0.1:${port}`, "--data-dir", data, "--requests-per-minute", "100000", ...settings];
    child = spawn(BINARY, flags, {
      stdio: process.env["MIXMASTER_LOG"] ? "inherit" : "ignore",
      env: { ...process.env, MIXMASTER_WEB_DIR: join(WEB, "dist") },
    });
    await ready(url, child);
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((done) => ending.once("exit", done));
    ending.kill(signal);
    await gone;
  };

  await start();
  return {
    url,
    data,
    start,
    kill: () => end("SIGKILL"),
    stop: async () => {
      await end("SIGKILL");
      if (!kept) await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  let failed: Error | undefined;
  child.once("error", (error) => {
    failed = new Error(`${BINARY} does not start (${error.message}); build it: cargo build -p mixmaster, or set MIXMASTER_BIN`);
  });
  const until = Date.now() + READY_MS_MAX;
  while (Date.now() < until) {
    if (failed) throw failed;
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/health/live`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the service did not answer within ${READY_MS_MAX / 1000} s`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
