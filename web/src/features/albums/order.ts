import type { Schemas } from "../../api/client";
import { keyOf, type AlbumDraft } from "./draft";

/** What the service is asked for, once every song is one. */
export function orderOf(draft: AlbumDraft): Schemas["CreateAlbum"] {
  const { title, artist, tracks, anchor, preset, lufs, gap_s, isEven, hasImage } = draft;
  const anchorAt = tracks.findIndex((track) => keyOf(track) === anchor);
  return {
    project_id: title.trim() || undefined,
    preset,
    ...(lufs !== undefined && { targets: { lufs } }),
    tracks: tracks.map(({ source, title }) => ({
      ...("job" in source && { job_id: source.job }),
      title: title.trim() || undefined,
    })),
    album: {
      title: title.trim() || undefined,
      artist: artist.trim() || undefined,
      ...(anchorAt >= 0 && { anchor: anchorAt }),
      gap_s,
      even: isEven,
      image: hasImage,
    },
  };
}

/** What stands in the way of making it, in words; nothing when it can be made. */
export function hurdleOf({ tracks }: AlbumDraft): string | undefined {
  if (tracks.length < 2) return "An album has at least two songs.";
  const titles = tracks.map(({ title }) => title.trim().toLocaleLowerCase());
  if (titles.includes("")) return "Every song needs a title.";
  const twice = titles.find((title, index) => titles.indexOf(title) !== index);
  const shown = tracks.find(({ title }) => title.trim().toLocaleLowerCase() === twice)?.title.trim();
  if (twice !== undefined) return `Two songs are called “${shown}”.`;
  const odd = tracks.find(({ title }) => /[/\\\u0000-\u001f]/.test(title) || title.trim().startsWith("."));
  return odd && `“${odd.title}” cannot be a title: no slashes, and no dot at its beginning.`;
}
