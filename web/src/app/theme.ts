import { useState } from "react";

export type Theme = "system" | "light" | "dark";

const STORED = "mixmaster.theme";

function stored(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** The theme and how to choose another; `public/theme.js` sets it before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(stored);
  const choose = (next: Theme) => {
    if (next === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
    try {
      localStorage.setItem(STORED, next);
    } catch {
      // Without storage it holds until the page goes.
    }
    setTheme(next);
  };
  return [theme, choose];
}
