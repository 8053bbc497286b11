//! Hears all stems together and sums up how each pair moves together, bin by bin.

use super::grid::{Bins, Schedule};
use super::pairs::Pairs;
use super::transform::{Spectrum, Transform, VOICES};
use crate::hops::{is_hostile, sanitised};

/// Stems whose frame has less power than this do not sound in it: −90 dBFS.
const SOUNDS_POWER: f64 = 1e-9;

/// Listens to all stems of a song at once, in step. Blocks may have any length.
#[derive(Debug)]
pub struct PairListener {
    schedule: Schedule,
    transform: Transform,
    stems: Vec<Stem>,
    pairs: Pairs,
    /// Frames of the song heard so far.
    now: u64,
    /// Number of the window that is being filled, and how far it is.
    window: u64,
    filled: usize,
}

/// One stem's part of the window, per channel, and its spectra.
#[derive(Clone, Debug)]
struct Stem {
    channels: Vec<Vec<f32>>,
    spectra: Vec<Spectrum>,
    sounds: bool,
}

impl PairListener {
    /// For stems with so many channels each, 1 or 2.
    #[must_use]
    pub fn new(sample_rate_hz: f64, channels: &[usize]) -> Self {
        let schedule = Schedule::new(sample_rate_hz);
        let bins = Bins::new(sample_rate_hz, schedule.size);
        let stem = |channels: &usize| Stem {
            channels: vec![vec![0.0; schedule.size]; (*channels).clamp(1, 2)],
            spectra: vec![Spectrum::default(); (*channels).clamp(1, 2)],
            sounds: false,
        };
        Self {
            transform: Transform::new(schedule.size),
            stems: channels.iter().map(stem).collect(),
            pairs: Pairs::new(bins, channels.len()),
            schedule,
            now: 0,
            window: 0,
            filled: 0,
        }
    }

    /// Hears `frames` frames of all stems: per stem its left and, if it has one, right channel,
    /// each at least that long.
    pub fn push(&mut self, stems: &[(&[f32], Option<&[f32]>)], frames: usize) {
        let mut from = 0;
        while from < frames {
            let next = self.schedule.start(self.window) + self.filled as u64;
            let skip = (next - self.now).min((frames - from) as u64) as usize;
            from += skip;
            self.now += skip as u64;
            let take = (self.schedule.size - self.filled).min(frames - from);
            let range = from..from + take;
            for (stem, (left, right)) in self.stems.iter_mut().zip(stems) {
                let sides = [Some(*left), *right];
                for (channel, side) in stem.channels.iter_mut().zip(sides) {
                    let place = &mut channel[self.filled..self.filled + take];
                    place.copy_from_slice(&side.unwrap_or(left)[range.clone()]);
                }
            }
            from += take;
            self.now += take as u64;
            self.filled += take;
            if self.filled == self.schedule.size {
                self.analyse();
                self.window += 1;
                self.filled = 0;
            }
        }
    }

    /// What the stems have in common.
    #[must_use]
    pub fn finish(mut self) -> Pairs {
        if self.filled > 0 {
            for channel in self.stems.iter_mut().flat_map(|stem| &mut stem.channels) {
                channel[self.filled..].fill(0.0);
            }
            self.analyse();
        }
        self.pairs
    }

    fn analyse(&mut self) {
        let mut frames: Vec<&[f32]> = Vec::new();
        let mut spectra: Vec<&mut Spectrum> = Vec::new();
        for stem in &mut self.stems {
            let mut power = stem.channels.iter().map(|x| energy(x)).sum::<f64>();
            if is_hostile(power) {
                stem.channels.iter_mut().for_each(|channel| *channel = sanitised(channel));
                power = stem.channels.iter().map(|x| energy(x)).sum();
            }
            stem.sounds = power > SOUNDS_POWER * self.schedule.size as f64;
            if stem.sounds {
                frames.extend(stem.channels.iter().map(Vec::as_slice));
                spectra.extend(stem.spectra.iter_mut());
            }
        }
        let places = self.pairs.places();
        for (frames, spectra) in frames.chunks(VOICES).zip(spectra.chunks_mut(VOICES)) {
            self.transform.run(frames, places, spectra);
        }
        let heard: Vec<Option<&[Spectrum]>> =
            self.stems.iter().map(|stem| stem.sounds.then_some(&stem.spectra[..])).collect();
        self.pairs.add(&heard);
    }
}

fn energy(x: &[f32]) -> f64 {
    let mut lanes = [0.0_f32; 8];
    for chunk in x.as_chunks::<8>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x * x);
    }
    lanes.iter().map(|lane| f64::from(*lane)).sum()
}
