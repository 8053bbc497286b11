import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";

import { keepSession } from "../api/renewal";
import { setSession } from "../api/session";
import { needsSignIn, useSession, useWhoAmI } from "../api/whoami";
import { Button } from "../parts/Button";
import { cx } from "../parts/cx";
import styles from "./Shell.module.css";
import { useTheme, type Theme } from "./theme";

const PLACES = [
  { href: "/", name: "New song" },
  { href: "/songs", name: "Songs" },
  { href: "/albums", name: "Albums" },
  { href: "/presets", name: "Presets" },
] as const;

/** On narrow screens it stands in the menu instead. */
const ROOMY = PLACES[3];

const MORE = [
  { href: "/keys", name: "Keys" },
  { href: "/usage", name: "Usage" },
  { href: "/admin", name: "Service" },
] as const;

/** What is around every page: where one is, where one can go, whether the service answers. */
export function Shell({ children }: { children: ReactNode }) {
  const [path, go] = useLocation();
  const search = useSearch();
  const who = useWhoAmI();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    if (needsSignIn(who.data) && path !== "/sign-in") go("/sign-in", { replace: true, state: { from: search ? `${path}?${search}` : path } });
  }, [who.data, path, search, go]);
  useEffect(keepSession, []);
  // After a step to another page reading begins at its top; not on the first one.
  useEffect(() => {
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [path]);

  return (
    <>
      <a className={styles.skip} href="#main">Skip to the page</a>
      <header className={cx(styles.head, path.endsWith("/console") && styles.wideHead)}>
        <Link href="/" className={styles.mark} aria-label="MixMaster, new song">
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <path d="M7 12v8M16 5v22M25 10v12" stroke="var(--ink)" strokeWidth="3.5" strokeLinecap="round" />
          </svg>
          <span className={styles.name}>MixMaster</span>
        </Link>
        <nav aria-label="Pages" className={styles.places}>
          {PLACES.map(({ href, name }) => (
            <Link key={href} href={href} className={cx(styles.place, href === ROOMY.href && styles.roomy)} aria-current={isAt(path, href) ? "page" : undefined}>{name}</Link>
          ))}
        </nav>
        <More key={path} path={path} />
      </header>
      <Away />
      <main id="main" ref={main} tabIndex={-1} className={cx(styles.main, path.endsWith("/console") && styles.wide)}>
        {children}
      </main>
    </>
  );
}

/** At a place, or at a page below it. */
function isAt(path: string, href: string): boolean {
  return path === href || (href !== "/" && path.startsWith(`${href}/`));
}

function More({ path }: { path: string }) {
  const [theme, setTheme] = useTheme();
  const [isOpen, setOpen] = useState(false);
  const signedIn = useSession() !== undefined;
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const away = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", away);
    addEventListener("focusin", away);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("focusin", away);
    };
  }, [isOpen]);
  return (
    <details
      ref={ref}
      className={styles.more}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        setOpen(false);
        ref.current?.querySelector("summary")?.focus();
      }}
    >
      <summary className={styles.moreButton}>More</summary>
      <div className={styles.sheet}>
        <Link href={ROOMY.href} className={cx(styles.item, styles.narrow)} aria-current={path === ROOMY.href ? "page" : undefined}>{ROOMY.name}</Link>
        {MORE.map(({ href, name }) => (
          <Link key={href} href={href} className={styles.item} aria-current={path === href ? "page" : undefined}>{name}</Link>
        ))}
        <a className={styles.item} href="/docs/">API</a>
        <a className={styles.item} href="/licences.txt">Licences</a>
        <label className={styles.item}>
          Theme
          <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)} className={styles.theme}>
            <option value="system">As the system</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
        {signedIn && <Button look="quiet" onClick={() => setSession(undefined)}>Sign out</Button>}
      </div>
    </details>
  );
}

const ASK_MS = 5000;
const ASK_AWAY_MS = 2000;

/** A line that says so when the service is away, and goes when it is back. */
function Away() {
  const health = useQuery({
    queryKey: ["health"],
    queryFn: async () => {
      const answer = await fetch("/health/live", { cache: "no-store" });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      return true;
    },
    retry: 1,
    refetchInterval: (query) => (query.state.status === "error" ? ASK_AWAY_MS : ASK_MS),
    refetchIntervalInBackground: false,
  });
  const client = useQueryClient();
  const { refetch } = health;
  // A network that goes or comes is looked at at once, not with the next round.
  useEffect(() => {
    const ask = () => void refetch();
    addEventListener("online", ask);
    addEventListener("offline", ask);
    return () => {
      removeEventListener("online", ask);
      removeEventListener("offline", ask);
    };
  }, [refetch]);
  const wasAway = useRef(false);
  useEffect(() => {
    // What failed meanwhile is asked again, without a hand.
    if (wasAway.current && health.isSuccess) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "health" });
    wasAway.current = health.isError;
  }, [health.isError, health.isSuccess, client]);
  return (
    <div role="status" className={styles.away}>
      {health.isError && <p>MixMaster does not answer. Nothing is lost; this page goes on by itself when it is back.</p>}
    </div>
  );
}
