/** Names of stems and songs, from names of files and folders. */

/** `01 Kick In.wav` → `01 Kick In`; in a folder of its own when the name is taken. */
export function stemName(fileName: string, folders: string[], taken: ReadonlySet<string>): string {
  const plain = fileName.replace(/\.[a-z0-9]{2,4}$/i, "").trim() || fileName;
  const folder = folders.at(-1);
  const wishes = [plain, ...(folder ? [`${folder} ${plain}`] : [])];
  const free = wishes.find((name) => !taken.has(name));
  if (free) return free;
  for (let count = 2; ; count++) {
    const name = `${plain} ${count}`;
    if (!taken.has(name)) return name;
  }
}

const DULL = /^(stems?|tracks?|audio|multitracks?|bounces?|export(s|ed)?|wavs?|files?|raw|mix(down)?)$/i;

/** What the song is called, as far as files tell: the innermost folder that says something, else what all
 * names begin with, else the one file. */
export function songName(files: { file_name: string; folders: string[] }[]): string {
  const folders = files[0]?.folders ?? [];
  const shared = folders.filter((folder, depth) => files.every((file) => file.folders[depth] === folder));
  const telling = [...shared].reverse().find((folder) => !DULL.test(folder.trim()));
  if (telling) return tidy(telling);
  const names = files.map(({ file_name }) => file_name.replace(/\.[a-z0-9]{2,4}$/i, ""));
  if (names.length === 1) return tidy(names[0] ?? "");
  const first = names[0] ?? "";
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
  const begin = first.slice(0, length).replace(/[\s_.\-([0-9]+$/, "");
  return begin.length >= 3 ? tidy(begin) : "";
}

function tidy(name: string): string {
  return name.replace(/[_]+/g, " ").replace(/\s+/g, " ").trim().slice(0, 80);
}
