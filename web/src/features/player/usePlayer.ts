/** A player for the versions of one song, and what a view shows of it. */

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

import { sessionToken } from "../../api/session";
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
}

interface Opened {
  player?: Player;
  /** Tracks that are there, in order. */
  tracks: TrackSpec[];
  /** Why others are not. */
  missing: { name: string; why: string }[];
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

/** Opens what can be played; `specs` may change while it plays. */
export function usePlayer(specs: readonly TrackSpec[]): Opened {
  const [opened, setOpened] = useState<Opened>({ tracks: [], missing: [] });
  const player = useRef<Player>(undefined);
  const known = JSON.stringify(specs);

  useEffect(() => {
    let isStale = false;
    const wanted = JSON.parse(known) as TrackSpec[];
    void (async () => {
      const opened = await Promise.allSettled(wanted.map(({ url }) => openSource(url)));
      const rate_hz = commonRate(opened.flatMap((result) => (result.status === "fulfilled" ? [result.value.format.rate_hz] : [])));
      const results = await Promise.allSettled(opened.map((result, index) => soundOf(result, wanted[index]?.url ?? "", rate_hz)));
      if (isStale) return;
      const tracks: (Track & { spec: TrackSpec })[] = [];
      const missing: Opened["missing"] = [];
      results.forEach((result, index) => {
        const spec = wanted[index];
        if (!spec) return;
        if (result.status === "rejected") missing.push({ name: spec.name, why: reason(result.reason) });
        else tracks.push({ spec, id: spec.id, name: spec.name, lufs: spec.lufs, source: result.value, offset: Math.round((spec.offset_s ?? 0) * rate_hz) });
      });
      if (tracks.length === 0) {
        setOpened({ tracks: [], missing, error: results.find((result) => result.status === "rejected")?.reason });
        return;
      }
      if (player.current?.rate_hz === rate_hz) player.current.setTracks(tracks);
      else {
        player.current?.close();
        // At the rate of most files: these are played as they are, and a frame is a frame.
        player.current = new Player(new AudioContext({ sampleRate: rate_hz, latencyHint: "interactive" }), tracks);
      }
      setOpened({ player: player.current, tracks: tracks.map(({ spec }) => spec), missing });
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

const wholes = new Map<string, Promise<Sound>>();

/** A file at the rate of the player; one that is no WAV is decoded as a whole. */
async function soundOf(opened: PromiseSettledResult<WavSource>, url: string, rate_hz: number): Promise<Sound> {
  if (opened.status === "fulfilled") return resampled(opened.value, rate_hz);
  if (!(opened.reason instanceof NoWav)) throw opened.reason;
  const key = `${rate_hz} ${url}`;
  const known = wholes.get(key) ?? decodeWhole(httpReader(url, headers), rate_hz);
  wholes.set(key, known);
  known.catch(() => wholes.delete(key));
  return known;
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
