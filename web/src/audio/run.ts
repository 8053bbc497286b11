/** From one start of the player to its next stop. The version that is heard comes first and alone decides whether it
 * goes on; the others follow behind it as the line allows, and are heard once they are there. */

import type { Sound } from "./resampled";
import type { Chunk } from "./source";
import { Timeline, type Region, type Slice } from "./timeline";

export interface Track {
  id: string;
  name: string;
  lufs?: number;
  /** At the rate of the context. */
  source: Sound;
  /** Where in the song the file begins, in frames: a preview is a part of it. */
  offset?: number;
}

/** Long enough not to click, short enough to be a switch. */
export const SWITCH_S = 0.008;
const SLICE_S = 2;
const JOINT_S = 0.005;
/** What a version must have ahead of the clock, before it is switched to. */
const ENOUGH_S = 0.3;
/** A version that joins later needs this long to be scheduled. */
const JOIN_S = 0.05;
/** A version that failed is asked for again after this. */
const AGAIN_S = 2;

/** A slice that was given, and the versions that are scheduled for it. */
interface Given {
  slice: Slice;
  ready: Set<string>;
}

export interface Wishes {
  /** The version that is heard. */
  heard: () => string;
  /** The version that is to be heard as soon as it is there. */
  waiting: () => string | undefined;
  /** Something came: a switch may be possible. */
  onMore: () => void;
}

export interface Start {
  /** On the clock, in frames. */
  at: number;
  /** In the song. */
  from: number;
  length: number;
  loop?: Region;
}

export class Run {
  readonly timeline: Timeline;
  private readonly lanes = new Map<string, GainNode>();
  private readonly nodes = new Set<AudioBufferSourceNode>();
  private given: Given[] = [];
  /** Until when a version is not asked for, and what was wrong. */
  private readonly failed = new Map<string, { until_s: number; why: unknown }>();
  private isOver = false;
  private isFilling = false;
  private isFollowing = false;

  constructor(
    private readonly context: BaseAudioContext,
    private tracks: readonly Track[],
    private readonly wishes: Wishes,
    { at, from, length, loop }: Start,
  ) {
    this.timeline = new Timeline(at, from, length, Math.round(SLICE_S * context.sampleRate), loop);
  }

  /** One per version, before its gain: what fades when the run ends. */
  connect(gains: ReadonlyMap<string, GainNode>): void {
    for (const [id, gain] of gains) {
      if (this.lanes.has(id)) continue;
      const lane = this.context.createGain();
      lane.connect(gain);
      this.lanes.set(id, lane);
    }
  }

  /** Other versions beside the one that is heard, which goes on. */
  setTracks(tracks: readonly Track[], gains: ReadonlyMap<string, GainNode>): void {
    const stays = (id: string) => tracks.some((track) => track.id === id && track.source === this.tracks.find((old) => old.id === id)?.source);
    for (const id of this.lanes.keys()) {
      if (stays(id)) continue;
      this.lanes.get(id)?.disconnect();
      this.lanes.delete(id);
      for (const { ready } of this.given) ready.delete(id);
    }
    this.tracks = tracks;
    this.connect(gains);
  }

  /** Schedules the heard version up to `until`, on the clock. Answers with the frame of the song that came too late
   * for its time, where one did. */
  async fill(until: number): Promise<number | undefined> {
    if (this.isFilling) return undefined;
    this.isFilling = true;
    try {
      while (!this.isOver && this.timeline.givenUntil < until) {
        const slice = this.timeline.peek();
        const track = this.track(this.wishes.heard());
        if (!slice || !track) break;
        const sound = await read(track, slice);
        if (this.isOver) break;
        if (track.id !== this.wishes.heard()) continue;
        if (slice.at < this.now) return slice.from;
        this.timeline.take();
        const given = { slice, ready: new Set<string>() };
        this.given = [...this.given.filter((one) => !this.isPast(one.slice)), given];
        this.schedule(track, given, sound);
        this.wishes.onMore();
      }
    } finally {
      this.isFilling = false;
    }
    return undefined;
  }

