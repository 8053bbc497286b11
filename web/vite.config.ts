import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { licences } from "./scripts/licences.mjs";

/** Where the service listens while the pages are developed. */
const service = process.env["MIXMASTER_URL"] ?? "http://127.0.0.1:8000";
/** The service refuses requests of other origins; the proxy speaks as the service's own page. */
const proxied = { target: service, changeOrigin: true, headers: { origin: service } };
const proxy = { "/v1": proxied, "/health": proxied, "/docs": proxied, "/openapi.json": proxied };

export default defineConfig({
  plugins: [react(), licences()],
  server: { host: "127.0.0.1", proxy },
  preview: { host: "127.0.0.1", proxy },
  // It knows `composes` between files; PostCSS warns of it.
  css: { transformer: "lightningcss" },
  build: { target: "es2022", sourcemap: false, manifest: true },
  test: { environment: "node", include: ["{src,scripts}/**/*.test.ts"] },
});
