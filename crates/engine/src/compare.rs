//! Two recordings beside each other: what each measures, how they lie, what is left when one is
//! taken from the other. Everything streams; files are read once to measure, once for the null.

use audio::StreamSpec;
use measure::{
    Aligner, Alignment, Measurement, Meter, MeterOptions, NullSums, Oversampling, power_to_lufs,
};

use crate::{EngineError, IoFault, Job, Progress, Slot, Source, Stage, Store};

/// Under this correlation two files are not versions of the same thing.
pub const KINDRED: f64 = 0.5;

/// Windows in which loudness is compared, in hops of 10 ms.
const WINDOW_HOPS: usize = 300;

const FRAMES: usize = 8_192;

/// What two recordings have in common, and what not.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Of each.
    pub measured: [Measurement; 2],
    /// Where the second lies; none where rates differ, one is silent or they are not kindred.
    pub alignment: Option<Alignment>,
    /// Of what they have in common, aligned; there with an alignment.
    pub null: Option<NullSums>,
    /// Second less first per window of 3 s, aligned: start in seconds and difference in LU.
    pub windows: Vec<(f64, f64)>,
}

impl Comparison {
    /// Whether both hold the same samples.
    #[must_use]
    pub fn is_identical(&self) -> bool {
        let [a, b] = &self.measured;
        let same_form = a.frames == b.frames && a.channels == b.channels;
        let in_place = self.alignment.is_none_or(|it| it.delay_frames == 0 && !it.inverted);
        // Two silences have no alignment, and no difference either.
        let is_silent = |m: &Measurement| m.peaks.sample_dbfs == f64::NEG_INFINITY;
        let exact = self.null.as_ref().map_or(is_silent(a) && is_silent(b), NullSums::is_exact);
        same_form && in_place && exact && a.sample_rate_hz.total_cmp(&b.sample_rate_hz).is_eq()
    }
}

/// Compares the slots `Stem(0)` and `Stem(1)`.
///
/// # Errors
///
/// Files that cannot be read, or cancellation.
pub fn compare(store: &dyn Store, job: &dyn Job) -> Result<Comparison, EngineError> {
    let slots = [Slot::Stem(0), Slot::Stem(1)];
    let mut pair = [Stream::open(store, slots[0])?, Stream::open(store, slots[1])?];
    let same_rate = pair[0].rate_hz() == pair[1].rate_hz();
    let mut meters = [pair[0].meter()?, pair[1].meter()?];
    let mut aligner = Aligner::default();
    while pair.iter().any(|stream| !stream.ended) {
        for (stream, meter) in pair.iter_mut().zip(&mut meters) {
            stream.read()?;
            let [left, right] = stream.block();
            meter.push(left, (stream.channels > 1).then_some(right));
        }
        let longest = pair[0].got.max(pair[1].got);
        for frame in 0..longest {
            aligner.push(pair[0].mid(frame), pair[1].mid(frame));
        }
        job.progress(Progress { stage: Stage::Listen, share: pair[0].share() })?;
    }
    let measured = meters.map(Meter::finish);
    let found = aligner.finish().filter(|it| same_rate && it.correlation >= KINDRED);
    let null = match found {
        Some(alignment) => Some(null_sums(store, alignment, job)?),
        None => None,
    };
    let windows = found.map(|it| windows(&measured, it)).unwrap_or_default();
    Ok(Comparison { measured, alignment: found, null, windows })
}

/// Takes frames of the left and the right channel.
pub type WriteFrames<'a> = &'a mut dyn FnMut(&[f32], &[f32]) -> Result<(), IoFault>;

/// Reads both aligned and hands over what the second, at `gain`, leaves of the first.
///
/// # Errors
///
/// Files that cannot be read or written, or cancellation.
pub fn null_of(
    store: &dyn Store,
    alignment: Alignment,
    gain: f32,
    job: &dyn Job,
    write: WriteFrames<'_>,
) -> Result<(), EngineError> {
    let mut left = Vec::with_capacity(FRAMES);
    let mut right = Vec::with_capacity(FRAMES);
    aligned(store, alignment, job, &mut |first, second| {
        left.push(first[0] - gain * second[0]);
        right.push(first[1] - gain * second[1]);
        if left.len() == FRAMES {
            write(&left, &right)?;
            left.clear();
            right.clear();
        }
        Ok(())
    })?;
    Ok(write(&left, &right)?)
}

fn null_sums(
    store: &dyn Store,
    alignment: Alignment,
    job: &dyn Job,
) -> Result<NullSums, EngineError> {
    let mut sums = NullSums::default();
    aligned(store, alignment, job, &mut |first, second| {
        sums.push(first[0], second[0]);
        sums.push(first[1], second[1]);
        Ok(())
    })?;
    Ok(sums)
}

/// What is done with a frame of each.
type Each<'a> = &'a mut dyn FnMut([f32; 2], [f32; 2]) -> Result<(), IoFault>;

