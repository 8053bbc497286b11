//! Stems in memory, perturbed as the engine reads them; results measured as the engine writes.
//!
//! A song's stems are decoded once and shared by all runs. What the engine exports per stem is
//! measured on its way and not kept; only the premaster and the master, which are read again,
//! stay in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use audio::StreamSpec;
use engine::{Clip, IoFault, MemoryStore, Sink, Slot, Source, Store};
use measure::{Measurement, Meter, MeterOptions};

use super::corpus::SongStem;
use super::perturb::Change;
use crate::errors::{Code, Fault, unreadable};
use crate::{inputs, stop};

/// Frames decoded at a time.
const BLOCK: usize = 16_384;

/// Corner of the tilt, in Hz: about the middle of the audible range in octaves.
const TILT_HZ: f64 = 700.0;

/// Decodes a stem whole.
pub(super) fn decode(stem: &SongStem) -> Result<Arc<Clip>, Fault> {
    decode_file(&stem.path)
}

/// Decodes a file whole.
pub(super) fn decode_file(path: &Path) -> Result<Arc<Clip>, Fault> {
    let mut decoder = inputs::open(path)?;
    let (sample_rate_hz, count) = (decoder.info().sample_rate_hz, decoder.info().channels);
    let mut block = vec![vec![0.0; BLOCK]; count];
    let mut channels = vec![Vec::new(); count];
    loop {
        stop::check()?;
        let got = decoder
            .read(&mut block, BLOCK)
            .map_err(|error| unreadable(&path.to_string_lossy(), &error))?;
        for (all, new) in channels.iter_mut().zip(&block) {
            all.extend_from_slice(&new[..got]);
        }
        if got < BLOCK {
            break;
        }
    }
    if channels.first().is_none_or(Vec::is_empty) {
        let message = format!("`{}` holds no audio", path.display());
        return Err(Fault::new(Code::Input, message, "export it again, or leave it out"));
    }
    Ok(Arc::new(Clip { channels, sample_rate_hz }))
}

/// One stem as the engine gets it.
#[derive(Clone, Debug)]
pub(super) struct Track {
    pub(super) clip: Arc<Clip>,
    pub(super) change: Change,
    /// Frames that sound; the rest is silence.
    pub(super) sounds: std::ops::Range<usize>,
}

impl Track {
    pub(super) fn new(clip: Arc<Clip>, change: Change) -> Self {
        let sounds = 0..clip.channels[0].len();
        Self { clip, change, sounds }
    }

    /// Everything about it in a stereo mix: a mono stem sounds on both sides.
    pub(super) fn measure(&self) -> Result<Measurement, Fault> {
        let mut meter = meter(self.clip.sample_rate_hz).map_err(|words| internal(&words))?;
        self.clone().each_block(|left, right| meter.push(left, Some(right.unwrap_or(left))));
        Ok(meter.finish())
    }

    /// Hands all samples on, in blocks.
    pub(super) fn each_block(self, mut hear: impl FnMut(&[f32], Option<&[f32]>)) {
        let mut block = vec![vec![0.0; BLOCK]; self.clip.channels.len()];
        let mut source = TrackSource::new(self);
        loop {
            let got = source.fill(&mut block, BLOCK);
            let right = block.get(1).map(|right| &right[..got]);
            hear(&block[0][..got], right);
            if got < BLOCK {
                return;
            }
        }
    }
}

fn internal(words: &str) -> Fault {
    Fault::worded(Code::Internal, words)
}

fn meter(sample_rate_hz: u32) -> Result<Meter, String> {
    let spec = StreamSpec {
        sample_rate_hz: f64::from(sample_rate_hz),
        block_frames_max: BLOCK,
        channels: 2,
    };
    Meter::new(spec, MeterOptions::everything()).map_err(|error| error.to_string())
}

/// Everything about a stereo clip.
pub(super) fn measure_clip(clip: &Clip) -> Result<Measurement, Fault> {
    let mut meter = meter(clip.sample_rate_hz).map_err(|words| internal(&words))?;
    let right = clip.channels.get(1).unwrap_or(&clip.channels[0]);
    for (left, right) in clip.channels[0].chunks(BLOCK).zip(right.chunks(BLOCK)) {
        meter.push(left, Some(right));
    }
    Ok(meter.finish())
}

/// Everything about the sum of tracks.
pub(super) fn measure_sum(tracks: &[Track]) -> Result<Measurement, Fault> {
    let rate_hz = tracks.iter().map(|track| track.clip.sample_rate_hz).max().unwrap_or(48_000);
    let mut meter = meter(rate_hz).map_err(|words| internal(&words))?;
    each_sum(tracks, |left, right| meter.push(left, Some(right)))?;
    Ok(meter.finish())
}

/// The sum of tracks.
pub(super) fn sum(tracks: &[Track]) -> Result<Arc<Clip>, Fault> {
    let sample_rate_hz =
        tracks.iter().map(|track| track.clip.sample_rate_hz).max().unwrap_or(48_000);
    let mut channels = vec![Vec::new(), Vec::new()];
    each_sum(tracks, |left, right| {
        channels[0].extend_from_slice(left);
        channels[1].extend_from_slice(right);
    })?;
    Ok(Arc::new(Clip { channels, sample_rate_hz }))
}

