//! The console as a whole: what goes in comes out, whoever does the work.

use dsp::colour::SaturationParams;
use dsp::dynamics::{CompressorParams, DynamicEqParams, TransientParams};
use dsp::filter::{EqBandParams, HighPassParams};
use dsp::space::{EchoParams, ReverbParams};
use dsp::stereo::{PanParams, WidthParams};
use recipe::{
    AutomationPoint, Bus, BusStrip, Console, DynamicEqSlot, Returns, RoleGuess, SessionSpec,
    StemSpec, Strip,
};

use super::{MixSettings, mix};
use crate::{Alone, Clip, Crew, MemoryStore, Slot, Task};

const RATE_HZ: u32 = 48_000;
const FRAMES: usize = 30_000;

/// Two threads that take tasks in the reverse order.
struct Pair;

impl Crew for Pair {
    fn run(&self, tasks: Vec<Task<'_>>) {
        let (mut odd, mut even) = (Vec::new(), Vec::new());
        for (index, task) in tasks.into_iter().enumerate().rev() {
            if index % 2 == 0 { even.push(task) } else { odd.push(task) }
        }
        std::thread::scope(|scope| {
            scope.spawn(|| odd.into_iter().for_each(|task| task()));
            even.into_iter().for_each(|task| task());
        });
    }
}

/// A stem of tones and noise that depends on `seed`.
fn clip(seed: u32, channels: usize) -> Clip {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    let hz = 55.0 * (seed + 1) as f32;
    let channels = (0..channels)
        .map(|channel| {
            let tone = |frame: usize| {
                let at = frame as f32 / RATE_HZ as f32;
                audio::math::sin_turns(at * hz + 0.1 * channel as f32)
            };
            let gate = |frame: usize| if (frame / 6_000).is_multiple_of(2) { 0.5 } else { 0.05 };
            (0..FRAMES).map(|frame| gate(frame) * (0.8 * tone(frame) + 0.2 * noise())).collect()
        })
        .collect();
    Clip { channels, sample_rate_hz: RATE_HZ }
}

fn stems() -> Vec<Clip> {
    vec![clip(0, 2), clip(1, 1), clip(2, 2), clip(5, 1)]
}

fn session(stems: &[Clip]) -> SessionSpec {
    let role =
        RoleGuess { is: recipe::Role::Unknown, confidence: 0.0, from: recipe::RoleSource::Nothing };
    let specs = stems.iter().enumerate().map(|(index, clip)| StemSpec {
        id: format!("s{index}"),
        file: format!("s{index}.wav"),
        hash: String::new(),
        sample_rate_hz: clip.sample_rate_hz,
        channels: clip.channels.len() as u16,
        frames: clip.channels[0].len() as u64,
        role,
    });
    SessionSpec {
        sample_rate_hz: RATE_HZ,
        frames: FRAMES as u64,
        tail_frames: 5_000,
        tempo_bpm: None,
        beats_per_bar: None,
        key: None,
        sections: Vec::new(),
        stems: specs.collect(),
    }
}

