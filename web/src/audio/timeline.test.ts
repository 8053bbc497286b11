import { describe, expect, it } from "vitest";

import { matchedGains_db } from "./match";
import { inside, Timeline, withEdge } from "./timeline";

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

describe("a region", () => {
  const [RATE_HZ, LENGTH] = [1000, 10_000];

  it("lies inside the song, or is none", () => {
    expect(inside({ from: 9000, to: 10_001 }, LENGTH, RATE_HZ)).toEqual({ from: 9000, to: 10_000 });
    expect(inside({ from: -5, to: 400 }, LENGTH, RATE_HZ)).toEqual({ from: 0, to: 400 });
    expect(inside({ from: 9900, to: 12_000 }, LENGTH, RATE_HZ)).toBeUndefined();
    expect(inside({ from: 0, to: 100 }, 100, RATE_HZ)).toEqual({ from: 0, to: 100 });
  });

  it("can be marked at both ends of the song, and an edge that passes the other pushes it away", () => {
    const edge = (...[at, side]: [number, "from" | "to"]) => withEdge({ from: 2000, to: 4000 }, side, at, LENGTH, RATE_HZ);
    expect(edge(3000, "from")).toEqual({ from: 3000, to: 4000 });
    expect(edge(3000, "to")).toEqual({ from: 2000, to: 3000 });
    expect(edge(5000, "from")).toEqual({ from: 5000, to: 10_000 });
    expect(edge(1000, "to")).toEqual({ from: 0, to: 1000 });
    expect(edge(10_000, "from")).toEqual({ from: 9750, to: 10_000 });
    expect(edge(0, "to")).toEqual({ from: 0, to: 250 });
  });

  it("that ends with the song goes round", () => {
    const region = inside({ from: 9500, to: 10_020 }, LENGTH, RATE_HZ);
    const timeline = new Timeline(0, 9800, LENGTH, 2000, region);
    expect([timeline.take(), timeline.take()].map((slice) => [slice?.from, slice?.frames])).toEqual([[9800, 200], [9500, 500]]);
  });
});
