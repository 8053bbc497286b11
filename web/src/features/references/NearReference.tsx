import { Table } from "../../parts/Table";
import { sentence } from "../../parts/Worded";
import { plural } from "../../parts/words";
import { distances, type ReferenceReport } from "./distance";
import styles from "./References.module.css";

/** What the song was held against, and how near it came: as measured, before and after. */
export function NearReference({ reference }: { reference: ReferenceReport }) {
  const { songs } = reference;
  const notes = songs.flatMap(({ name, notes = [] }) => notes.map((note) => sentence(`${name}: ${note}`)));
  return (
    <section className={styles.result} aria-label="Near the references">
      <h2>{`Held against ${plural(songs.length, "record")}`}</h2>
      <Table caption="How far the song is from each, as the stems came and as it is now" head={["Reference", "Tone", "Dynamics", "Width", "Loudness"]}>
        {songs.map((song) => (
          <tr key={song.hash}>
            <th scope="row">{song.name}</th>
            {distances(song).map(({ respect, words }) => <td key={respect}>{words}</td>)}
          </tr>
        ))}
      </Table>
      {notes.length > 0 && <ul className={styles.words}>{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
    </section>
  );
}
