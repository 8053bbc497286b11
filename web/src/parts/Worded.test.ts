import { expect, it } from "vitest";

import { sentence } from "./Worded";

it("what the service says becomes a sentence", () => {
  expect(sentence("export it again")).toBe("Export it again.");
  expect(sentence("`cut.wav` is damaged")).toBe("`cut.wav` is damaged.");
  expect(sentence("Done!")).toBe("Done!");
  expect(sentence("")).toBe("");
});
