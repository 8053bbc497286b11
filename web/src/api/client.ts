/** The typed way to the service. Types come from `docs/openapi.json` by `npm run types`. */

import createClient, { type Middleware } from "openapi-fetch";

import { asProblem, problemOf } from "./problem";
import type { components, paths } from "./schema.gen";
import { endSession, sessionToken } from "./session";

export type Schemas = components["schemas"];

const speaker: Middleware = {
  onRequest({ request }) {
    const token = sessionToken();
    if (token) request.headers.set("authorization", `Bearer ${token}`);
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401) endSession(request.headers.get("authorization")?.replace("Bearer ", ""));
  },
};

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "http://127.0.0.1" });
api.use(speaker);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or its problem thrown: `await body(api.GET("/v1/jobs", …))`. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (error) {
    throw asProblem(error);
  }
  const { data, error, response } = settled;
  if (!response.ok) throw problemOf(response.status, error, response.headers.get("retry-after"));
  return data as T;
}
