import { useState } from "react";

import { Button } from "../../parts/Button";
import { canNotify, unwant, useWanted, want } from "./notify";

/** A notification when it is done; the browser is asked on this click and never before. */
export function NotifyButton({ id, name }: { id: string; name: string }) {
  const isWanted = useWanted(({ jobs }) => jobs.some((job) => job.id === id));
  const [isRefused, setRefused] = useState(false);
  if (!canNotify()) return null;
  const press = async () => {
    if (isWanted) unwant(id);
    else setRefused(!(await want(id, name)));
  };
  return (
    <>
      <Button aria-pressed={isWanted} onClick={() => void press()}>Tell me when it is done</Button>
      {isRefused && <span role="status">The browser does not allow it.</span>}
    </>
  );
}
