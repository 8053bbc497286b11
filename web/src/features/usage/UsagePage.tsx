import { useQuery } from "@tanstack/react-query";

import { api, body, type Schemas } from "../../api/client";
import { useTitle } from "../../app/useTitle";
import { Table } from "../../parts/Table";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { bytes, clock } from "../../parts/words";
import { Figures } from "../../parts/Figures";
import { YourData } from "./YourData";

const DAYS = 30;

/** What was used, by day. */
export function UsagePage() {
  useTitle("Usage");
  const usage = useQuery({
    queryKey: ["usage"],
    queryFn: () => body(api.GET("/v1/usage", { params: { query: { days: DAYS } } })),
  });
  return (
    <div style={{ display: "grid", gap: "var(--space-5)" }}>
      <h1>Usage</h1>
      {usage.error && <ProblemNote error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.isPending && <Loading what="Usage" />}
      {usage.data && <Days usage={usage.data} />}
      <YourData />
    </div>
  );
}

function Days({ usage }: { usage: Schemas["Usage"] }) {
  const { total, days, jobs_per_day } = usage;
  const figures = [
    { name: `Jobs in ${DAYS} days`, value: String(total.jobs) },
    { name: "Audio", value: clock(total.audio_seconds) },
    { name: "Computing", value: clock(total.processing_seconds) },
    { name: "Sent here", value: bytes(total.uploaded_bytes) },
    ...(jobs_per_day == null ? [] : [{ name: "Jobs a day, at most", value: String(jobs_per_day) }]),
  ];
  if (days.length === 0) return <Empty title="Nothing yet">Jobs, audio and computing are counted here by day.</Empty>;
  return (
    <>
      <Figures figures={figures} />
      <Table caption={`The last ${DAYS} days, in UTC`} head={["Day", "Jobs", "Audio", "Computing", "Sent here"]}>
        {days.map(({ day, jobs, audio_seconds, processing_seconds, uploaded_bytes }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>{jobs}</td>
            <td>{clock(audio_seconds)}</td>
            <td>{clock(processing_seconds)}</td>
            <td>{bytes(uploaded_bytes)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
