import type { Job } from "./jobs";

type Titled = Pick<Job, "project_id" | "stems" | "kind">;

/** What a song is called: as its project says (the part after the last slash), else by its stems. */
export function songTitle({ project_id, stems, kind }: Titled): string {
  const last = project_id?.split("/").at(-1)?.trim();
  if (last) return last;
  const [first] = stems;
  if (!first) return "Untitled song";
  if (stems.length === 1 || kind === "master") return first.name;
  return `${first.name} and ${stems.length - 1} more`;
}

/** The project above a song, when its name has one: `album/song`. */
export function projectOf(project_id: string | null | undefined): string | undefined {
  const parts = project_id?.split("/") ?? [];
  return parts.length > 1 ? parts.slice(0, -1).join("/") : undefined;
}
