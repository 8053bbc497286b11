/** What a page shows when it has nothing yet, nothing at all, or something wrong. */

import type { ReactNode } from "react";

import { asProblem } from "../api/problem";
import { Button, LinkButton } from "./Button";
import styles from "./States.module.css";
import { Worded } from "./Worded";

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      {children && <div className={styles.words}>{children}</div>}
    </div>
  );
}

export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={`${what}: loading`}>
      {Array.from({ length: lines }, (_, index) => <span key={index} style={{ width: `${92 - index * 11}%` }} />)}
    </div>
  );
}

/** A page that has nothing to show but a problem. */
export function ProblemPage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <div className={styles.state}>
      {problem.status === 404 ? (
        <>
          <h1>It is not here</h1>
          <p className={styles.words}>It was deleted, was kept for as long as the service keeps things, or belongs to somebody else. Where it is somebody else’s, a key of theirs opens it.</p>
          <p className={styles.words}><Worded text={problem.detail} /></p>
        </>
      ) : (
        <>
          <h1>This does not work now</h1>
          <ProblemNote error={error} onRetry={onRetry} />
        </>
      )}
      <p><LinkButton href="/songs">All songs</LinkButton></p>
    </div>
  );
}

/** A problem: what was found, what to do, and the way to try again. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <div className={styles.note} role="alert">
      <strong>{problem.title}</strong>
      {problem.detail && <p><Worded text={problem.detail} /></p>}
      {problem.hint && <p><Worded text={problem.hint} /></p>}
      {onRetry && <p><Button onClick={onRetry}>Try again</Button></p>}
    </div>
  );
}
