import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";

import { request } from "../../api/request";
import { setSession, type StoredSession } from "../../api/session";
import { useWhoAmI } from "../../api/whoami";
import { useTitle } from "../../app/useTitle";
import { Button } from "../../parts/Button";
import { TextField } from "../../parts/Field";
import { ProblemNote } from "../../parts/States";
import styles from "./SignIn.module.css";

/** A key for a token: the token stays in this tab, the key nowhere. */
export function SignIn() {
  useTitle("Sign in");
  const [key, setKey] = useState("");
  const [, go] = useLocation();
  const from = useHistoryState<{ from?: string } | null>()?.from ?? "/";
  const who = useWhoAmI();
  const isOpen = who.data?.authentication === "off" || Boolean(who.data?.role);
  useEffect(() => {
    if (isOpen) go(from, { replace: true });
  }, [isOpen, from, go]);

  const signIn = useMutation({
    mutationFn: () => request<Omit<StoredSession, "begun_ms">>("POST", "/v1/sessions", undefined, { authorization: `Bearer ${key.trim()}` }),
    onSuccess: (session) => {
      setSession(session);
      go(from, { replace: true });
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!signIn.isPending) signIn.mutate();
      }}
    >
      <h1>Sign in</h1>
      <p>This service wants a key. Who runs it makes one: <code>mixmaster key add NAME</code></p>
      <input type="text" name="username" autoComplete="username" defaultValue="MixMaster" hidden readOnly />
      <TextField label="Key" type="password" autoComplete="current-password" required spellCheck={false} value={key} onChange={(event) => setKey(event.target.value)} />
      {signIn.error && <ProblemNote error={signIn.error} />}
      <Button look="primary" size="large" type="submit" busy={signIn.isPending} disabled={key.trim() === ""}>Sign in</Button>
    </form>
  );
}
