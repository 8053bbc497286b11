import { Link } from "wouter";

import { useJob } from "../../api/jobs";
import { Problem } from "../../api/problem";
import { songTitle } from "../../api/titles";

/** Of a later single: the album that it was mastered to. */
export function OfAlbum({ album }: { album: string }) {
  const { data, error } = useJob(album);
  const isGone = error instanceof Problem && error.status === 404;
  const named = isGone ? "an album that is not here any more" : <>the album <Link href={`/jobs/${album}`}>{data ? songTitle(data) : "…"}</Link></>;
  return <p>Held against {named}: its tone, and its loudness and ceiling where nothing else was asked for.</p>;
}
