/** WAV as the service writes it: the header, and samples out of any range of the file. */

export interface WavFormat {
  rate_hz: number;
  channels: number;
  encoding: "pcm16" | "pcm24" | "float32";
  /** Bytes of a frame. */
  frame_bytes: number;
  /** Where the first frame begins in the file. */
  data_at: number;
  frames: number;
}

/** More than a header with its tags needs. */
export const HEADER_BYTES_MAX = 65_536;

const EXTENSIBLE = 0xfffe;
/** RF64: sizes that do not fit 32 bits stand in `ds64`. */
const SIZE_ELSEWHERE = 0xffff_ffff;

/** Reads the chunks up to the audio. `bytes` is the beginning of the file. */
export function readHeader(bytes: ArrayBuffer): WavFormat {
  const view = new DataView(bytes);
  const word = (at: number) => String.fromCharCode(...new Uint8Array(bytes, at, 4));
  if (bytes.byteLength < 12 || !["RIFF", "RF64"].includes(word(0)) || word(8) !== "WAVE") {
    throw new NoWav();
  }
  let format: Omit<WavFormat, "data_at" | "frames"> | undefined;
  let long_bytes: number | undefined;
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    const id = word(at);
    if (id === "ds64") long_bytes = Number(view.getBigUint64(body + 8, true));
    if (id === "fmt ") format = readFormat(view, body);
    if (id === "data") {
      if (!format) throw new Error("the WAV file tells its audio before its format");
      const data_bytes = size === SIZE_ELSEWHERE && long_bytes !== undefined ? long_bytes : size;
      return { ...format, data_at: body, frames: Math.floor(data_bytes / format.frame_bytes) };
    }
    at = body + size + (size % 2);
  }
  throw new Error(`no audio within the first ${bytes.byteLength} bytes of the WAV file`);
}

/** The file is of another kind. */
export class NoWav extends Error {
  constructor() {
    super("this is no WAV file");
  }
}

function readFormat(view: DataView, at: number) {
  const stated = view.getUint16(at, true);
  // The extensible header tells its kind in the first two bytes of a GUID.
  const kind = stated === EXTENSIBLE ? view.getUint16(at + 24, true) : stated;
  const [channels, rate_hz, bits] = [view.getUint16(at + 2, true), view.getUint32(at + 4, true), view.getUint16(at + 14, true)];
  const encoding = encodings[`${kind}/${bits}`];
  if (!encoding || channels < 1 || channels > 2) {
    throw new Error(`WAV of kind ${kind} with ${bits} bits and ${channels} channels; 16 or 24 bits or 32-bit float, mono or stereo, can be played`);
  }
  return { rate_hz, channels, encoding, frame_bytes: (channels * bits) / 8 };
}

const encodings: Record<string, WavFormat["encoding"]> = { "1/16": "pcm16", "1/24": "pcm24", "3/32": "float32" };

/** Frames out of bytes that begin at a frame: one array per channel. */
export function decodeFrames(bytes: ArrayBuffer, { channels, encoding, frame_bytes }: WavFormat): Float32Array<ArrayBuffer>[] {
  const frames = Math.floor(bytes.byteLength / frame_bytes);
  const view = new DataView(bytes);
  const step = frame_bytes / channels;
  const read = readers[encoding];
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0, at = channel * step; frame < frames; frame++, at += frame_bytes) samples[frame] = read(view, at);
    return samples;
  });
}

const readers: Record<WavFormat["encoding"], (view: DataView, at: number) => number> = {
  pcm16: (view, at) => view.getInt16(at, true) / 32_768,
  pcm24: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608,
  float32: (view, at) => view.getFloat32(at, true),
};
