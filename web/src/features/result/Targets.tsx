import { Table } from "../../parts/Table";
import { level, withMinus } from "../../parts/words";
import { Corridor } from "./Corridor";
import type { Recipe } from "./recipe";
import type { Measured, Report } from "./report";
import styles from "./Result.module.css";

/** What was asked for against what came of it. */
export function Targets({ report, recipe }: { report: Report; recipe: Recipe }) {
  const { before, premaster, after } = report;
  const { brief } = recipe;
  const told = (value: number | null, unit: string, digits?: number) => (value === null ? "–" : level(value, unit, digits).trim());
  const rows: { name: string; of: (measured: Measured) => string; target: string }[] = [
    { name: "Loudness", of: (it) => told(it.integrated_lufs, "LUFS"), target: level(brief.lufs, "LUFS") },
    { name: "True peak", of: (it) => told(it.true_peak_dbtp, "dBTP", 2), target: `at most ${level(brief.ceiling_dbtp, "dBTP")}` },
    { name: "Loudness range", of: (it) => told(it.range_lu, "LU"), target: "–" },
    { name: "Crest", of: (it) => told(it.crest_db, "dB"), target: "–" },
    { name: "Correlation", of: (it) => told(it.correlation, "", 2), target: "at least 0.10" },
    { name: "Side over mid", of: (it) => told(it.side_over_mid, "", 2), target: `width ${brief.width_pct} %` },
  ];
  const versions = [before, premaster, after];
  return (
    <div className={styles.stack}>
      <Table caption="Asked for and reached" captionHidden head={["Measure", "As it came", "Mix", "Master", "Asked for"]}>
        {rows.map(({ name, of, target }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {versions.map((measured, index) => <td key={index}>{measured ? of(measured) : "–"}</td>)}
            <td>{target}</td>
          </tr>
        ))}
      </Table>
      {report.pictures?.corridor && report.pictures.master && (
        <Corridor corridor={report.pictures.corridor} master={report.pictures.master} rough={report.pictures.rough} profile={brief.profile} />
      )}
      {report.platforms && (
        <Table caption="On streaming services" head={["Service", "Its level", "Plays it at", "Peaks left", "What happens"]}>
          {report.platforms.map((row) => (
            <tr key={row.platform}>
              <th scope="row">{row.name}</th>
              <td>{level(row.target_lufs, "LUFS")}</td>
              <td>{level(row.played_lufs, "LUFS")}</td>
              <td>{level(row.headroom_db, "dB")}</td>
              <td>{withMinus(row.says)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}