/// Something of everything.
fn busy_console() -> Console {
    let compressor = CompressorParams {
        threshold_db: -24.0,
        ratio: 3.0,
        lookahead_ms: 2.0,
        ..Default::default()
    };
    let mut strips = vec![Strip::default(); 4];
    strips[0].compressor = Some(compressor);
    strips[0].saturation = Some(SaturationParams { drive_db: 6.0, ..Default::default() });
    strips[0].bus = Bus::Drums;
    strips[1].high_pass = Some(HighPassParams { freq_hz: 60.0, slope_db_per_oct: 24.0 });
    strips[1].pan = PanParams { position_pct: 30.0 };
    strips[1].dynamic_eq = vec![DynamicEqSlot {
        params: DynamicEqParams { threshold_db: -30.0, range_db: -6.0, ..Default::default() },
        key: Some(3),
    }];
    strips[1].automation = [(2_000, 0.0), (9_000, -6.0), (20_000, 2.0)]
        .map(|(frame, gain_db)| AutomationPoint { frame, gain_db })
        .to_vec();
    strips[2].width = WidthParams { width_pct: 120.0, mono_below_hz: 100.0 };
    strips[2].eq =
        vec![EqBandParams { freq_hz: 900.0, gain_db: -3.0, q: 1.0, ..Default::default() }];
    strips[2].reverb_send_db = Some(-10.0);
    strips[2].delay_send_db = Some(-12.0);
    strips[3].trim_db = 5.0;
    strips[3].fader_db = -2.0;
    strips[3].bus = Bus::Vocals;
    strips[3].reverb_send_db = Some(-14.0);
    let duck = CompressorParams { threshold_db: -30.0, range_db: 1.5, ratio: 4.0, ..compressor };
    Console {
        strips,
        buses: [
            BusStrip {
                compressor: Some(compressor),
                transient: Some(TransientParams { attack_db: 3.0, sustain_db: -1.0 }),
                ..Default::default()
            },
            BusStrip {
                eq: vec![EqBandParams { freq_hz: 300.0, gain_db: -2.0, ..Default::default() }],
                duck: Some((duck, 3)),
                fader_db: -1.0,
                ..Default::default()
            },
            BusStrip {
                parallel: Some(CompressorParams { mix_pct: 30.0, ..compressor }),
                ..Default::default()
            },
        ],
        returns: Returns {
            reverb: Some((ReverbParams::default(), -3.0)),
            delay: Some((EchoParams::default(), -3.0)),
        },
        ..Default::default()
    }
}

fn run(console: &Console, settings: MixSettings, crew: &dyn Crew) -> MemoryStore {
    let stems = stems();
    let session = session(&stems);
    let store = MemoryStore::new(stems);
    mix(&session, console, settings, (&store, crew, &())).unwrap();
    store
}

const PLAIN: MixSettings =
    MixSettings { block_frames: 1_024, export_stems: false, rough: true, until_frames: None };

fn premaster(store: &MemoryStore) -> Vec<Vec<u32>> {
    let clip = store.get(Slot::Premaster).unwrap();
    clip.channels.iter().map(|channel| channel.iter().map(|x| x.to_bits()).collect()).collect()
}

#[test]
fn a_console_that_does_nothing_gives_the_plain_sum_on_time() {
    let console = Console { strips: vec![Strip::default(); 4], ..Default::default() };
    let store = run(&console, PLAIN, &Alone);
    let (mix, rough) = (store.get(Slot::Premaster).unwrap(), store.get(Slot::Rough).unwrap());
    let stems = stems();
    for side in 0..2 {
        assert_eq!(mix.channels[side].len(), FRAMES + 5_000, "song and tail");
        assert_eq!(mix.channels[side][..FRAMES], rough.channels[side][..], "mix is rough sum");
        for frame in (0..FRAMES).step_by(997) {
            let sum: f64 = stems
                .iter()
                .map(|stem| f64::from(stem.channels[side.min(stem.channels.len() - 1)][frame]))
                .sum();
            // Three roundings to f32 on the way (bus, sum, file) of values under 2.
            let got = f64::from(mix.channels[side][frame]);
            assert!((got - sum).abs() < 4e-7, "frame {frame}: {got}, the sum is {sum}");
        }
    }
}

#[test]
fn the_length_of_a_round_and_the_crew_do_not_change_a_bit() {
    let console = busy_console();
    let whole = premaster(&run(&console, PLAIN, &Alone));
    for block_frames in [64, 1_000, 4_096, 65_536] {
        let other = run(&console, MixSettings { block_frames, ..PLAIN }, &Pair);
        assert!(premaster(&other) == whole, "rounds of {block_frames} frames, two threads");
    }
}

