import type { Schemas } from "../../api/client";
import { keyOf, type AlbumDraft, type Ends } from "./draft";

/** What the service is asked for; `sent` tells the uploads of files by their names in this page. */
export function orderOf(draft: AlbumDraft, sent: ReadonlyMap<string, string | undefined>): Schemas["CreateAlbum"] {
  const { title, artist, tracks, anchor, preset, lufs, gap_s, tone_pct, isTrimmed, isEven, hasImage } = draft;
  const anchorAt = tracks.findIndex((track) => keyOf(track) === anchor);
  return {
    project_id: title.trim() || undefined,
    preset,
    ...(lufs !== undefined && { targets: { lufs } }),
    tracks: tracks.map(({ source, title, ends }, at) => ({
      ...("job" in source ? { job_id: source.job } : { upload_id: sent.get(source.upload) }),
      title: title.trim() || undefined,
      ...ends,
      // After the last song nothing comes.
      ...(at === tracks.length - 1 && { gap_s: undefined }),
    })),
    album: {
      title: title.trim() || undefined,
      artist: artist.trim() || undefined,
      ...(anchorAt >= 0 && { anchor: anchorAt }),
      gap_s,
      tone_pct,
      no_trim: !isTrimmed,
      even: isEven,
      image: hasImage,
    },
  };
}

/** What is special about the ends of a song, in words: `fades out 5 s · 0.5 s to the next`. */
export function endsWords({ fade_in_s, fade_out_s, gap_s }: Ends): string {
  return [
    fade_in_s ? `fades in ${fade_in_s} s` : undefined,
    fade_out_s ? `fades out ${fade_out_s} s` : undefined,
    gap_s === undefined ? undefined : gap_s === 0 ? "runs into the next" : `${gap_s} s to the next`,
  ].filter(Boolean).join(" · ");
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
