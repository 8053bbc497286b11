/** A player for the versions of one song, and what a view shows of it. */

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

import { sessionToken } from "../../api/session";
import { beside } from "../../audio/beside";
import { Player, type Track } from "../../audio/player";
import { resampled, type Sound } from "../../audio/resampled";
import { httpReader, RangeRefused, WavSource } from "../../audio/source";
import { NoWav } from "../../audio/wav";
import { decodeWhole } from "../../audio/whole";

export interface TrackSpec {
  id: string;
  name: string;
  /** Of a WAV in the service. */
  url: string;
  lufs?: number;
  /** Where in the song it begins, in seconds. */
  offset_s?: number;
  /** Another record: it has a length of its own. */
  isBeside?: boolean;
  /** When it ends, in seconds; known once it is open. */
  ends_s?: number;
  /** It plays on until another is there, and is not to be chosen any more. */
  isHidden?: boolean;
}

interface Opened {
  player?: Player;
  /** Tracks that are there, in order. */
  tracks: TrackSpec[];
  /** Why others are not. */
  missing: { name: string; why: string }[];
  /** Names of those that are still fetched as a whole. */
  coming: string[];
  error?: unknown;
}

export const headers = (): Record<string, string> => {
  const token = sessionToken();
  return token ? { authorization: `Bearer ${token}` } : {};
};

const sources = new Map<string, Promise<WavSource>>();

/** One source per address, kept while its page is open. */
export function openSource(url: string): Promise<WavSource> {
  const known = sources.get(url);
  if (known) return known;
  const opened = WavSource.open(httpReader(url, headers));
  sources.set(url, opened);
  opened.catch(() => sources.delete(url));
  return opened;
}

const makers = new Map<string, (url: string) => Promise<Sound>>();

/** Addresses of this scheme are no files: their sound is made in the page. */
export function madeHere(scheme: string, make: (url: string) => Promise<Sound>): void {
  makers.set(scheme, make);
}

/** Those that were made last stay the same objects: a player goes on with what it plays. */
const MADE_MAX = 8;
const made = new Map<string, Promise<Sound>>();

function open(url: string): Promise<Sound> {
  const make = [...makers].find(([scheme]) => url.startsWith(scheme))?.[1];
  if (!make) return openSource(url);
  const sound = made.get(url) ?? make(url);
  sound.catch(() => made.delete(url));
  made.delete(url);
  made.set(url, sound);
  for (const old of [...made.keys()].slice(0, -MADE_MAX)) made.delete(old);
  return sound;
}

const NOTHING: Opened = { tracks: [], missing: [], coming: [] };

/** Opens what can be played; what can be read in parts does not wait for what cannot. `specs` may change while it plays. */
export function usePlayer(specs: readonly TrackSpec[]): Opened {
  const [opened, setOpened] = useState<Opened>(NOTHING);
  const player = useRef<Player>(undefined);
  const known = JSON.stringify(specs);

  useEffect(() => {
    let isStale = false;
    const wanted = JSON.parse(known) as TrackSpec[];
    void (async () => {
      const opened = await Promise.allSettled(wanted.map(({ url }) => open(url)));
      const rate_hz = commonRate(opened.flatMap((result, index) => (result.status === "fulfilled" && !wanted[index]?.isBeside ? [result.value.format.rate_hz] : [])));
      const sounds = opened.map((result, index) => soundOf(result, wanted[index]?.url ?? "", rate_hz));
      const there: (Sound | Failed | undefined)[] = wanted.map(() => undefined);
      const take = () => {
        if (!isStale) setOpened(taken(player, wanted, there, rate_hz));
      };
      const all = sounds.map(async (sound, index) => {
        there[index] = await sound.catch((error: unknown): Failed => ({ error }));
      });
      const isWhole = (index: number) => opened[index]?.status === "rejected";
      await Promise.all(all.filter((_, index) => !isWhole(index)));
      take();
      all.forEach((one, index) => isWhole(index) && void one.then(take));
    })();
    return () => {
      isStale = true;
    };
  }, [known]);

  useEffect(() => () => {
    const { current } = player;
    player.current = undefined;
    current?.close();
    if (current?.context instanceof AudioContext) void current.context.close();
  }, []);

  return opened;
}

interface Failed {
  error: unknown;
}

