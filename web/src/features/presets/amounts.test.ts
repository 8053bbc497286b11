import { expect, it } from "vitest";

import { readAmounts, writeAmounts } from "./amounts";

it("one number is for all together", () => {
  expect(readAmounts("80")).toEqual({ overall: 80 });
});

it("named shares are read and written back, whole ones left out", () => {
  expect(readAmounts("tone=50, space=120")).toEqual({ tone: 50, space: 120 });
  expect(writeAmounts({ space: 120, tone: 50, width: 100 })).toBe("tone=50,space=120");
  expect(writeAmounts({ width: 100 })).toBeUndefined();
});

it("what is not understood is passed over", () => {
  expect(readAmounts("loud,colour=3,tone=")).toEqual({ tone: 0 });
  expect(readAmounts(null)).toEqual({});
});
