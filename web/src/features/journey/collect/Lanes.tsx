import styles from "./Collect.module.css";

const LANES = ["drums", "bass", "guitars", "keys", "vocals"];

/** Five lanes of a song that is not there yet. */
export function Lanes() {
  return (
    <svg className={styles.lanes} viewBox="0 0 240 64" aria-hidden="true">
      {LANES.map((group, lane) => (
        <g key={group} fill={`var(--group-${group})`}>
          {Array.from({ length: 48 }, (_, column) => {
            const height = 1 + 9 * Math.abs(Math.sin(column * (0.35 + lane * 0.13) + lane * 2) * Math.sin(column * 0.11 + lane));
            return <rect key={column} x={column * 5} y={6.5 + lane * 13 - height / 2} width="3" height={height} rx="1" />;
          })}
        </g>
      ))}
    </svg>
  );
}
