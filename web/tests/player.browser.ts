/** What the player plays, rendered by the browser and measured. */

import { resolve } from "node:path";

import type { Page } from "playwright-core";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

import type * as Audio from "../src/audio";
import { openPage } from "./browser";
import { startFrame } from "./frame";
import { exampleJob } from "./jobs";

const frame = startFrame({ data: "example" });
let page: Page;
let jobId: string;
let report: { before: { integrated_lufs: number }; premaster: { integrated_lufs: number }; after: { integrated_lufs: number } };
const MINUTES = 60_000;

declare global {
   
  var audio: typeof Audio;
}

beforeAll(async () => {
  const { server, browser } = frame;
  jobId = await exampleJob(server.url);
  report = (await (await fetch(`${server.url}/v1/jobs/${jobId}/download/report`)).json()) as typeof report;
  ({ page } = await openPage(browser, server.url));
  await page.goto("/docs");
  await page.evaluate(await bundled());
}, 4 * MINUTES);

/** The engine of the player as a script of its own: the very code of the page, without its views. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, lib: { entry: resolve(import.meta.dirname, "../src/audio/index.ts"), formats: ["iife"], name: "audio" } },
  });
  const [result] = Array.isArray(made) ? made : [made];
  const chunk = result && "output" in result ? result.output[0] : undefined;
  if (!chunk) throw new Error("the player was not bundled");
  return `${chunk.code}; globalThis.audio = audio;`;
}

describe("the player", () => {
  it("plays every version from the sample that was asked for, after a seek and after switches", async () => {
    const found = await page.evaluate(async ({ id }) => {
      const open = (what: string) => audio.WavSource.open(audio.httpReader(`/v1/jobs/${id}/download/${what}`, () => ({})));
      const [rough, mix, master] = await Promise.all([open("rough"), open("mix"), open("master")]);
      const rate = master.format.rate_hz;
      const context = new OfflineAudioContext(2, rate * 8, rate);
      const player = new audio.Player(context, [
        { id: "rough", name: "", source: rough }, { id: "mix", name: "", source: mix }, { id: "master", name: "", source: master },
      ]);
      const from = 3 * rate + 1234;
      player.seek(from);
      player.play();
      await player.prepare(8);
      const heard = [["rough", rough], ["mix", mix], ["master", master]] as const;
      void context.suspend(2.5).then(() => { player.hear("mix"); return context.resume(); });
      void context.suspend(5).then(() => { player.hear("master"); return context.resume(); });
      const rendered = (await context.startRendering()).getChannelData(0);
      const began = Math.ceil(0.06 * rate);
      const results = [];
      for (const [index, [name, source]] of heard.entries()) {
        // Well inside the second and a half in which it alone is heard.
        const at = Math.round((0.5 + 2.5 * index) * rate);
        const [wanted = new Float32Array()] = await source.frames(from + at - began - 50, rate + 100);
        let [best, lag] = [Infinity, 0];
        for (let shift = -50; shift <= 50; shift++) {
          let sum = 0;
          for (let frame = 0; frame < rate; frame += 7) sum += ((rendered[at + frame] ?? 0) - (wanted[50 + shift + frame] ?? 0)) ** 2;
          if (sum < best) [best, lag] = [sum, shift];
        }
        let [error, power] = [0, 0];
        for (let frame = 0; frame < rate; frame++) {
          error += ((rendered[at + frame] ?? 0) - (wanted[50 + lag + frame] ?? 0)) ** 2;
          power += (wanted[50 + lag + frame] ?? 0) ** 2;
        }
        results.push({ name, lag, null_db: 10 * Math.log10(Math.max(error, 1e-30) / power) });
      }
      return results;
    }, { id: jobId });
    console.log("alignment", found);
    for (const { name, lag, null_db } of found) {
      expect(lag, name).toBe(0);
      // Samples are copied: what is left is the rounding of one product by a gain in f32.
      expect(null_db, name).toBeLessThan(-120);
    }
  }, 2 * MINUTES);

  it("plays versions equally loud, within 0.1 LU over the song", async () => {
    const lufs = { rough: report.before.integrated_lufs, mix: report.premaster.integrated_lufs, master: report.after.integrated_lufs };
    const measured = await page.evaluate(async ({ id, lufs }) => {
      const names = ["rough", "mix", "master"] as const;
      const sources = await Promise.all(names.map((what) => audio.WavSource.open(audio.httpReader(`/v1/jobs/${id}/download/${what}`, () => ({})))));
      const results: { name: string; matched?: number; own?: number }[] = [];
      for (const [index, name] of names.entries()) {
        const source = sources[index];
        if (!source) continue;
        const { rate_hz, frames } = source.format;
        const context = new OfflineAudioContext(2, frames + rate_hz, rate_hz);
        const player = new audio.Player(context, names.map((id, at) => ({ id, name: id, lufs: lufs[id], source: sources[at] ?? source })));
        player.hear(name);
        player.play();
        await player.prepare(Infinity);
        const rendered = await context.startRendering();
        const own = await source.frames(0, frames);
        results.push({ name, matched: audio.integrated_lufs([rendered.getChannelData(0), rendered.getChannelData(1)], rate_hz), own: audio.integrated_lufs(own, rate_hz) });
      }
      return results;
    }, { id: jobId, lufs });
    console.log("loudness", measured, lufs);
    const levels = measured.map(({ matched = NaN }) => matched);
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThanOrEqual(0.1);
    // The meter of this test against the engine's own, which is held against the EBU's files.
    for (const { name, own = NaN } of measured) expect(Math.abs(own - lufs[name as keyof typeof lufs]), name).toBeLessThan(0.1);
  }, 2 * MINUTES);

  it("switches without a click, and goes round a loop without losing a frame", async () => {
    const found = await page.evaluate(async ({ id }) => {
      const source = await audio.WavSource.open(audio.httpReader(`/v1/jobs/${id}/download/mix`, () => ({})));
      const rate = source.format.rate_hz;
      const context = new OfflineAudioContext(2, rate * 6, rate);
      const player = new audio.Player(context, [{ id: "a", name: "", source }, { id: "b", name: "", source }]);
      const region = { from: rate * 4, to: rate * 6 };
      player.seek(region.from);
      player.setLoop(region);
      player.play();
      await player.prepare(6);
      void context.suspend(1).then(() => { player.hear("b"); return context.resume(); });
      const rendered = (await context.startRendering()).getChannelData(0);
      const began = Math.ceil(0.06 * rate);
      const [wanted = new Float32Array()] = await source.frames(region.from, 2 * rate);
      const fade = Math.round(0.005 * rate);
      let [switched, looped] = [0, 0];
      for (let frame = fade; frame < 2 * rate - fade; frame++) {
        switched = Math.max(switched, Math.abs((rendered[began + frame] ?? 0) - (wanted[frame] ?? 0)));
        looped = Math.max(looped, Math.abs((rendered[began + 2 * rate + frame] ?? 0) - (wanted[frame] ?? 0)));
      }
      return { switched, looped };
    }, { id: jobId });
    console.log("switch and loop", found);
    // Both sides of the switch are the same sound: their fades add up to one but for rounding.
    expect(found.switched).toBeLessThan(1e-6);
    expect(found.looped).toBeLessThan(1e-6);
  }, 2 * MINUTES);

  it("a version that comes late stops nothing: it is heard once it is there, in its place", async () => {
    const found = await page.evaluate(async () => {
      const context = new AudioContext({ sampleRate: 48_000 });
      const level = (value: number, wait: Promise<void>) => ({
        format: { rate_hz: 48_000, channels: 1, frames: 48_000 * 60 },
        frames: async (_: number, count: number) => {
          await wait;
          return [new Float32Array(count).fill(value)];
        },
      });
      let arrive = () => {};
      const late = new Promise<void>((done) => { arrive = done; });
      const player = new audio.Player(context, [{ id: "here", name: "", source: level(0.25, Promise.resolve()) }, { id: "late", name: "", source: level(0.5, late) }]);
      const analyser = context.createAnalyser();
      player.tap(analyser);
      const samples = new Float32Array(analyser.fftSize);
      const sounds = () => {
        analyser.getFloatTimeDomainData(samples);
        return samples[samples.length - 1] ?? 0;
      };
      const until = async (holds: () => boolean) => {
        for (const end = performance.now() + 15_000; !holds() && performance.now() < end; ) await new Promise((done) => setTimeout(done, 20));
        return holds();
      };
      await context.resume();
      player.play();
      const begins = await until(() => player.state === "playing" && sounds() === 0.25);
      player.hear("late");
      const asked = { heard: player.heard, waiting: player.waiting };
      // Longer than what was scheduled ahead: it goes on by itself.
      const from_s = player.position() / player.rate_hz;
      await until(() => player.position() / player.rate_hz > from_s + 6);
      const meanwhile = { sounds: sounds(), state: player.state };
      arrive();
      const switched = await until(() => player.heard === "late" && sounds() === 0.5);
      const then = { waiting: player.waiting, state: player.state };
      player.close();
      await context.close();
      return { begins, asked, meanwhile, switched, then };
    });
    expect(found).toEqual({
      begins: true,
      asked: { heard: "here", waiting: "late" },
      meanwhile: { sounds: 0.25, state: "playing" },
      switched: true,
      then: { waiting: undefined, state: "playing" },
    });
  }, MINUTES);
});

describe("ends", () => {
  it("a record that is shorter than the song ends without a click, as loud as the rest until then; so does the song", async () => {
    const found = await page.evaluate(async () => {
      const [rate, song_s, record_s] = [48_000, 6, 3.217];
      // A low sine that is cut at its crest: whatever steps, steps by half of full scale.
      const sine = (length_s: number, level: number) => ({
        format: { rate_hz: rate, channels: 1, frames: Math.round(length_s * rate) },
        frames: (from: number, count: number) => Promise.resolve([Float32Array.from({ length: count }, (_, index) => level * Math.cos((2 * Math.PI * 55 * (from + index)) / rate))]),
      });
      const render = async (record_s: number) => {
        const context = new OfflineAudioContext(1, rate * (song_s + 1), rate);
        const player = new audio.Player(context, [
          { id: "song", name: "", lufs: -20, source: sine(song_s, 0.25) },
          { id: "record", name: "", lufs: -14, source: audio.beside(sine(record_s, 0.5), song_s * rate) },
        ]);
        player.hear("record");
        player.play();
        await player.prepare(song_s + 1);
        return (await context.startRendering()).getChannelData(0);
      };
      const steepest = (samples: Float32Array, from_s: number) => samples.slice(from_s * rate).reduce((most, sample, index, all) => Math.max(most, Math.abs(sample - (all[index - 1] ?? sample))), 0);
      const peak = (samples: Float32Array, from_s: number, to_s: number) => samples.slice(from_s * rate, to_s * rate).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      const [short, long] = [await render(record_s), await render(20)];
      const end = 0.06 + record_s;
      return {
        level: peak(short, 1, 3), after: peak(short, end + 0.001, song_s + 1), over: peak(long, 0.06 + song_s + 0.001, song_s + 1),
        sine: 0.25 * 2 * Math.PI * 55 / rate, short: steepest(short, 1), long: steepest(long, 1),
      };
    });
    console.log("the end of a record", found);
    // Six decibels down to the song: a half of its half.
    expect(found.level).toBeCloseTo(0.2506, 3);
    expect([found.after, found.over]).toEqual([0, 0]);
    // No step is larger than the sine's own and that of the fade, a cosine of 30 ms.
    const fade = (0.2506 * Math.PI) / 2 / (0.03 * 48_000);
    expect(Math.max(found.short, found.long)).toBeLessThan(found.sine * 1.01 + fade);
  }, MINUTES);

  it("past the end of the song it rests, also out of a loop, and begins anew", async () => {
    const found = await page.evaluate(async () => {
      const context = new AudioContext({ sampleRate: 48_000 });
      const source = { format: { rate_hz: 48_000, channels: 1, frames: 48_000 * 8 }, frames: (_: number, count: number) => Promise.resolve([new Float32Array(count)]) };
      const player = new audio.Player(context, [{ id: "song", name: "", source }]);
      await context.resume();
      player.seek(48_000 * 7);
      player.setLoop({ from: 48_000 * 7, to: 48_000 * 9 });
      const loop = player.loop;
      player.play();
      player.seek(player.position() + 48_000 * 5);
      const rests = { state: player.state, at: player.position() };
      player.setLoop(undefined);
      player.play();
      const anew = { state: player.state !== "stopped", at: player.position() };
      player.close();
      await context.close();
      return { loop, rests, anew };
    });
    expect(found).toEqual({
      loop: { from: 48_000 * 7, to: 48_000 * 8 },
      rests: { state: "stopped", at: 48_000 * 8 },
      anew: { state: true, at: 0 },
    });
  }, MINUTES);
});
