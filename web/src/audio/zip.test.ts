import { expect, it } from "vitest";

import { storedFiles } from "./zip";

function archive(files: [string, string][], method = 0, isLong = false): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const put = (value: number, width: number) => {
    for (let index = 0; index < width; index++) bytes.push((value >>> (8 * index)) & 0xff);
  };
  for (const [name, content] of files) {
    put(0x0403_4b50, 4);
    for (const [value, width] of [[20, 2], [0, 2], [method, 2], [0, 4], [0, 4], [isLong ? 0xffff_ffff : content.length, 4], [isLong ? 0xffff_ffff : content.length, 4], [name.length, 2], [20, 2]] as const) put(value, width);
    bytes.push(...new TextEncoder().encode(name));
    for (const [value, width] of [[1, 2], [16, 2], [content.length, 4], [0, 4], [content.length, 4], [0, 4]] as const) put(value, width);
    bytes.push(...new TextEncoder().encode(content));
  }
  put(0x0201_4b50, 4);
  return new Uint8Array(bytes);
}

it.each([false, true])("files are read where they lie, and no further (ZIP64: %s)", async (isLong) => {
  const bytes = archive([["bass.wav", "low end"], ["keys.wav", "chords"]], 0, isLong);
  const files = await storedFiles((from, to) => Promise.resolve(bytes.slice(from, to).buffer));
  expect([...files.keys()]).toEqual(["bass.wav", "keys.wav"]);
  expect(new TextDecoder().decode(await files.get("bass.wav")?.(0, 100))).toBe("low end");
  expect(new TextDecoder().decode(await files.get("keys.wav")?.(2, 5))).toBe("ord");
});

it("a compressed archive holds nothing that can be read so", async () => {
  const bytes = archive([["bass.wav", "low end"]], 8);
  expect((await storedFiles((from, to) => Promise.resolve(bytes.slice(from, to).buffer))).size).toBe(0);
});
