/** What is spoken past the typed client: any path, any JSON. */

import { asProblem, problemOf } from "./problem";
import { endSession, sessionToken } from "./session";

/** Speaks JSON with any path, with the problem thrown. */
export async function request<T>(method: string, path: string, json?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const token = sessionToken();
  const sent: Record<string, string> = { accept: "application/json", ...headers };
  if (token) sent["authorization"] = `Bearer ${token}`;
  if (json !== undefined) sent["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, { method, headers: sent, body: json === undefined ? undefined : JSON.stringify(json) });
  } catch (error) {
    throw asProblem(error);
  }
  const text = await response.text();
  const told = parsed(text);
  if (response.status === 401) endSession(token);
  if (!response.ok) throw problemOf(response.status, told, response.headers.get("retry-after"));
  return told as T;
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