/** Gives the player what is there; makes it where there is none at this rate. */
function taken(player: { current?: Player }, wanted: readonly TrackSpec[], there: readonly (Sound | Failed | undefined)[], rate_hz: number): Opened {
  const tracks: (Track & { spec: TrackSpec })[] = [];
  const opened: Opened = { ...NOTHING, missing: [], coming: [] };
  wanted.forEach((spec, index) => {
    const sound = there[index];
    if (!sound) opened.coming.push(spec.name);
    else if ("error" in sound) opened.missing.push({ name: spec.name, why: reason(sound.error) });
    else tracks.push({ spec: { ...spec, ends_s: (spec.offset_s ?? 0) + sound.format.frames / rate_hz }, id: spec.id, name: spec.name, lufs: spec.lufs, source: sound, offset: Math.round((spec.offset_s ?? 0) * rate_hz) });
  });
  const song = Math.max(0, ...tracks.map(({ spec, source, offset = 0 }) => (spec.isBeside ? 0 : offset + source.format.frames)));
  for (const track of tracks) if (track.spec.isBeside && song > 0) track.source = beside(track.source, song);
  const failed = there.find((sound): sound is Failed => sound !== undefined && "error" in sound);
  if (tracks.length === 0) return opened.coming.length > 0 ? opened : { ...opened, error: failed?.error };
  if (player.current?.rate_hz === rate_hz) player.current.setTracks(tracks);
  else {
    player.current?.close();
    // At the rate of most files: these are played as they are, and a frame is a frame.
    player.current = new Player(new AudioContext({ sampleRate: rate_hz, latencyHint: "interactive" }), tracks);
  }
  return { ...opened, player: player.current, tracks: tracks.map(({ spec }) => spec) };
}

const wholes = new Map<string, Promise<Sound>>();

/** A file at the rate of the player; one that is no WAV is decoded as a whole. */
async function soundOf(opened: PromiseSettledResult<Sound>, url: string, rate_hz: number): Promise<Sound> {
  if (opened.status === "fulfilled") return resampled(opened.value, rate_hz);
  if (!(opened.reason instanceof NoWav)) throw opened.reason;
  const key = `${rate_hz} ${url}`;
  const known = wholes.get(key) ?? decodeWhole(httpReader(url, headers), rate_hz);
  wholes.set(key, known);
  known.catch(() => wholes.delete(key));
  return known;
}

/** A file to be read from its beginning to its end, beside what plays of it. */
export async function soundToMeasure(url: string, rate_hz: number): Promise<Sound> {
  const [opened] = await Promise.allSettled([WavSource.open(httpReader(url, headers), 0)]);
  return opened.status === "fulfilled" ? opened.value : soundOf(opened, url, rate_hz);
}

function commonRate(rates: number[]): number {
  const count = (rate: number) => rates.filter((other) => other === rate).length;
  return [...rates].sort((a, b) => count(b) - count(a))[0] ?? 48_000;
}

function reason(error: unknown): string {
  if (error instanceof RangeRefused) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** Drawn anew whenever the player changes its state. */
export function usePlayerState(player: Player): Player {
  useSyncExternalStore(player.subscribe, () => player.version);
  return player;
}

/** Starts or stops; a browser lets sound begin only on a press. */
export function toggle(player: Player): void {
  if (player.state !== "stopped") {
    player.pause();
    return;
  }
  if (player.context instanceof AudioContext) void player.context.resume();
  player.play();
}

/** How long sound takes from the clock to the ear, in seconds. */
export function lateness_s(player: Player): number {
  return player.context instanceof AudioContext ? player.context.outputLatency || player.context.baseLatency || 0 : 0;
}

/** Calls back on every frame while it plays, and once whenever something changes. */
export function useEachFrame(player: Player, draw: (position_s: number) => void): void {
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
  });
  const state = useMemo(() => ({ id: 0 }), []);
  useEffect(() => {
    const once = () => latest.current(player.position(lateness_s(player)) / player.rate_hz);
    const frame = () => {
      once();
      state.id = player.state === "stopped" ? 0 : requestAnimationFrame(frame);
    };
    const changed = () => {
      cancelAnimationFrame(state.id);
      frame();
    };
    changed();
    const stop = player.subscribe(changed);
    return () => {
      stop();
      cancelAnimationFrame(state.id);
    };
  }, [player, state]);
}
