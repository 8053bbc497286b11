import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body } from "../../api/client";
import { withToken } from "../../api/session";
import { Button, LinkButton } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";

/** What the service keeps of a person: to take along, or to be forgotten. */
export function YourData() {
  const [isAsking, setAsking] = useState(false);
  return (
    <section style={{ display: "grid", gap: "var(--space-3)", justifyItems: "start" }}>
      <h2>Your data</h2>
      <p style={{ color: "var(--ink-2)" }}>Songs, recipes and presets that the service keeps of you.</p>
      <p style={{ display: "flex", flexWrap: "wrap", gap: "var(--space-2)" }}>
        <LinkButton outside href={withToken("/v1/account/export")} download>Take all of it along</LinkButton>
        <Button look="danger" onClick={() => setAsking(true)}>Delete all of it</Button>
      </p>
      {isAsking && <ForgetAll onClose={() => setAsking(false)} />}
    </section>
  );
}

function ForgetAll({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => body(api.DELETE("/v1/account/data")),
    onSuccess: async () => {
      await client.invalidateQueries();
      toast("All of your data is deleted");
      onClose();
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button look="danger" busy={forget.isPending} onClick={() => forget.mutate()}>Delete everything for good</Button>
    </>
  );
  return (
    <Dialog title="Delete everything?" foot={foot} onClose={onClose}>
      <p>All songs with their files, recipes and presets of your own. This cannot be undone.</p>
      {forget.error && <ProblemNote error={forget.error} />}
    </Dialog>
  );
}
