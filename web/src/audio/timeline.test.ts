import { describe, expect, it } from "vitest";

import { matchedGains_db } from "./match";
import { Timeline } from "./timeline";

describe("the timeline", () => {
  it("gives the song slice by slice and ends with it", () => {
    const timeline = new Timeline(1000, 150, 500, 200);
    const slices = [timeline.take(), timeline.take(), timeline.take()];
    expect(slices.map((slice) => [slice?.at, slice?.from, slice?.frames])).toEqual([[1000, 150, 50], [1050, 200, 200], [1250, 400, 100]]);
    expect(slices.map((slice) => slice?.fadeIn)).toEqual([true, false, false]);
    expect(timeline.take()).toBeUndefined();
    expect(timeline.isOver(1349)).toBe(false);
    expect(timeline.isOver(1350)).toBe(true);
  });

  it("tells what sounds now", () => {
    const timeline = new Timeline(1000, 150, 500, 200);
    timeline.take();
    timeline.take();
    expect(timeline.songFrame(900)).toBe(150);
    expect(timeline.songFrame(1060)).toBe(210);
  });

  it("goes round in a loop without losing a frame, and fades at the joint only", () => {
    const timeline = new Timeline(0, 250, 1000, 200, { from: 100, to: 300 });
    const slices = Array.from({ length: 4 }, () => timeline.take());
    expect(slices.map((slice) => [slice?.at, slice?.from, slice?.frames])).toEqual([[0, 250, 50], [50, 100, 100], [150, 200, 100], [250, 100, 100]]);
    expect(slices.map((slice) => slice?.fadeOut)).toEqual([true, false, true, false]);
    expect(slices.map((slice) => slice?.fadeIn)).toEqual([true, true, false, true]);
    expect(timeline.songFrame(260)).toBe(110);
  });
});

it("everything comes down to the quietest; what is not known stays", () => {
  const gains = matchedGains_db([{ id: "rough", lufs: -16 }, { id: "mix", lufs: -20 }, { id: "master", lufs: -11.5 }, { id: "other" }]);
  expect([...gains.values()]).toEqual([-4, 0, -8.5, 0]);
});
