//! Feature series of every stem and of their sum: a pass of its own, made only when asked for.

use measure::{Series, SeriesMeter};

use crate::console::{Planar, sum_into};
use crate::reader::StemReader;
use crate::{EngineError, Io, IoFault, Progress, Slot, Stage, Task};

/// What is measured over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesSettings {
    /// The session's rate, in Hz.
    pub sample_rate_hz: u32,
    /// Time from frame to frame, in ms.
    pub hop_ms: f64,
    /// Frames of a round.
    pub block_frames: usize,
}

/// Series of stems, and of all of them added at unity.
#[derive(Clone, Debug, PartialEq)]
pub struct SongSeries {
    /// One list per stem, in the session's order.
    pub stems: Vec<Vec<Series>>,
    /// Of the rough mix.
    pub sum: Vec<Series>,
}

/// Measures `stems` stems and their sum.
///
/// # Errors
///
/// Files that cannot be read, or cancellation.
pub fn series(
    stems: usize,
    settings: SeriesSettings,
    (store, crew, job): Io<'_>,
) -> Result<SongSeries, EngineError> {
    let meter = || SeriesMeter::new(f64::from(settings.sample_rate_hz), settings.hop_ms);
    let mut lanes = Vec::new();
    for index in 0..stems {
        let reader = StemReader::open(store, Slot::Stem(index), settings.sample_rate_hz)?;
        let audio = Planar::new(reader.channels(), settings.block_frames);
        lanes.push(Lane { reader, meter: meter(), audio, got: 0, fault: None });
    }
    let expected = lanes.iter().map(|lane| lane.reader.frames_expected()).max().unwrap_or(0);
    let mut sum = (meter(), Planar::new(2, settings.block_frames));
    let (mut total, mut ended) = (0, false);
    while !ended {
        let round = |lane| Box::new(move || Lane::round(lane)) as Task<'_>;
        crew.run(lanes.iter_mut().map(round).collect());
        if let Some(fault) = lanes.iter_mut().find_map(|lane| lane.fault.take()) {
            return Err(fault.into());
        }
        let frames = lanes.iter().map(|lane| lane.got).max().unwrap_or(0);
        sum_into(&mut sum.1, lanes.iter().map(|lane| (&lane.audio, 1.0)));
        let (left, right) = sum.1.stereo();
        sum.0.push(&left[..frames], Some(&right[..frames]));
        total += frames as u64;
        ended = frames < settings.block_frames;
        let share = (total as f64 / expected.max(1) as f64).min(1.0);
        job.progress(Progress { stage: Stage::Listen, share })?;
    }
    let stems = lanes.into_iter().map(|lane| lane.meter.finish()).collect();
    Ok(SongSeries { stems, sum: sum.0.finish() })
}

struct Lane {
    reader: StemReader,
    meter: SeriesMeter,
    audio: Planar,
    got: usize,
    fault: Option<IoFault>,
}

impl Lane {
    fn round(&mut self) {
        let frames = self.audio.0[0].len();
        match self.reader.read(&mut self.audio.0, frames) {
            Ok(got) => {
                let (left, right) = self.audio.read();
                self.meter.push(&left[..got], right.map(|right| &right[..got]));
                self.got = got;
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}
