import { expect, it } from "vitest";

import { partsWords, questionOf, stateWords } from "./search";

it("asks for as many words as the service takes", () => {
  expect(questionOf("  rain   vocal ")).toBe("rain vocal");
  expect(questionOf("a b c d e f")).toBe("a b c d");
  expect(questionOf("x".repeat(300))).toHaveLength(200);
});

it("an empty search is none", () => {
  expect(questionOf("   ")).toBeUndefined();
});

it("says of a row what it is made of, and what can be done with stems that were heard", () => {
  const stem = { name: "kick", uploaded: true };
  expect(partsWords({ kind: "album", stems: [stem, stem] })).toBe("2 songs");
  expect(partsWords({ kind: "master", stems: [stem] })).toBe("one file");
  expect(partsWords({ kind: "mix", stems: [stem] })).toBe("1 stem");
  expect(stateWords({ kind: "analyze", status: "complete" })).toBe("to be mixed");
  expect(stateWords({ kind: "mix", status: "complete" })).toBe("ready");
});
