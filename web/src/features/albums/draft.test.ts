import { expect, it } from "vitest";

import { endTrack, moved, useAlbumDraft, type AlbumDraft, type Track } from "./draft";
import { endsWords, hurdleOf, orderOf } from "./order";

const DRAFT: AlbumDraft = {
  title: " Blue ",
  artist: "",
  tracks: [{ source: { job: "j1" }, title: "Rain" }, { source: { upload: "u1" }, title: " Sun " }],
  anchor: "u1",
  gap_s: 1.5,
  tone_pct: 80,
  isTrimmed: true,
  isEven: false,
  hasImage: true,
};

it("one thing goes to another place, and never outside", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 1, -4)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  expect(moved(["a"], 5, 0)).toEqual(["a"]);
});

it("the order names songs and files, how they end, and the anchor by its place", () => {
  const [rain, sun] = DRAFT.tracks as [Track, Track];
  const sent = new Map([["u1", "up-1"]]);
  const order: unknown = JSON.parse(JSON.stringify(orderOf({ ...DRAFT, tracks: [{ ...rain, ends: { fade_out_s: 4, gap_s: 0 } }, { ...sun, ends: { gap_s: 3 } }] }, sent)));
  expect(order).toEqual({
    project_id: "Blue",
    tracks: [{ job_id: "j1", title: "Rain", fade_out_s: 4, gap_s: 0 }, { upload_id: "up-1", title: "Sun" }],
    album: { title: "Blue", anchor: 1, gap_s: 1.5, tone_pct: 80, no_trim: false, even: false, image: true },
  });
});

it("how a song ends is kept until it is as for every song again, and said", () => {
  useAlbumDraft.setState(DRAFT);
  endTrack("u1", { fade_in_s: 2 });
  endTrack("u1", { gap_s: 0 });
  expect(useAlbumDraft.getState().tracks[1]?.ends).toEqual({ fade_in_s: 2, gap_s: 0 });
  expect(endsWords({ fade_in_s: 2, gap_s: 0 })).toBe("fades in 2 s · runs into the next");
  expect(endsWords({ fade_out_s: 0.5, gap_s: 4 })).toBe("fades out 0.5 s · 4 s to the next");
  endTrack("u1", { fade_in_s: undefined });
  endTrack("u1", { gap_s: undefined });
  expect(useAlbumDraft.getState().tracks[1]).toEqual(DRAFT.tracks[1]);
});

it("says what is missing", () => {
  const [rain, sun] = DRAFT.tracks as [AlbumDraft["tracks"][0], AlbumDraft["tracks"][0]];
  const told = (tracks: AlbumDraft["tracks"]) => hurdleOf({ ...DRAFT, tracks });
  expect(told(DRAFT.tracks)).toBeUndefined();
  expect(told([rain])).toMatch(/at least two/);
  expect(told([rain, { ...sun, title: " " }])).toMatch(/needs a title/);
  expect(told([rain, { ...sun, title: "rain " }])).toMatch(/Two songs are called “Rain”/);
  expect(told([rain, { ...sun, title: "AC/DC" }])).toMatch(/no slashes/);
});
