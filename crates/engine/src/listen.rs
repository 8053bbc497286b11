//! The first pass: every stem and their plain sum are measured, nothing is decided yet.

use audio::StreamSpec;
use measure::{
    Diagnosis, Measurement, Meter, MeterOptions, PairListener, SessionMeasurement, Song,
    StemListener, StemScan,
};

use crate::console::{Planar, sum_into};
use crate::reader::StemReader;
use crate::recall::{self, Known};
use crate::{Crew, EngineError, IoFault, Job, Progress, Slot, Stage, Store, Task};

/// What the stems are, besides what is heard in them.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Stems, their sum, tempo and key.
    pub song: SessionMeasurement,
    /// Length of each stem at its own rate, in frames.
    pub own_frames: Vec<u64>,
    /// Length of the longest stem at the session's rate, in frames.
    pub frames: u64,
}

/// Measures `stems` stems and their sum at `sample_rate_hz`. What the store recalls is not
/// measured again; if that is everything, no stem is opened.
///
/// # Errors
///
/// Files that cannot be read, a song that is too short, silence, or cancellation.
pub fn listen(
    stems: usize,
    sample_rate_hz: u32,
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<Heard, EngineError> {
    checked(hear(stems, sample_rate_hz, block_frames, (store, crew, job))?, sample_rate_hz)
}

/// The same for stems that may be too short or silent to be mixed.
pub(crate) fn listen_anyway(
    stems: usize,
    sample_rate_hz: u32,
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<Heard, EngineError> {
    hear(stems, sample_rate_hz, block_frames, (store, crew, job))
}

fn hear(
    stems: usize,
    sample_rate_hz: u32,
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<Heard, EngineError> {
    let recall = store.recall();
    let mut known = Known::of(recall, stems, sample_rate_hz);
    if let Some(heard) = known.take_all() {
        job.progress(Progress { stage: Stage::Listen, share: 1.0 })?;
        return Ok(heard);
    }
    let mut listener = Listener::open(known.stems, sample_rate_hz, block_frames, store)?;
    while !listener.is_done() {
        listener.round(crew)?;
        job.progress(Progress { stage: Stage::Listen, share: listener.share() })?;
    }
    let known: Vec<bool> = listener.lanes.iter().map(|lane| lane.known.is_some()).collect();
    let mut heard = listener.heard();
    if let Some(recall) = recall {
        recall::keep(recall, &mut heard, &known, sample_rate_hz);
    }
    Ok(heard)
}

struct Listener {
    lanes: Vec<Lane>,
    new: Vec<Planar>,
    now: Vec<Planar>,
    sum: SumLane,
    pairs: PairLane,
    frames_expected: u64,
    block_frames: usize,
    ended: bool,
}

struct Lane {
    reader: StemReader,
    meter: Meter,
    scan: StemScan,
    listener: StemListener,
    /// Measured in an earlier run: the meter hears nothing.
    known: Option<Measurement>,
    got: usize,
    fault: Option<IoFault>,
}

/// All stems side by side, one round behind them.
struct PairLane {
    listener: PairListener,
    /// Frames of the round that is to be heard.
    frames: usize,
}

/// The rough mix, one round behind the stems.
struct SumLane {
    meter: Meter,
    audio: Planar,
    /// Frames of the round that is to be summed.
    frames: usize,
    total: u64,
}

impl Listener {
    fn open(
        stems: Vec<Option<(Measurement, u64)>>,
        sample_rate_hz: u32,
        block_frames: usize,
        store: &dyn Store,
    ) -> Result<Self, EngineError> {
        let stream = StreamSpec {
            sample_rate_hz: f64::from(sample_rate_hz),
            block_frames_max: block_frames,
            channels: 2,
        };
        let mut lanes = Vec::new();
        let mut frames_expected = 0;
        for (index, known) in stems.into_iter().enumerate() {
            let reader = StemReader::open(store, Slot::Stem(index), sample_rate_hz)?;
            frames_expected = reader.frames_expected().max(frames_expected);
            let own = StreamSpec { channels: reader.channels(), ..stream };
            let meter = Meter::new(own, MeterOptions::everything())?;
            let (scan, listener) = (StemScan::new(own), StemListener::new(own.sample_rate_hz));
            let known = known.map(|(measurement, _)| measurement);
            lanes.push(Lane { reader, meter, scan, listener, known, got: 0, fault: None });
        }
        let buffers: Vec<Planar> =
            lanes.iter().map(|lane| Planar::new(lane.reader.channels(), block_frames)).collect();
        Ok(Self {
            pairs: PairLane {
                listener: PairListener::new(
                    stream.sample_rate_hz,
                    &lanes.iter().map(|lane| lane.reader.channels()).collect::<Vec<_>>(),
                ),
                frames: 0,
            },
            lanes,
            new: buffers.clone(),
            now: buffers,
            sum: SumLane {
                meter: Meter::new(stream, MeterOptions::everything())?,
                audio: Planar::new(2, block_frames),
                frames: 0,
                total: 0,
            },
            frames_expected,
            block_frames,
            ended: false,
        })
    }

    fn is_done(&self) -> bool {
        self.ended && self.sum.frames == 0
    }

    fn share(&self) -> f64 {
        (self.sum.total as f64 / self.frames_expected.max(1) as f64).min(1.0)
    }

    fn round(&mut self, crew: &dyn Crew) -> Result<(), EngineError> {
        let mut tasks: Vec<Task<'_>> = Vec::new();
        let (sum, pairs, now) = (&mut self.sum, &mut self.pairs, &self.now);
        tasks.push(Box::new(move || sum.round(now)));
        tasks.push(Box::new(move || pairs.round(now)));
        for (lane, new) in self.lanes.iter_mut().zip(&mut self.new) {
            tasks.push(Box::new(move || lane.round(new)));
        }
        crew.run(tasks);
        if let Some(fault) = self.lanes.iter_mut().find_map(|lane| lane.fault.take()) {
            return Err(fault.into());
        }
        self.sum.frames = self.lanes.iter().map(|lane| lane.got).max().unwrap_or(0);
        self.pairs.frames = self.sum.frames;
        self.ended = self.sum.frames < self.block_frames;
        std::mem::swap(&mut self.new, &mut self.now);
        Ok(())
    }

    fn heard(self) -> Heard {
        let frames = self.sum.total;
        let own_frames = self.lanes.iter().map(|lane| lane.reader.own_frames()).collect();
        let sum = self.sum.meter.finish();
        let mut stems = Vec::new();
        let (mut signs, mut traces) = (Vec::new(), Vec::new());
        for lane in self.lanes {
            let mut trace = lane.listener.finish();
            let mut stem = lane.known.unwrap_or_else(|| lane.meter.finish());
            stem.pitch = trace.take_pitch();
            stems.push(stem);
            signs.push(lane.scan.finish());
            traces.push(trace);
        }
        let diagnosis = Diagnosis::of(&stems, &signs, &self.pairs.listener.finish());
        let Song { tempo, key, grid, sections } = Song::of(&traces, &stems);
        let song = SessionMeasurement { stems, sum, tempo, key, grid, sections, diagnosis };
        Heard { song, own_frames, frames }
    }
}

/// One gating block of BS.1770; a shorter file has no loudness.
const SHORTEST_MS: f64 = 400.0;

/// A song that can be mixed: long enough, and not silent.
fn checked(heard: Heard, sample_rate_hz: u32) -> Result<Heard, EngineError> {
    let ms = heard.frames as f64 * 1e3 / f64::from(sample_rate_hz);
    if ms < SHORTEST_MS {
        return Err(EngineError::TooShort { frames: heard.frames, ms });
    }
    let peaks = heard.song.stems.iter().map(|stem| stem.peaks.sample_dbfs);
    if !heard.song.sum.loudness.integrated_lufs.is_finite() {
        return Err(EngineError::Silent { peak_dbfs: peaks.fold(f64::NEG_INFINITY, f64::max) });
    }
    Ok(heard)
}

impl Lane {
    fn round(&mut self, buffer: &mut Planar) {
        let frames = buffer.0[0].len();
        match self.reader.read(&mut buffer.0, frames) {
            Ok(got) => {
                let (left, right) = buffer.read();
                let (left, right) = (&left[..got], right.map(|right| &right[..got]));
                if self.known.is_none() {
                    self.meter.push(left, right);
                }
                self.scan.push(left, right);
                self.listener.push(left, right);
                self.got = got;
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}

impl PairLane {
    fn round(&mut self, stems: &[Planar]) {
        let stems: Vec<_> = stems.iter().map(Planar::read).collect();
        self.listener.push(&stems, self.frames);
        self.frames = 0;
    }
}

impl SumLane {
    fn round(&mut self, stems: &[Planar]) {
        sum_into(&mut self.audio, stems.iter().map(|stem| (stem, 1.0)));
        let (left, right) = self.audio.stereo();
        let (left, right) = (&left[..self.frames], Some(&right[..self.frames]));
        self.meter.push(left, right);
        self.total += self.frames as u64;
        self.frames = 0;
    }
}
