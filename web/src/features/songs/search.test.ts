import { expect, it } from "vitest";

import { questionOf } from "./search";

it("asks for as many words as the service takes", () => {
  expect(questionOf("  rain   vocal ")).toBe("rain vocal");
  expect(questionOf("a b c d e f")).toBe("a b c d");
  expect(questionOf("x".repeat(300))).toHaveLength(200);
});

it("an empty search is none", () => {
  expect(questionOf("   ")).toBeUndefined();
});
