import { expect, it } from "vitest";

import { becameSong, moved, useAlbumDraft, type AlbumDraft, type Track } from "./draft";
import { hurdleOf, orderOf } from "./order";

const DRAFT: AlbumDraft = {
  title: " Blue ",
  artist: "",
  tracks: [{ source: { job: "j1" }, title: "Rain" }, { source: { upload: "u1" }, title: " Sun " }],
  anchor: "u1",
  gap_s: 1.5,
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

it("the order names songs, and the anchor by its place", () => {
  const order: unknown = JSON.parse(JSON.stringify(orderOf({ ...DRAFT, anchor: "j2", tracks: [DRAFT.tracks[0] as Track, { source: { job: "j2" }, title: " Sun " }] })));
  expect(order).toEqual({
    project_id: "Blue",
    tracks: [{ job_id: "j1", title: "Rain" }, { job_id: "j2", title: "Sun" }],
    album: { title: "Blue", anchor: 1, gap_s: 1.5, even: false, image: true },
  });
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

it("a file that became a song keeps its place, its title and the anchor", () => {
  useAlbumDraft.setState(DRAFT);
  becameSong("u1", "j2");
  expect(useAlbumDraft.getState()).toMatchObject({ anchor: "j2", tracks: [{ source: { job: "j1" } }, { source: { job: "j2" }, title: " Sun " }] });
});
