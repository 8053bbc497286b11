import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body, type Schemas } from "../../api/client";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { SelectField, TextField } from "../../parts/Field";
import { ProblemNote } from "../../parts/States";
import { KEYS } from "./Keys";
import styles from "./Keys.module.css";

type Role = Schemas["KeyRole"];

const ROLES: Record<Role, string> = {
  producer: "producer: makes, sees and deletes its songs",
  listener: "listener: sees and downloads",
  service: "service: a program that makes songs",
  admin: "admin: everything, of everybody",
};

/** Makes a key and shows its secret, once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("producer");
  const [days, setDays] = useState("");
  const make = useMutation({
    mutationFn: () => body(api.POST("/v1/keys", { body: { name: name.trim(), role, days: days === "" ? undefined : Number(days) } })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS }),
  });
  if (make.data) return <Secret secret={make.data.secret} name={make.data.name} onClose={onClose} />;
  const foot = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="primary" disabled={name.trim() === ""} busy={make.isPending} onClick={() => make.mutate()}>Make it</Button>
    </>
  );
  return (
    <Dialog title="New key" foot={foot} onClose={onClose}>
      <TextField label="Name" hint="Who or what will use it." value={name} required maxLength={80} onChange={(event) => setName(event.target.value)} />
      <SelectField label="Role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
        {Object.entries(ROLES).map(([id, words]) => <option key={id} value={id}>{words}</option>)}
      </SelectField>
      <TextField label="Days until it expires" hint="Left empty it holds until it is revoked." type="number" min={1} max={3650} value={days} onChange={(event) => setDays(event.target.value)} />
      {make.error && <ProblemNote error={make.error} />}
    </Dialog>
  );
}

function Secret({ secret, name, onClose }: { secret: string; name: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  const foot = (
    <>
      {navigator.clipboard && <Button onClick={() => void copy()}>{isCopied ? "Copied" : "Copy"}</Button>}
      <Button look="primary" onClick={onClose}>I have it</Button>
    </>
  );
  return (
    <Dialog title={`The key ${name}`} foot={foot} onClose={onClose}>
      <p>It is shown this once. Keep it where passwords are kept.</p>
      <p className={styles.secret} tabIndex={0}><code>{secret}</code></p>
    </Dialog>
  );
}
