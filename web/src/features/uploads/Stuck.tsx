import { Button } from "../../parts/Button";
import { askLeave } from "./actions";
import styles from "./Aside.module.css";
import { totals, type Upload } from "./store";

/** After a reload: files that wait to be shown once more, and how. */
export function Stuck({ lot, uploads }: { lot: string; uploads: Upload[] }) {
  const { stuck } = totals(uploads);
  if (stuck === 0) return null;
  const isLeaveNeeded = uploads.some((one) => one.state === "needs_leave");
  return (
    <div className={styles.stuck} role="status">
      {isLeaveNeeded ? (
        <>
          <p>The page was loaded anew. The browser wants to be asked before these files are read again.</p>
          <Button onClick={() => void askLeave(lot)}>Go on with them</Button>
        </>
      ) : (
        <p>
          {`The page was loaded anew. Choose ${stuck === 1 ? "the file" : `the ${stuck} files`} once more: sending goes on where it stopped.`}
        </p>
      )}
    </div>
  );
}
