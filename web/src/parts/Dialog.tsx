import { useEffect, useId, useRef, type ReactNode } from "react";

import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Buttons. */
  foot: ReactNode;
  onClose: () => void;
}

/** What has to be answered before the rest. Rendered means open; the browser keeps the focus in it and
 * gives it back. */
export function Dialog({ title, children, foot, onClose }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.body}>
        <h2 id={id}>{title}</h2>
        {children}
        <div className={styles.foot}>{foot}</div>
      </div>
    </dialog>
  );
}
