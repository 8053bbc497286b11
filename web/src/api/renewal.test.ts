import { expect, it } from "vitest";

import { isDue, lifetime_ms } from "./renewal";

const MINUTE = 60_000;
const tokenOf = (claims: object) => `x.${btoa(JSON.stringify(claims)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.y`;
const SESSION = { token: tokenOf({ iat: 1000, exp: 1000 + 3600, sub: "ÿ~" }), expires_at: "", begun_ms: 0 };

it("a session is renewed in its second half, when there was work lately", () => {
  expect(isDue(SESSION, 29 * MINUTE, 29 * MINUTE)).toBe(false);
  expect(isDue(SESSION, 30 * MINUTE, 1 * MINUTE)).toBe(true);
  expect(isDue(SESSION, 59 * MINUTE, 29 * MINUTE)).toBe(true);
  expect(isDue(SESSION, 59 * MINUTE, 28 * MINUTE)).toBe(false);
});

it("its length is what the token says, else what the service said", () => {
  // A machine whose clock is a day behind.
  expect(lifetime_ms({ ...SESSION, expires_at: "2030-01-02T01:00:00Z", begun_ms: Date.parse("2030-01-01T00:00:00Z") })).toBe(60 * MINUTE);
  expect(lifetime_ms({ token: "opaque", expires_at: "2030-01-01T01:00:00Z", begun_ms: Date.parse("2030-01-01T00:00:00Z") })).toBe(60 * MINUTE);
});