/// Walks over what both have in common, the second in its right place and polarity.
fn aligned(
    store: &dyn Store,
    alignment: Alignment,
    job: &dyn Job,
    each: Each<'_>,
) -> Result<(), EngineError> {
    let mut pair = [Stream::open(store, Slot::Stem(0))?, Stream::open(store, Slot::Stem(1))?];
    let late = usize::from(alignment.delay_frames > 0);
    pair[late].skip(alignment.delay_frames.unsigned_abs())?;
    let sign = if alignment.inverted { -1.0 } else { 1.0 };
    loop {
        for stream in &mut pair {
            stream.refill()?;
        }
        let common = pair[0].left().min(pair[1].left());
        if common == 0 {
            return Ok(());
        }
        for _ in 0..common {
            let (first, second) = (pair[0].next(), pair[1].next());
            each(first, [sign * second[0], sign * second[1]])?;
        }
        job.progress(Progress { stage: Stage::Verify, share: pair[0].share() })?;
    }
}

/// A file as stereo blocks.
struct Stream {
    source: Box<dyn Source>,
    channels: usize,
    data: Vec<Vec<f32>>,
    got: usize,
    at: usize,
    seen: u64,
    ended: bool,
}

impl Stream {
    fn open(store: &dyn Store, slot: Slot) -> Result<Self, EngineError> {
        let source = store.open(slot)?;
        let channels = source.channels();
        let data = vec![vec![0.0; FRAMES]; channels.max(1)];
        Ok(Self { source, channels, data, got: 0, at: 0, seen: 0, ended: false })
    }

    fn rate_hz(&self) -> u32 {
        self.source.sample_rate_hz()
    }

    fn meter(&self) -> Result<Meter, EngineError> {
        let spec = StreamSpec {
            sample_rate_hz: f64::from(self.rate_hz()),
            channels: self.channels,
            block_frames_max: FRAMES,
        };
        let options =
            MeterOptions { true_peak: Some(Oversampling::X8), ..MeterOptions::everything() };
        Ok(Meter::new(spec, options)?)
    }

    fn read(&mut self) -> Result<(), IoFault> {
        self.got = if self.ended { 0 } else { self.source.read(&mut self.data, FRAMES)? };
        self.ended |= self.got == 0;
        self.seen += self.got as u64;
        self.at = 0;
        Ok(())
    }

    fn block(&self) -> [&[f32]; 2] {
        let left = self.data.first().map_or(&[][..], |data| &data[..self.got]);
        [left, self.data.get(1).map_or(left, |data| &data[..self.got])]
    }

    fn mid(&self, frame: usize) -> f32 {
        if frame >= self.got {
            return 0.0;
        }
        let [left, right] = self.block();
        0.5 * (left[frame] + right[frame])
    }

    fn left(&self) -> usize {
        self.got - self.at
    }

    fn refill(&mut self) -> Result<(), IoFault> {
        if self.left() == 0 && !self.ended { self.read() } else { Ok(()) }
    }

    fn skip(&mut self, frames: u64) -> Result<(), IoFault> {
        let mut rest = frames;
        while rest > 0 {
            self.refill()?;
            let step = rest.min(self.left() as u64);
            if step == 0 {
                return Ok(());
            }
            self.at += step as usize;
            rest -= step;
        }
        Ok(())
    }

    fn next(&mut self) -> [f32; 2] {
        let [left, right] = self.block();
        let frame = [left[self.at], right[self.at]];
        self.at += 1;
        frame
    }

    fn share(&self) -> f64 {
        let all = self.source.frames().unwrap_or(0).max(1) as f64;
        (self.seen as f64 / all).min(1.0)
    }
}

fn windows([a, b]: &[Measurement; 2], alignment: Alignment) -> Vec<(f64, f64)> {
    let hop_frames = (a.sample_rate_hz * 0.01).max(1.0);
    let lag = (alignment.delay_frames as f64 / hop_frames).round() as i64;
    let skip = |lag: i64| usize::try_from(lag).unwrap_or(0);
    let first = a.envelope.k_power.get(skip(-lag)..).unwrap_or_default();
    let second = b.envelope.k_power.get(skip(lag)..).unwrap_or_default();
    let level = |hops: &[f32]| {
        let sum: f64 = hops.iter().map(|power| f64::from(*power)).sum();
        power_to_lufs(sum / hops.len().max(1) as f64)
    };
    let pairs = first.chunks_exact(WINDOW_HOPS).zip(second.chunks_exact(WINDOW_HOPS)).enumerate();
    let difference = pairs.map(|(index, (a, b))| {
        let start = (index * WINDOW_HOPS) as f64 * 0.01;
        (start, level(b) - level(a))
    });
    // Silence against anything has no difference in LU.
    difference.filter(|(_, lu)| lu.is_finite()).collect()
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
