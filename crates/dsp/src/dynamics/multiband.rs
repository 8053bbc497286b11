//! A compressor of three or four bands on phase-coherent 4th-order crossovers.
//!
//! Source: the bands are those of [`Crossover`], the compressors those of Giannoulis, Massberg
//! and Reiss (2012). With nothing compressed the output is the input through an all-pass: same
//! level at every frequency, other phase.

use audio::math::exp2;
use audio::{Block, Params, Processor, RangeError, StreamSpec, gain_to_db, params_table};

use super::ballistics::{Follower, Reduction};
use super::compressor::LOG2_PER_DB;
use super::level::{frame_peaks, loudest, peaks};
use super::rider::{Curve, Rider, ride_together};
use crate::filter::{BANDS_MAX, Bands, Crossover, Frame, SEGMENT, clamped, load, store};

/// Time scale of each band, from the lowest: the ear allows the treble to move faster.
const PACE: [f32; BANDS_MAX] = [2.0, 1.0, 0.707, 0.5];

/// Attack and release of a band stay within what its detector can follow, in ms.
const ATTACK_MS_MIN: f32 = 0.25;

/// No band loses more than this, in dB.
const RANGE_DB: f32 = 24.0;

/// Highest crossing as a share of the sample rate.
const CROSSING_SHARE_MAX: f64 = 0.45;

audio::params! {
    /// Settings of a [`Multiband`] compressor.
    pub struct MultibandParams {
        /// Number of bands; rounded, and as prepared. Three leave out the third crossover and the
        /// third threshold.
        bands: 3.0, 4.0, 4.0, Plain;
        /// First crossover, in Hz.
        low_hz: 40.0, 120.0, 400.0, Hz;
        /// Second crossover, in Hz. Kept at least an octave over the first.
        mid_hz: 200.0, 1_000.0, 3_000.0, Hz;
        /// Third crossover, in Hz. Kept at least an octave over the second.
        high_hz: 1_000.0, 5_000.0, 16_000.0, Hz;
        /// Threshold of the lowest band, in dBFS.
        low_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the second band, in dBFS.
        low_mid_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the third band, in dBFS.
        high_mid_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the highest band, in dBFS.
        high_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Ratio of all bands.
        ratio: 1.0, 1.0, 10.0, Ratio;
        /// Knee of all bands, in dB.
        knee_db: 0.0, 6.0, 24.0, Db;
        /// Attack of the second band, in ms; the lowest takes twice, the highest half of it.
        attack_ms: 0.5, 20.0, 200.0, Milliseconds;
        /// Release of the second band, in ms; the lowest takes twice, the highest half of it.
        release_ms: 10.0, 150.0, 2_000.0, Milliseconds;
    }
}

impl MultibandParams {
    /// Whether nothing would be compressed: then the processor is better left out than run.
    #[must_use]
    pub fn is_neutral(&self) -> bool {
        self.ratio <= 1.0
    }

    /// Gain reduction of a steady peak level in `band`, counted from the lowest, in dB ≥ 0.
    #[must_use]
    pub fn reduction_db(&self, band: usize, band_level_db: f32) -> f32 {
        self.curve(band).reduction_db(band_level_db)
    }

    fn count(&self) -> usize {
        if self.bands < 3.5 { BANDS_MAX - 1 } else { BANDS_MAX }
    }

    fn crossings_hz(&self, sample_rate_hz: f64) -> [f64; BANDS_MAX - 1] {
        let mid_hz = self.mid_hz.max(2.0 * self.low_hz);
        let high_hz = self.high_hz.max(2.0 * mid_hz);
        let highest_hz = CROSSING_SHARE_MAX * sample_rate_hz;
        [self.low_hz, mid_hz, high_hz].map(|freq_hz| f64::from(freq_hz).min(highest_hz))
    }

    fn curve(&self, band: usize) -> Curve {
        let threshold_db = if band + 1 >= self.count() {
            self.high_threshold_db
        } else {
            [self.low_threshold_db, self.low_mid_threshold_db, self.high_mid_threshold_db][band]
        };
        Curve::new(threshold_db, self.ratio, self.knee_db, RANGE_DB)
    }

