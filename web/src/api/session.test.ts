import { expect, it } from "vitest";

import { endSession, session, sessionToken, setSession } from "./session";

it("a refusal ends the session that it was said to, and no newer one", () => {
  setSession({ token: "old", expires_at: "2026-01-01T00:00:00Z" });
  const sent = sessionToken();
  setSession({ token: "new", expires_at: "2026-01-01T01:00:00Z" });
  endSession(sent);
  expect(sessionToken()).toBe("new");
  endSession(undefined);
  expect(sessionToken()).toBe("new");
  endSession("new");
  expect(session()).toBeUndefined();
});
