/** Plays several versions of one song in lockstep: one is heard, the others wait at the same frame. */

import { gainOf, matchedGains_db } from "./match";
import { Run, SWITCH_S, type Track } from "./run";
import { inside, type Region } from "./timeline";

export type { Track } from "./run";

export type PlayState = "stopped" | "loading" | "playing";

/** From a start to the first sound: the nodes must be there before it. */
const LEAD_S = 0.06;
/** How far ahead is scheduled: a tab in the background is woken once a second. */
const AHEAD_S = 4;
const TICK_MS = 200;

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
  /** To be heard as soon as its sound has come. */
  private waitingId?: string;
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

  /** The version that was asked for and is still on its way. */
  get waiting(): string | undefined {
    return this.waitingId;
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
    const before = { tracks: this.tracks, length: this.length, at: this.position() };
    this.tracks = tracks;
    const source = (from: readonly Track[]) => from.find(({ id }) => id === this.heardId)?.source;
    const stays = this.run !== undefined && source(tracks) === source(before.tracks) && this.length === before.length;
    const goesOn = this.run !== undefined;
    if (!stays) this.halt();
    for (const [id, gain] of this.gains) {
      if (tracks.some((track) => track.id === id)) continue;
      gain.disconnect();
      this.gains.delete(id);
    }
    for (const { id } of tracks) if (!this.gains.has(id)) this.addGain(id);
    if (!this.gains.has(this.heardId)) this.heardId = tracks[0]?.id ?? "";
    if (this.waitingId && !this.gains.has(this.waitingId)) this.waitingId = undefined;
    this.setGains(stays ? SWITCH_S : 0);
    if (stays) this.run?.setTracks(tracks, this.gains);
    else {
      this.at = Math.min(before.at, this.length);
      this.region = this.region && inside(this.region, this.length, this.rate_hz);
    }
    if (goesOn && !stays) this.play();
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
    // Past its end there is nothing to play: it rests there, and begins anew when it is started.
    if (goesOn && this.at < this.length) this.start(this.at);
    this.told();
  }

  hear(id: string): void {
    if (!this.gains.has(id)) return;
    this.chosen = true;
    this.waitingId = id === this.heardId ? undefined : id;
    this.problem = undefined;
    this.switchOver();
    this.told();
    if (this.waitingId) this.tick();
  }

  match(on: boolean): void {
    this.matched = on;
    this.setGains(SWITCH_S);
    this.told();
  }

  setLoop(region: Region | undefined): void {
    const goesOn = this.run !== undefined;
    const at = this.position();
    this.region = region && inside(region, this.length, this.rate_hz);
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
    await this.run?.fill(until_s * this.rate_hz);
    await this.run?.follow();
  }

  /** Goes over to the version that was asked for, if its sound is there. */
  private switchOver(): void {
    const { waitingId: id, run } = this;
    if (id === undefined) return;
    if (run && this.state === "playing" && !run.isReady(id)) {
      const why = run.failure(id);
      if (why === undefined) return;
      this.waitingId = undefined;
      this.problem = `${this.tracks.find((track) => track.id === id)?.name ?? id}: ${wordsOf(why)}`;
      return;
    }
    this.waitingId = undefined;
    this.heardId = id;
    this.setGains(SWITCH_S);
  }

  /** Something came. */
  private more(run: Run): void {
    if (run !== this.run) return;
    const before = `${this.heardId} ${this.waitingId} ${this.problem}`;
    this.switchOver();
    if (this.state === "loading" && run.isReady(this.heardId)) this.become("playing");
    if (before !== `${this.heardId} ${this.waitingId} ${this.problem}`) this.told();
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
    if (this.waitingId) {
      // Nothing sounds: what was asked for is waited for.
      this.heardId = this.waitingId;
      this.waitingId = undefined;
      this.setGains(0);
    }
    const wishes = { heard: () => this.heardId, waiting: () => this.waitingId, onMore: () => this.more(run) };
    // Whole frames of the clock: every track then starts at the very same sample.
    const at = Math.ceil((this.context.currentTime + LEAD_S) * this.rate_hz);
    const run: Run = new Run(this.context, this.tracks, wishes, { at, from: Math.round(from), length: this.length, loop: this.region });
    run.connect(this.gains);
    this.run = run;
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
    if (!run || this.context instanceof OfflineAudioContext) return;
    if (run.timeline.isOver(this.context.currentTime * this.rate_hz)) {
      this.halt();
      this.at = 0;
      this.told();
      return;
    }
    void this.feed(run);
  }

  private async feed(run: Run): Promise<void> {
    try {
      const missed = await run.fill((this.context.currentTime + AHEAD_S) * this.rate_hz);
      if (run !== this.run) return;
      if (missed !== undefined) this.again(missed);
      else if (this.state === "playing" && !run.isReady(this.heardId)) this.again(this.position());
      else await run.follow();
    } catch (error) {
      if (run !== this.run) return;
      this.pause();
      this.problem = wordsOf(error);
      this.told();
    }
  }

  /** It came too late for its time: it goes on from there, once it is here. */
  private again(from: number): void {
    this.halt();
    this.start(from);
  }

  private halt(): void {
    clearInterval(this.timer);
    this.run?.halt();
    this.run = undefined;
    this.state = "stopped";
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
