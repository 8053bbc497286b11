/** Plays several versions of one song in lockstep: one is heard, the others wait at the same frame. */

import { gainOf, matchedGains_db } from "./match";
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

export type PlayState = "stopped" | "loading" | "playing";

/** Long enough not to click, short enough to be a switch. */
export const SWITCH_S = 0.008;
/** From a start to the first sound: the nodes must be there before it. */
const LEAD_S = 0.06;
/** How far ahead is scheduled: a tab in the background is woken once a second. */
const AHEAD_S = 4;
const TICK_MS = 200;

/** A region that is shorter is a slip of the hand. */
const LOOP_S_MIN = 0.25;
const SLICE_S = 2;
const JOINT_S = 0.005;

/** From one start to the next stop. */
interface Run {
  timeline: Timeline;
  /** One per track, before its gain: what fades when the run ends. */
  lanes: Map<string, GainNode>;
  nodes: Set<AudioBufferSourceNode>;
  filling?: boolean;
}

export class Player {
  state: PlayState = "stopped";
  problem?: string;
  /** Whether it was said which track is to be heard. */
  chosen = false;
  /** Grows with every change: what a view compares. */
  version = 0;
  private readonly gains = new Map<string, GainNode>();
  private readonly out: GainNode;
  private run?: Run;
  private timer?: ReturnType<typeof setInterval>;
  private at = 0;
  private region?: Region;
  private matched = true;
  private heardId: string;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly context: BaseAudioContext,
    private tracks: readonly Track[],
  ) {
    this.out = context.createGain();
    this.out.connect(context.destination);
    this.heardId = tracks[0]?.id ?? "";
    for (const track of tracks) this.addGain(track.id);
    this.setGains(0);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get rate_hz(): number {
    return this.context.sampleRate;
  }

  /** Of the longest track, in frames. */
  get length(): number {
    return Math.max(0, ...this.tracks.map(({ source, offset = 0 }) => offset + source.format.frames));
  }

  get heard(): string {
    return this.heardId;
  }

  get isMatched(): boolean {
    return this.matched;
  }

  get loop(): Region | undefined {
    return this.region;
  }

  /** Where each track stands against its own level, in dB. */
  gain_db(id: string): number {
    return this.matched ? (matchedGains_db(this.tracks).get(id) ?? 0) : 0;
  }

  /** Frame of the song that sounds now; `late_s` is how long sound takes to the ear. */
  position(late_s = 0): number {
    if (!this.run) return this.at;
    const at = (this.context.currentTime - late_s) * this.rate_hz;
    return Math.min(this.length, this.run.timeline.songFrame(at) ?? this.at);
  }

  /** Other tracks: what is heard goes on, at the same frame. */
  setTracks(tracks: readonly Track[]): void {
    const goesOn = this.run !== undefined;
    const at = this.position();
    this.halt();
    for (const [id, gain] of this.gains) {
      if (tracks.some((track) => track.id === id)) continue;
      gain.disconnect();
      this.gains.delete(id);
    }
    this.tracks = tracks;
    for (const { id } of tracks) if (!this.gains.has(id)) this.addGain(id);
    if (!this.gains.has(this.heardId)) this.heardId = tracks[0]?.id ?? "";
    this.setGains(0);
    this.at = Math.min(at, this.length);
    if (goesOn) this.play();
    this.told();
  }

  play(): void {
    if (this.run) return;
    const from = this.region && (this.at < this.region.from || this.at >= this.region.to) ? this.region.from : this.at;
    this.start(from >= this.length ? 0 : from);
  }

  pause(): void {
    this.at = Math.round(this.position());
    this.halt();
    this.told();
  }

  seek(frame: number): void {
    const goesOn = this.run !== undefined;
    this.halt();
    this.at = Math.max(0, Math.min(Math.round(frame), this.length));
    if (goesOn) this.start(this.at >= this.length ? 0 : this.at);
    this.told();
  }

  hear(id: string): void {
    if (!this.gains.has(id)) return;
    this.chosen = true;
    if (id === this.heardId) return;
    this.heardId = id;
    this.setGains(SWITCH_S);
    this.told();
  }

  match(on: boolean): void {
    this.matched = on;
    this.setGains(SWITCH_S);
    this.told();
  }

  setLoop(region: Region | undefined): void {
    const goesOn = this.run !== undefined;
    const at = this.position();
    this.region = region && region.to - region.from >= this.rate_hz * LOOP_S_MIN ? region : undefined;
    if (goesOn) {
      this.halt();
      const inside = !this.region || (at >= this.region.from && at < this.region.to);
      this.start(inside || !this.region ? Math.round(at) : this.region.from);
    }
    this.told();
  }

  close(): void {
    this.halt();
    this.listeners.clear();
    for (const gain of this.gains.values()) gain.disconnect();
  }

  /** Gives `node` what is heard, until the answer is called. */
  tap(node: AudioNode): () => void {
    const joint = this.out;
    joint.connect(node);
    return () => joint.disconnect(node);
  }

  /** Schedules all of it that lies before `until_s`: what an offline context needs before it renders. */
  async prepare(until_s: number): Promise<void> {
    await this.fill(until_s);
  }

  private addGain(id: string): void {
    const gain = this.context.createGain();
    gain.connect(this.out);
    this.gains.set(id, gain);
  }

  private setGains(over_s: number): void {
    const now = this.context.currentTime;
    for (const [id, { gain }] of this.gains) {
      const target = id === this.heardId ? gainOf(this.gain_db(id)) : 0;
      gain.cancelScheduledValues(now);
      gain.setValueAtTime(over_s === 0 ? target : gain.value, now);
      if (over_s > 0) gain.linearRampToValueAtTime(target, now + over_s);
    }
  }

  private start(from: number): void {
    const chunk_frames = Math.round(SLICE_S * this.rate_hz);
    // Whole frames of the clock: every track then starts at the very same sample.
    const at = Math.ceil((this.context.currentTime + LEAD_S) * this.rate_hz);
    const lanes = new Map<string, GainNode>();
    for (const [id, gain] of this.gains) {
      const lane = this.context.createGain();
      lane.connect(gain);
      lanes.set(id, lane);
    }
    this.run = { timeline: new Timeline(at, Math.round(from), this.length, chunk_frames, this.region), lanes, nodes: new Set() };
    this.at = from;
    this.problem = undefined;
    this.state = "loading";
    this.told();
    if (this.context instanceof OfflineAudioContext) return;
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  private tick(): void {
    const { run } = this;
    if (!run) return;
    if (run.timeline.isOver(this.context.currentTime * this.rate_hz)) {
      this.halt();
      this.at = 0;
      this.told();
      return;
    }
    void this.fill(this.context.currentTime + AHEAD_S);
  }

  private async fill(until_s: number): Promise<void> {
    const { run } = this;
    if (!run || run.filling) return;
    run.filling = true;
    try {
      while (run === this.run && run.timeline.givenUntil < until_s * this.rate_hz) {
        const slice = run.timeline.peek();
        if (!slice) break;
        const sounds = await Promise.all(this.tracks.map(({ source, offset = 0 }) => source.frames(slice.from - offset, slice.frames)));
        if (run !== this.run) return;
        if (slice.at < this.context.currentTime * this.rate_hz) {
          // It came too late for its time: it goes on from there, now.
          this.halt();
          this.start(slice.from);
          return;
        }
        run.timeline.take();
        this.schedule(run, slice, sounds);
        this.become("playing");
      }
    } catch (error) {
      if (run !== this.run) return;
      this.pause();
      this.problem = error instanceof Error ? error.message : String(error);
      this.told();
    } finally {
      run.filling = false;
    }
  }

  private schedule(run: Run, slice: Slice, sounds: Chunk[]): void {
    sounds.forEach((channels, index) => {
      const lane = run.lanes.get(this.tracks[index]?.id ?? "");
      if (!lane) return;
      const buffer = this.context.createBuffer(channels.length, slice.frames, this.rate_hz);
      channels.forEach((samples, channel) => buffer.copyToChannel(faded(samples, slice, this.rate_hz), channel));
      const node = this.context.createBufferSource();
      node.buffer = buffer;
      node.connect(lane);
      node.start(slice.at / this.rate_hz);
      run.nodes.add(node);
      node.onended = () => {
        run.nodes.delete(node);
        node.disconnect();
      };
    });
  }

  /** Ends what sounds, without a click. */
  private halt(): void {
    clearInterval(this.timer);
    const { run } = this;
    this.run = undefined;
    this.state = "stopped";
    if (!run) return;
    const now = this.context.currentTime;
    for (const { gain } of run.lanes.values()) {
      gain.setValueAtTime(1, now);
      gain.linearRampToValueAtTime(0, now + SWITCH_S);
    }
    for (const node of run.nodes) node.stop(now + SWITCH_S);
  }

  private become(state: PlayState): void {
    if (this.state === state) return;
    this.state = state;
    this.told();
  }

  private told(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

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
