import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body, type Schemas } from "../../api/client";
import { useTitle } from "../../app/useTitle";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { Table } from "../../parts/Table";
import { toast } from "../../parts/Toast";
import { when } from "../../parts/words";
import styles from "./Keys.module.css";
import { NewKeyDialog } from "./NewKeyDialog";

type Key = Schemas["Key"];

export const KEYS = ["keys"] as const;

/** Who may speak to the service. */
export function Keys() {
  useTitle("Keys");
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<Key>();
  const keys = useQuery({ queryKey: KEYS, queryFn: () => body(api.GET("/v1/keys")) });
  const list = keys.data?.keys ?? [];
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Keys</h1>
        <Button look="primary" disabled={!keys.data} onClick={() => setMaking(true)}>New key</Button>
      </div>
      <p className={styles.words}>Programs and people show a key where the service asks for one. What each may do is its role.</p>
      {keys.error && <ProblemNote error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <Loading what="Keys" />}
      {keys.data && list.length === 0 && <Empty title="No key yet">On this machine none is needed; others need one to reach the service.</Empty>}
      {list.length > 0 && (
        <Table caption="Keys" captionHidden head={["Name", "Role", "Owner", "Made", "Last used", "State", <span key="acts" className="hearOnly">What to do</span>]}>
          {list.map((key) => (
            <tr key={key.id}>
              <th scope="row">{key.name}</th>
              <td>{key.role}</td>
              <td>{key.owner}</td>
              <td>{when(key.created_at)}</td>
              <td>{key.last_used_at ? when(key.last_used_at) : "never"}</td>
              <td>{stateOf(key)}</td>
              <td>{!key.revoked_at && <Button look="quiet" aria-label={`Revoke ${key.name}`} onClick={() => setRevoked(key)}>Revoke</Button>}</td>
            </tr>
          ))}
        </Table>
      )}
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
      {revoked && <Revoke name={revoked.name} id={revoked.id} onClose={() => setRevoked(undefined)} />}
    </div>
  );
}

function stateOf({ revoked_at, expires_at }: Key): string {
  if (revoked_at) return `revoked ${when(revoked_at)}`;
  if (!expires_at) return "holds";
  return Date.parse(expires_at) < Date.now() ? "expired" : `until ${when(expires_at)}`;
}

function Revoke({ name, id, onClose }: { name: string; id: string; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => body(api.DELETE("/v1/keys/{id}", { params: { path: { id } } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEYS });
      toast(`${name} is revoked`);
      onClose();
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>Revoke</Button>
    </>
  );
  return (
    <Dialog title={`Revoke ${name}?`} foot={foot} onClose={onClose}>
      <p>Whoever uses it is refused from now on. This cannot be undone.</p>
      {revoke.error && <ProblemNote error={revoke.error} />}
    </Dialog>
  );
}
