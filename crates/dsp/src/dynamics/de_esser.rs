//! A de-esser: takes the sibilant band down where it stands out from the rest of the voice.
//!
//! Design: the level of the band is judged *relative* to that of the whole voice, so that a
//! quiet "s" is caught like a loud one and vowels are left alone at any level; compare the
//! feed-forward de-esser of U. Zölzer (ed.), "DAFX", 2nd ed., 2011, 4.3, which has an absolute
//! threshold. The cut is a high shelf (Simper, 2013): no crossover, hence no phase shift while
//! nothing is cut.

use audio::math::log2;
use audio::{Block, Params, Processor, RangeError, StreamSpec, params_table};

use super::ballistics::{Follower, Reduction, Tally};
use super::band::{DynamicBand, HOP};
use super::level::memory;
use crate::filter::{
    Cascade, Frame, HighPassParams, SEGMENT, SvfDesign, SvfShape, clamped, load, store,
};

/// Averaging time of both levels, in ms: shorter than the shortest sibilant (about 30 ms), longer
/// than a period of the lowest voice (12 ms) would allow to ripple by more than a few dB.
const LEVEL_MS: f64 = 8.0;

/// Voices under this mean square, −70 dBFS, are left alone: their "s" may be hiss.
const QUIET_POWER: f64 = 1e-7;

/// Mean square that is forgotten: −300 dB.
const FLUSH_BELOW: f64 = 1e-30;

/// dB per octave of power: 10·log10(2).
const DB_PER_LOG2_POWER: f32 = 3.010_3;

/// Steepness of the filter that hears the sibilants, in dB per octave.
const EAR_DB_PER_OCT: f32 = 24.0;

audio::params! {
    /// Settings of a [`DeEsser`].
    pub struct DeEsserParams {
        /// Lower edge of the sibilant band, in Hz.
        freq_hz: 2_000.0, 6_000.0, 16_000.0, Hz;
        /// Level of the sibilant band over the level of the whole voice at which it acts, in dB.
        threshold_db: -40.0, 0.0, 20.0, Db;
        /// Largest cut of the band, in dB.
        range_db: 0.0, 0.0, 24.0, Db;
        /// Time to cover 63 % of a rise of the cut, in ms. It acts in steps of 16 frames.
        attack_ms: 0.05, 1.0, 50.0, Milliseconds;
        /// Time for what is held of a cut to fall by 63 %, in ms.
        release_ms: 5.0, 60.0, 1_000.0, Milliseconds;
    }
}

impl DeEsserParams {
    /// Cut that a steady level of the band over the whole leads to, in dB ≥ 0: as much as stands
    /// out, up to the range.
    #[must_use]
    pub fn reduction_db(&self, band_over_whole_db: f32) -> f32 {
        (band_over_whole_db - self.threshold_db).max(0.0).min(self.range_db)
    }

    fn design(&self, sample_rate_hz: f64) -> SvfDesign {
        let q = std::f64::consts::FRAC_1_SQRT_2;
        SvfDesign::new(SvfShape::HighShelf, f64::from(self.freq_hz), q, sample_rate_hz)
    }

    fn ear(&self) -> HighPassParams {
        HighPassParams { freq_hz: self.freq_hz, slope_db_per_oct: EAR_DB_PER_OCT }
    }
}

/// Tames sibilants.
#[derive(Clone, Debug)]
pub struct DeEsser {
    params: DeEsserParams,
    band: DynamicBand,
    ear: Cascade,
    follower: Follower,
    tally: Tally,
    /// Mean squares of the sibilant band and of the whole.
    means: [f64; 2],
    /// Sums of squares since the last decision.
    sums: [Frame; 2],
    keep: f64,
    input_peak: Frame,
    position: usize,
    sample_rate_hz: f64,
}

