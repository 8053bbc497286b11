import type { AnchorHTMLAttributes, ComponentProps } from "react";
import { Link } from "wouter";

import styles from "./Button.module.css";
import { cx } from "./cx";

interface Look {
  /** One `primary` per screen. */
  look?: "plain" | "primary" | "quiet" | "danger";
  size?: "normal" | "large" | "icon";
}

function classes({ look = "plain", size = "normal" }: Look, more?: string) {
  return cx(styles.button, look !== "plain" && styles[look], size !== "normal" && styles[size], more);
}

type ButtonProps = Look & ComponentProps<"button"> & {
  /** It works on it: not to be pressed again, but still reached by keyboard. */
  busy?: boolean;
};

export function Button({ look, size, busy, className, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes({ look, size }, className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  );
}

type LinkButtonProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; outside?: boolean };

/** Looks like a button, goes somewhere. `outside` is what the router does not know: downloads, /docs. */
export function LinkButton({ look, size, className, outside, ...rest }: LinkButtonProps) {
  const named = classes({ look, size }, className);
  return outside ? <a {...rest} className={named} /> : <Link {...rest} className={named} />;
}
