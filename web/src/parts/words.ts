/** Lengths, sizes, times and levels as people read them. */

/** 201.4 → `3:21`; 3725 → `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** What is left of a job: said roughly, since it is known roughly. */
export function timeLeft(seconds: number): string {
  if (seconds < 8) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `about ${minutes} min left` : `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

export function bytes(count: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let [size, at] = [count, 0];
  while (size >= 999.5 && at < units.length - 1) [size, at] = [size / 1000, at + 1];
  return `${at === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[at]}`;
}

/** 44100 → `44.1 kHz`. */
export function rate(hz: number): string {
  return `${Number((hz / 1000).toFixed(3))} kHz`;
}

/** With a true minus. */
export function level(value: number, unit: string, digits = 1): string {
  const shown = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(shown) !== 0 ? "−" : ""}${shown} ${unit}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const DAY_MS = 86_400_000;

/** `today 14:05`, `yesterday 9:12`, `3 Nov 2026`. */
export function when(rfc3339: string, now = new Date()): string {
  const then = new Date(rfc3339);
  const time = then.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (then.getTime() >= midnight) return `today ${time}`;
  if (then.getTime() >= midnight - DAY_MS) return `yesterday ${time}`;
  return then.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}

/** `-18.9 LUFS` → `−18.9 LUFS`: the engine writes its minus as a hyphen. */
export function withMinus(text: string): string {
  return text.replace(/(^|[\s(])-(?=\d)/g, "$1−");
}

/** `lead_vocal` → `lead vocal`. */
export function spoken(id: string): string {
  return id.replaceAll("_", " ");
}
