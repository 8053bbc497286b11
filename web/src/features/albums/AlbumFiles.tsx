import type { Job } from "../../api/jobs";
import { FileList } from "../../parts/FileList";
import styles from "./Albums.module.css";

const FILES = [
  { key: "album_url", name: "The album", says: "every song, cue sheet, report and signature (ZIP)" },
  { key: "album_image_url", name: "One file", says: "the whole from first to last" },
  { key: "album_cue_url", name: "Cue sheet", says: "where each song begins" },
  { key: "album_page_url", name: "Report page", says: "one file, to read" },
  { key: "album_report_url", name: "album.json", says: "all numbers" },
  { key: "album_signature_url", name: "Signature", says: "what a later single is held against; no audio" },
] as const;

/** Everything that was written. */
export function AlbumFiles({ job }: { job: Job }) {
  const files = FILES.flatMap(({ key, name, says }) => {
    const url = job.results?.[key];
    return url ? [{ name, says, url }] : [];
  });
  return (
    <section className={styles.section}>
      <h2>Files</h2>
      <FileList files={files} hasLead />
    </section>
  );
}
