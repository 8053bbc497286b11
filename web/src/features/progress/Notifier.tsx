import { useEffect } from "react";

import { hasEnded } from "../../api/events";
import { useJob } from "../../api/jobs";
import { tell, useWanted } from "./notify";

/** Watches jobs that somebody wants to hear of, on whatever page they are meanwhile. Shows nothing. */
export function Notifier() {
  const jobs = useWanted((state) => state.jobs);
  return jobs.map((job) => <Watch key={job.id} {...job} />);
}

function Watch({ id, name }: { id: string; name: string }) {
  const status = useJob(id).data?.status;
  useEffect(() => {
    if (status && hasEnded(status)) tell(id, name, status);
  }, [id, name, status]);
  return null;
}
