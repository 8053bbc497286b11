import { expect, it } from "vitest";

import { titleOf } from "./useFiles";

it("a title is the name of the file without its number", () => {
  expect(["01 Rain", "2_River_run", "3. Sun", "99 Luftballons", "1999", "12-Moon"].map(titleOf)).toEqual(["Rain", "River run", "Sun", "Luftballons", "1999", "Moon"]);
  expect(titleOf("07 ")).toBe("07 ");
});