  /** Schedules what the others lack, one piece at a time, as long as the heard version has what it needs. */
  async follow(): Promise<void> {
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      for (let next = this.lacking(); next && !this.isOver && !this.isFilling; next = this.lacking()) {
        const { track, given } = next;
        try {
          const sound = await read(track, given.slice);
          if (!this.isOver && this.track(track.id) === track) this.schedule(track, given, sound);
        } catch (why) {
          this.failed.set(track.id, { until_s: this.context.currentTime + AGAIN_S, why });
        }
        if (!this.isOver) this.wishes.onMore();
      }
    } finally {
      this.isFollowing = false;
    }
  }

  /** Whether a version is scheduled for what comes next. */
  isReady(id: string): boolean {
    const [from, to] = [this.now, this.now + ENOUGH_S * this.context.sampleRate];
    const soon = this.given.filter(({ slice }) => slice.at < to && slice.at + slice.frames > from);
    return soon.every(({ ready }) => ready.has(id));
  }

  /** Why a version is not to be had, where it failed. */
  failure(id: string): unknown {
    return this.failed.get(id)?.why;
  }

  /** Ends what sounds, without a click. */
  halt(): void {
    this.isOver = true;
    const now = this.context.currentTime;
    for (const { gain } of this.lanes.values()) {
      gain.setValueAtTime(1, now);
      gain.linearRampToValueAtTime(0, now + SWITCH_S);
    }
    for (const node of this.nodes) node.stop(now + SWITCH_S);
  }

  private get now(): number {
    return this.context.currentTime * this.context.sampleRate;
  }

  private isPast({ at, frames }: Slice): boolean {
    return at + frames < this.now;
  }

  private track(id: string | undefined): Track | undefined {
    return this.tracks.find((track) => track.id === id);
  }

  private lacking(): { track: Track; given: Given } | undefined {
    const first = [this.wishes.heard(), this.wishes.waiting()];
    const rank = ({ id }: Track) => (first.indexOf(id) + first.length + 1) % (first.length + 1);
    const order = [...this.tracks].sort((a, b) => rank(a) - rank(b));
    for (const track of order) {
      if ((this.failed.get(track.id)?.until_s ?? 0) > this.context.currentTime) continue;
      const given = this.given.find(({ slice, ready }) => !this.isPast(slice) && !ready.has(track.id));
      if (given) return { track, given };
    }
    return undefined;
  }

  private schedule({ id }: Track, { slice, ready }: Given, channels: Chunk): void {
    const lane = this.lanes.get(id);
    ready.add(id);
    this.failed.delete(id);
    if (!lane) return;
    const { sampleRate } = this.context;
    // Whole frames of the clock; what joins in the middle of a slice leaves out what has sounded.
    const skipped = slice.at >= this.now ? 0 : Math.ceil(this.now + JOIN_S * sampleRate) - slice.at;
    if (skipped >= slice.frames) return;
    const buffer = this.context.createBuffer(channels.length, slice.frames - skipped, sampleRate);
    channels.forEach((samples, channel) => buffer.copyToChannel(faded(samples, slice, sampleRate).subarray(skipped), channel));
    const node = this.context.createBufferSource();
    node.buffer = buffer;
    node.connect(lane);
    node.start((slice.at + skipped) / sampleRate);
    this.nodes.add(node);
    node.onended = () => {
      this.nodes.delete(node);
      node.disconnect();
    };
  }
}

const read = ({ source, offset = 0 }: Track, { from, frames }: Slice): Promise<Chunk> => source.frames(from - offset, frames);

/** A start in the middle of a song, and both sides of a loop's joint, come and go over a few ms. */
function faded(samples: Float32Array<ArrayBuffer>, { fadeIn, fadeOut }: Slice, rate_hz: number): Float32Array<ArrayBuffer> {
  if (!fadeIn && !fadeOut) return samples;
  const frames = Math.min(Math.round(JOINT_S * rate_hz), samples.length >> 1);
  for (let frame = 0; frame < frames; frame++) {
    const share = (frame + 0.5) / frames;
    const last = samples.length - 1 - frame;
    if (fadeIn) samples[frame] = (samples[frame] ?? 0) * share;
    if (fadeOut) samples[last] = (samples[last] ?? 0) * share;
  }
  return samples;
}
