/** Which frame of the song sounds at which frame of the audio clock, loops included. */

export interface Region {
  /** In frames; `to` is not in it. */
  from: number;
  to: number;
}

/** A region that is shorter is a slip of the hand. */
export const REGION_S_MIN = 0.25;

/** The part of a region that lies in the song; nothing where too little is left. */
export function inside({ from, to }: Region, length: number, rate_hz: number): Region | undefined {
  const held = { from: Math.max(0, Math.min(from, length)), to: Math.max(0, Math.min(to, length)) };
  return held.to - held.from >= Math.min(length, rate_hz * REGION_S_MIN) ? held : undefined;
}

/** A region whose one edge is here. The other stays, unless it would lie on the wrong side or too near: then it goes to
 * the end of the song. At the ends of the song itself the edge gives way. */
export function withEdge({ from, to }: Region, edge: "from" | "to", here: number, length: number, rate_hz: number): Region {
  const least = Math.min(length, rate_hz * REGION_S_MIN);
  if (edge === "from") {
    const begins = Math.max(0, Math.min(here, length - least));
    return { from: begins, to: to - begins >= least ? to : length };
  }
  const ends = Math.min(length, Math.max(here, least));
  return { from: ends - from >= least ? from : 0, to: ends };
}

export interface Slice {
  /** On the audio clock. */
  at: number;
  /** In the song. */
  from: number;
  frames: number;
  /** Whether what came before or comes after is not its neighbour in the song: there it fades. */
  fadeIn: boolean;
  fadeOut: boolean;
}

/** Hands out the song slice by slice, each inside one chunk; in a loop it begins again. */
export class Timeline {
  private readonly slices: Slice[] = [];
  private jumped = true;

  constructor(
    private nextAt: number,
    private nextFrom: number,
    private readonly length: number,
    private readonly chunk_frames: number,
    private readonly loop?: Region,
  ) {}

  /** What has to be given next; nothing at the end of the song. */
  peek(): Slice | undefined {
    const { loop } = this;
    const end = loop && this.nextFrom < loop.to ? Math.min(loop.to, this.length) : this.length;
    const chunkEnd = (Math.floor(this.nextFrom / this.chunk_frames) + 1) * this.chunk_frames;
    const to = Math.min(end, chunkEnd);
    if (to <= this.nextFrom) return undefined;
    const turns = loop !== undefined && to === loop.to;
    return { at: this.nextAt, from: this.nextFrom, frames: to - this.nextFrom, fadeIn: this.jumped, fadeOut: turns };
  }

  take(): Slice | undefined {
    const slice = this.peek();
    if (!slice) return undefined;
    this.slices.push(slice);
    if (this.slices.length > KEPT) this.slices.shift();
    this.nextAt += slice.frames;
    this.jumped = slice.fadeOut;
    this.nextFrom = slice.fadeOut && this.loop ? this.loop.from : slice.from + slice.frames;
    return slice;
  }

  /** Frame of the song that sounds at `at` on the audio clock. */
  songFrame(at: number): number | undefined {
    for (let index = this.slices.length - 1; index >= 0; index--) {
      const slice = this.slices[index];
      if (slice && at >= slice.at) return slice.from + Math.min(at - slice.at, slice.frames);
    }
    return this.slices[0]?.from;
  }

  /** Whether everything that there is has been given and has sounded. */
  isOver(at: number): boolean {
    return this.peek() === undefined && at >= this.nextAt;
  }

  /** Frame of the audio clock up to which slices were given. */
  get givenUntil(): number {
    return this.nextAt;
  }
}

/** Slices that are remembered: more than what is scheduled ahead, also in a loop of half a second. */
const KEPT = 64;