impl Params for DeEsserParams {
    type Processor = DeEsser;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<DeEsser, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let hops_per_second = rate / HOP as f64;
        let ear = self.ear().sections(rate);
        Ok(DeEsser {
            params: *self,
            band: DynamicBand::new(self.design(rate), rate),
            ear: Cascade::new(ear.as_slice(), 2, stream),
            follower: Follower::new(self.attack_ms, self.release_ms, hops_per_second),
            tally: Tally::default(),
            means: [0.0; 2],
            sums: [Frame::ZERO; 2],
            keep: memory(LEVEL_MS, hops_per_second),
            input_peak: Frame::ZERO,
            position: 0,
            sample_rate_hz: rate,
        })
    }
}

impl DeEsser {
    /// What was done since the start or the last reset.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.tally.read()
    }

    /// Frames that do not cross a multiple of [`SEGMENT`], and what the ear heard in them.
    fn piece(&mut self, frames: &mut [Frame], heard: &[Frame]) {
        let mut from = 0;
        while from < frames.len() {
            let to = frames.len().min(from + HOP - self.position % HOP);
            let frames = &mut frames[from..to];
            self.listen(frames, &heard[from..to]);
            self.band.process(frames);
            self.position += to - from;
            if self.position.is_multiple_of(HOP) {
                self.decide();
            }
            from = to;
        }
    }

    fn listen(&mut self, input: &[Frame], heard: &[Frame]) {
        let ([mut band, mut whole], mut peak) = (self.sums, self.input_peak);
        for (heard, input) in heard.iter().zip(input) {
            band = band + *heard * *heard;
            whole = whole + *input * *input;
            peak = peak.loudest(*input);
        }
        self.sums = [band, whole];
        self.input_peak = peak;
    }

    /// At the end of a hop: where the gain shall be after the next.
    fn decide(&mut self) {
        let share = (1.0 - self.keep) / HOP as f64;
        for (mean, sum) in self.means.iter_mut().zip(&mut self.sums) {
            *mean = self.keep * *mean + share * (sum.0[0] + sum.0[1]);
            *sum = Frame::ZERO;
        }
        let [band, whole] = self.means;
        let wanted_db = if whole > QUIET_POWER {
            let over_db = log2((band / whole) as f32) * DB_PER_LOG2_POWER;
            self.params.reduction_db(over_db)
        } else {
            0.0
        };
        let cut_db = self.follower.step(wanted_db);
        self.band.aim(-cut_db);
        let sum_db = f64::from(cut_db) * HOP as f64;
        self.tally.add(HOP, sum_db, cut_db, self.input_peak.peak() as f32);
        self.input_peak = Frame::ZERO;
        if self.position == SEGMENT {
            self.position = 0;
            self.tally.close();
            self.follower.flush();
            self.band.flush();
            self.means = self.means.map(|mean| if mean < FLUSH_BELOW { 0.0 } else { mean });
        }
    }
}

impl Processor for DeEsser {
    type Params = DeEsserParams;

    fn set_params(&mut self, params: &DeEsserParams) {
        let params = clamped(params);
        let rate = self.sample_rate_hz;
        self.band.set(params.design(rate));
        self.ear.set(params.ear().sections(rate).as_slice());
        self.follower.set(params.attack_ms, params.release_ms, rate / HOP as f64);
        self.params = params;
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let (left, mut right) = block.split();
        let mut from = 0;
        while from < left.len() {
            let to = left.len().min(from + SEGMENT - self.position);
            let left = &mut left[from..to];
            let right = right.as_deref_mut().map(|right| &mut right[from..to]);
            let (mut frames, mut heard) = ([Frame::ZERO; SEGMENT], [Frame::ZERO; SEGMENT]);
            let (frames, heard) = (&mut frames[..to - from], &mut heard[..to - from]);
            load((left, right.as_deref()), frames);
            heard.copy_from_slice(frames);
            self.ear.process_frames(heard);
            self.piece(frames, heard);
            store(frames, left, right);
            from = to;
        }
    }

    fn reset(&mut self) {
        self.band.reset();
        self.ear.reset();
        self.follower.reset();
        self.tally = Tally::default();
        self.means = [0.0; 2];
        self.sums = [Frame::ZERO; 2];
        self.input_peak = Frame::ZERO;
        self.position = 0;
    }
}