    fn times_ms(&self, band: usize) -> [f32; 2] {
        let pace = if band + 1 >= self.count() { PACE[BANDS_MAX - 1] } else { PACE[band] };
        [(pace * self.attack_ms).max(ATTACK_MS_MIN), pace * self.release_ms]
    }
}

/// Compresses three or four bands apart.
#[derive(Clone, Debug)]
pub struct Multiband {
    crossover: Crossover,
    riders: [Rider; BANDS_MAX],
    bands: Box<Bands>,
    count: usize,
    position: usize,
    sample_rate_hz: f64,
}

impl Params for MultibandParams {
    type Processor = Multiband;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Multiband, RangeError> {
        self.check()?;
        let (rate, count) = (stream.sample_rate_hz, self.count());
        let riders = std::array::from_fn(|band| {
            let [attack_ms, release_ms] = self.times_ms(band);
            Rider::new(self.curve(band), Follower::new(attack_ms, release_ms, rate))
        });
        Ok(Multiband {
            crossover: Crossover::new(&self.crossings_hz(rate)[..count - 1], stream),
            riders,
            bands: Box::new([[Frame::ZERO; SEGMENT]; BANDS_MAX]),
            count,
            position: 0,
            sample_rate_hz: rate,
        })
    }
}

impl Multiband {
    /// What was done in each band since the start or the last reset, from the lowest.
    pub fn reductions(&self) -> impl Iterator<Item = Reduction> {
        self.riders[..self.count].iter().map(Rider::reduction)
    }

    /// At most one segment.
    fn piece(&mut self, frames: &mut [Frame], input_peak: f32) {
        self.crossover.process(frames, &mut self.bands);
        let count = frames.len();
        // A band that is not there is silent.
        let mut gains = [[0.0_f32; SEGMENT]; BANDS_MAX];
        for (gains, band) in gains.iter_mut().zip(&self.bands[..self.count]) {
            frame_peaks(&band[..count], gains);
        }
        for gain in gains.as_flattened_mut() {
            *gain = gain_to_db(*gain);
        }
        ride_together(&mut self.riders, &mut gains, count, input_peak, self.position);
        for gain in gains.as_flattened_mut() {
            *gain = exp2(-LOG2_PER_DB * *gain);
        }
        frames.fill(Frame::ZERO);
        for (gains, band) in gains.iter_mut().zip(&self.bands[..self.count]) {
            for ((frame, band), gain) in frames.iter_mut().zip(band).zip(gains.iter()) {
                *frame = *frame + Frame::both(f64::from(*gain)) * *band;
            }
        }
        self.position = (self.position + frames.len()) % SEGMENT;
    }
}

impl Processor for Multiband {
    type Params = MultibandParams;

    fn set_params(&mut self, params: &MultibandParams) {
        let bands = if self.count == BANDS_MAX { 4.0 } else { 3.0 };
        let params = MultibandParams { bands, ..clamped(params) };
        let rate = self.sample_rate_hz;
        self.crossover.set(&params.crossings_hz(rate)[..self.count - 1]);
        for (band, rider) in self.riders.iter_mut().enumerate() {
            let [attack_ms, release_ms] = params.times_ms(band);
            rider.curve = params.curve(band);
            rider.follower.set(attack_ms, release_ms, rate);
        }
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let (left, mut right) = block.split();
        let mut from = 0;
        while from < left.len() {
            let to = left.len().min(from + SEGMENT - self.position);
            let left = &mut left[from..to];
            let right = right.as_deref_mut().map(|right| &mut right[from..to]);
            let mut magnitudes = [0.0_f32; SEGMENT];
            peaks((left, right.as_deref()), &mut magnitudes[..to - from]);
            let mut frames = [Frame::ZERO; SEGMENT];
            let frames = &mut frames[..to - from];
            load((left, right.as_deref()), frames);
            self.piece(frames, loudest(&magnitudes[..to - from]));
            store(frames, left, right);
            from = to;
        }
    }

    fn reset(&mut self) {
        self.crossover.reset();
        self.riders.iter_mut().for_each(Rider::reset);
        self.position = 0;
    }
}