/// Hands the sum of tracks on, in blocks. They have one rate: to resample is the engine's work.
fn each_sum(tracks: &[Track], mut hear: impl FnMut(&[f32], &[f32])) -> Result<(), Fault> {
    let rate_hz = tracks.first().map_or(0, |track| track.clip.sample_rate_hz);
    if tracks.iter().any(|track| track.clip.sample_rate_hz != rate_hz) {
        let hint = "bring all stems of a song to one sample rate";
        return Err(Fault::new(Code::Input, "stems of one song have several sample rates", hint));
    }
    let mut sources: Vec<TrackSource> =
        tracks.iter().map(|track| TrackSource::new(track.clone())).collect();
    let mut block = vec![vec![0.0; BLOCK]; 2];
    loop {
        let mut sum = [vec![0.0_f32; BLOCK], vec![0.0_f32; BLOCK]];
        let mut longest = 0;
        for source in &mut sources {
            let channels = source.track.clip.channels.len();
            let got = source.fill(&mut block[..channels], BLOCK);
            for (side, sum) in sum.iter_mut().enumerate() {
                let from = &block[side.min(channels - 1)][..got];
                sum.iter_mut().zip(from).for_each(|(sum, x)| *sum += x);
            }
            longest = longest.max(got);
        }
        hear(&sum[0][..longest], &sum[1][..longest]);
        if longest < BLOCK {
            return Ok(());
        }
    }
}

struct TrackSource {
    track: Track,
    at: usize,
    gain: f32,
    tilt: Option<[Tilt; 2]>,
}

impl TrackSource {
    fn new(track: Track) -> Self {
        let Change { gain_db, inverted, tilt_db } = track.change;
        let gain = audio::math::db_to_gain_f64(gain_db) as f32;
        let tilt = Tilt::new(tilt_db, f64::from(track.clip.sample_rate_hz));
        let tilt = (tilt_db.abs() > 0.0).then_some([tilt; 2]);
        Self { track, at: 0, gain: if inverted { -gain } else { gain }, tilt }
    }

    fn fill(&mut self, out: &mut [Vec<f32>], frames: usize) -> usize {
        let Track { clip, sounds, .. } = &self.track;
        let got = (clip.channels[0].len() - self.at).min(frames);
        let here = self.at..self.at + got;
        let heard = here.start.max(sounds.start)..here.end.min(sounds.end);
        for (index, (out, channel)) in out.iter_mut().zip(&clip.channels).enumerate() {
            out[..got].fill(0.0);
            if !heard.is_empty() {
                let to = &mut out[heard.start - here.start..heard.end - here.start];
                let from = &channel[heard.clone()];
                to.iter_mut().zip(from).for_each(|(to, from)| *to = from * self.gain);
            }
            if let Some(tilt) = &mut self.tilt {
                out[..got].iter_mut().for_each(|x| *x = tilt[index].next(*x));
            }
        }
        self.at += got;
        got
    }
}

impl Source for TrackSource {
    fn sample_rate_hz(&self) -> u32 {
        self.track.clip.sample_rate_hz
    }

    fn channels(&self) -> usize {
        self.track.clip.channels.len()
    }

    fn frames(&self) -> Option<u64> {
        Some(self.track.clip.channels[0].len() as u64)
    }

    fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault> {
        Ok(self.fill(out, frames))
    }
}

/// A first-order tilt: what lies under the corner and what lies over it, weighed apart.
#[derive(Clone, Copy, Debug)]
struct Tilt {
    coefficient: f64,
    low: f64,
    high: f64,
    state: f64,
}

impl Tilt {
    fn new(tilt_db: f64, sample_rate_hz: f64) -> Self {
        let coefficient = 1.0 - (-std::f64::consts::TAU * TILT_HZ / sample_rate_hz).exp();
        let gain = |db: f64| audio::math::db_to_gain_f64(db);
        Self { coefficient, low: gain(-0.5 * tilt_db), high: gain(0.5 * tilt_db), state: 0.0 }
    }

    fn next(&mut self, x: f32) -> f32 {
        let x = f64::from(x);
        self.state += self.coefficient * (x - self.state);
        (self.low * self.state + self.high * (x - self.state)) as f32
    }
}

/// Stems of one run in, measurements out.
#[derive(Clone, Debug)]
pub(super) struct Bench {
    tracks: Vec<Track>,
    kept: MemoryStore,
    measured: Arc<Mutex<BTreeMap<Slot, Measurement>>>,
}

impl Bench {
    /// With `tracks` in the order of the engine.
    pub(super) fn new(tracks: Vec<Track>) -> Self {
        Self { tracks, kept: MemoryStore::default(), measured: Arc::default() }
    }

    /// What was measured of a stem, or of the returns.
    pub(super) fn measured(&self, slot: Slot) -> Option<Measurement> {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner).remove(&slot)
    }

    /// The audio in a slot that is kept.
    pub(super) fn clip(&self, slot: Slot) -> Option<Arc<Clip>> {
        self.kept.get(slot)
    }
}

impl Store for Bench {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        match slot {
            Slot::Stem(index) if index < self.tracks.len() => {
                Ok(Box::new(TrackSource::new(self.tracks[index].clone())))
            }
            _ => self.kept.open(slot),
        }
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        if !matches!(slot, Slot::Processed(_) | Slot::Returns) {
            return self.kept.create(slot, sample_rate_hz);
        }
        let meter = meter(sample_rate_hz).map_err(|words| IoFault {
            slot: Some(slot),
            is_input: false,
            words: format!("{words}; leave this song out"),
        })?;
        Ok(Box::new(MeterSink { slot, meter, measured: Arc::clone(&self.measured) }))
    }
}

struct MeterSink {
    slot: Slot,
    meter: Meter,
    measured: Arc<Mutex<BTreeMap<Slot, Measurement>>>,
}

impl Sink for MeterSink {
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault> {
        self.meter.push(left, Some(right));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        let mut measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        measured.insert(self.slot, self.meter.finish());
        Ok(0)
    }
}
