import { useTitle } from "../../app/useTitle";
import { Button, LinkButton } from "../../parts/Button";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { SongRow } from "../songs/SongRow";
import { useSongs } from "../songs/useSongs";
import styles from "./Albums.module.css";

/** Albums that were made here, and the way to a new one. */
export function Albums() {
  useTitle("Albums");
  const albums = useSongs({ kind: "album" });
  const all = albums.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Albums</h1>
        <LinkButton look="primary" href="/albums/new">New album</LinkButton>
      </div>
      {albums.error && <ProblemNote error={albums.error} onRetry={() => void albums.refetch()} />}
      {albums.isPending && <Loading what="Albums" />}
      {albums.isSuccess && all.length === 0 && (
        <Empty title="No album yet">Songs that are done, or mixes from elsewhere, become an album: one tone, levels that fit, gaps, a cue sheet.</Empty>
      )}
      <ul className={styles.list} aria-label="Albums">{all.map((job) => <SongRow key={job.job_id} job={job} />)}</ul>
      {albums.hasNextPage && <Button busy={albums.isFetchingNextPage} onClick={() => void albums.fetchNextPage()}>Older albums</Button>}
    </div>
  );
}