#[test]
fn a_mix_that_stops_early_is_the_start_of_the_whole_one() {
    let console = busy_console();
    let whole = premaster(&run(&console, PLAIN, &Alone));
    for until in [1, 777, 20_001, FRAMES as u64 + 1] {
        let part = MixSettings { until_frames: Some(until), ..PLAIN };
        let part = premaster(&run(&console, part, &Pair));
        for (part, whole) in part.iter().zip(&whole) {
            assert_eq!(part.len() as u64, until);
            assert!(part[..] == whole[..part.len()], "{until} frames");
        }
    }
}

#[test]
fn processed_stems_and_returns_add_up_to_the_premaster() {
    let console = busy_console();
    let store = run(&console, MixSettings { export_stems: true, ..PLAIN }, &Alone);
    let mix = store.get(Slot::Premaster).unwrap();
    let slots = (0..4).map(Slot::Processed).chain([Slot::Returns]);
    let parts: Vec<_> = slots.map(|slot| store.get(slot).unwrap()).collect();
    let mut worst = 0.0_f64;
    for side in 0..2 {
        for (frame, sample) in mix.channels[side].iter().enumerate() {
            let sum: f64 = parts.iter().map(|part| f64::from(part.channels[side][frame])).sum();
            worst = worst.max((sum - f64::from(*sample)).abs());
        }
    }
    // Each of five files and three buses is rounded to f32: 8 · 2⁻²⁵ of values up to 2.
    assert!(worst < 5e-7, "the sum is off by {worst:e}");
}

#[test]
fn levels_are_the_peaks_of_what_passes_whatever_the_round() {
    // Buses that do nothing: a stem in its file is then as its strip gave it.
    let console = Console { buses: Default::default(), ..busy_console() };
    let session = session(&stems());
    let told = |block_frames: usize, crew: &dyn Crew| {
        let store = MemoryStore::new(stems());
        let settings = MixSettings { block_frames, export_stems: true, ..PLAIN };
        let mixed = mix(&session, &console, settings, (&store, crew, &())).unwrap();
        (store, mixed.levels)
    };
    let (store, levels) = told(1_024, &Alone);
    let peaks = |slot: Slot| -> Vec<i8> {
        let clip = store.get(slot).unwrap();
        let steps = clip.channels[0].chunks(2_400).zip(clip.channels[1].chunks(2_400));
        steps
            .map(|(left, right)| {
                let peak = left.iter().chain(right).fold(0.0_f32, |most, x| most.max(x.abs()));
                (20.0 * f64::from(peak).log10()).max(-120.0).round() as i8
            })
            .collect()
    };
    assert_eq!(levels.strips.len(), 4);
    for (index, strip) in levels.strips.iter().enumerate() {
        assert_eq!(strip.len(), (FRAMES + 5_000).div_ceil(2_400), "song and tail");
        assert_eq!(*strip, peaks(Slot::Processed(index)), "s{index}");
    }
    let names: Vec<&str> = levels.buses.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["drum_bus", "music_bus", "vocal_bus", "reverb", "delay"]);
    // One stem alone is the whole bus.
    assert_eq!(levels.buses[0].1, levels.strips[0]);
    assert_eq!(levels.buses[2].1, levels.strips[3]);
    assert!(levels.buses[3].1.iter().any(|peak| *peak > -60), "{:?}", levels.buses[3].1);
    for block_frames in [64, 1_000, 65_536] {
        let (_, other) = told(block_frames, &Pair);
        assert_eq!((&other.strips, &other.buses), (&levels.strips, &levels.buses));
    }
}

#[test]
fn a_stem_of_another_length_than_the_recipe_says_is_refused() {
    let stems = stems();
    let mut session = session(&stems);
    session.stems[2].frames -= 1;
    let store = MemoryStore::new(stems);
    let console = Console { strips: vec![Strip::default(); 4], ..Default::default() };
    let error = mix(&session, &console, PLAIN, (&store, &Alone, &())).unwrap_err();
    let words = error.to_string();
    assert!(words.contains("`s2` has 30000 frames") && words.contains("29999"), "{words}");
}
