/** Whether a file is audio that the service takes, told by its first bytes, as the service tells it. */

const HEAD_BYTES = 12;

export type AudioKind = "WAV" | "AIFF" | "FLAC" | "MP3" | "Ogg";

export const KINDS_TOLD = "WAV, AIFF, FLAC, MP3 or Ogg";

export async function audioKind(file: Blob): Promise<AudioKind | undefined> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const at = (from: number, text: string) => [...text].every((letter, index) => head[from + index] === letter.charCodeAt(0));
  if ((at(0, "RIFF") || at(0, "RF64") || at(0, "BW64")) && at(8, "WAVE")) return "WAV";
  if (at(0, "FORM") && (at(8, "AIFF") || at(8, "AIFC"))) return "AIFF";
  if (at(0, "fLaC")) return "FLAC";
  if (at(0, "OggS")) return "Ogg";
  if (at(0, "ID3") || isMpegFrame(head)) return "MP3";
  return undefined;
}

/** The sync word of MPEG audio, with a layer and a version that exist. */
function isMpegFrame([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0;
}
