//! A dynamic equaliser band: a bell or shelf whose gain follows the level of its band, in the
//! signal itself or in an external key.
//!
//! Source: the gain computer and ballistics of Giannoulis, Massberg and Reiss (2012) on the band
//! that a state-variable filter (Simper, 2013) hears; the gain moves a second such filter. With
//! the key of a voice and a negative range on a guitar it makes room where the voice is.

use audio::{Block, Params, Processor, RangeError, StreamSpec, gain_to_db, params_table};

use super::ballistics::{Follower, Reduction, Tally};
use super::band::{DynamicBand, HOP};
use super::rider::Curve;
use crate::filter::{
    Cascade, Channels, Coefficients, Frame, Ramp, SEGMENT, SvfDesign, SvfShape, clamped, load,
    part, store,
};

/// The words a recipe may use for [`DynamicEqParams::shape`], in the order of its values.
pub const DYNAMIC_EQ_SHAPES: &[&str] = &["bell", "low_shelf", "high_shelf"];

audio::params! {
    /// Settings of one [`DynamicEq`] band.
    pub struct DynamicEqParams {
        /// Index into [`DYNAMIC_EQ_SHAPES`].
        shape: 0.0, 0.0, 2.0, Choice(DYNAMIC_EQ_SHAPES);
        /// Centre of the band, in Hz; the detector hears the same band.
        freq_hz: 20.0, 1_000.0, 20_000.0, Hz;
        /// Quality factor of the band and of the detector's filter.
        q: 0.2, 1.0, 10.0, Plain;
        /// Level of the band at which the gain begins to move, in dBFS.
        threshold_db: -80.0, 0.0, 0.0, Dbfs;
        /// Input change over output change above the threshold. 1 is off.
        ratio: 1.0, 2.0, 20.0, Ratio;
        /// Largest gain change, in dB: negative cuts, positive boosts.
        range_db: -24.0, 0.0, 24.0, Db;
        /// Time to cover 63 % of a growing gain change, in ms.
        attack_ms: 0.5, 15.0, 500.0, Milliseconds;
        /// Time for what is held of a gain change to fall by 63 %, in ms; the attack adds its own.
        release_ms: 5.0, 120.0, 5_000.0, Milliseconds;
    }
}

impl DynamicEqParams {
    /// Gain that a steady level of the band leads to, in dB: the static curve, with the sign of
    /// the range.
    #[must_use]
    pub fn gain_db(&self, band_level_db: f32) -> f32 {
        self.sign() * self.curve().reduction_db(band_level_db)
    }

    fn sign(&self) -> f32 {
        if self.range_db < 0.0 { -1.0 } else { 1.0 }
    }

    fn curve(&self) -> Curve {
        Curve::new(self.threshold_db, self.ratio, 0.0, self.range_db.abs())
    }

    /// The filter that is moved.
    fn design(&self, sample_rate_hz: f64) -> SvfDesign {
        let shapes = [SvfShape::Bell, SvfShape::LowShelf, SvfShape::HighShelf];
        let shape = shapes[self.shape_index()];
        SvfDesign::new(shape, f64::from(self.freq_hz), f64::from(self.q), sample_rate_hz)
    }

    /// The filter that listens.
    fn ear(&self, sample_rate_hz: f64) -> Coefficients {
        let make = [Coefficients::band_pass, Coefficients::low_pass, Coefficients::high_pass];
        make[self.shape_index()](f64::from(self.freq_hz), f64::from(self.q), sample_rate_hz)
    }

    fn shape_index(&self) -> usize {
        ((self.shape + 0.5) as usize).min(2)
    }
}

/// One band whose gain follows a level.
#[derive(Clone, Debug)]
pub struct DynamicEq {
    band: DynamicBand,
    ear: Cascade,
    curve: Curve,
    /// −1 for a cut, 1 for a boost, between while one turns into the other; counted in hops.
    sign: Ramp,
    follower: Follower,
    tally: Tally,
    /// Loudest frame of the band and of the input since the last decision.
    band_peak: Frame,
    input_peak: Frame,
    position: usize,
    sample_rate_hz: f64,
}

impl Params for DynamicEqParams {
    type Processor = DynamicEq;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<DynamicEq, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        Ok(DynamicEq {
            band: DynamicBand::new(self.design(rate), rate),
            ear: Cascade::new(&[self.ear(rate)], 1, stream),
            curve: self.curve(),
            sign: Ramp::at(self.sign(), rate / HOP as f64),
            follower: Follower::new(self.attack_ms, self.release_ms, rate / HOP as f64),
            tally: Tally::default(),
            band_peak: Frame::ZERO,
            input_peak: Frame::ZERO,
            position: 0,
            sample_rate_hz: rate,
        })
    }
}

impl DynamicEq {
    /// Processes one block in place; the detector hears `key` instead of the block.
    ///
    /// # Panics
    ///
    /// When `key` is shorter than the block: a bug of the caller.
    pub fn process_keyed(&mut self, block: &mut Block<'_>, key: Channels<'_>) {
        self.run(block, Some(key));
    }

    /// What was done since the start or the last reset; boosts count like cuts.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.tally.read()
    }

    fn run(&mut self, block: &mut Block<'_>, key: Option<Channels<'_>>) {
        let (left, mut right) = block.split();
        let mut from = 0;
        while from < left.len() {
            let to = left.len().min(from + SEGMENT - self.position);
            let left = &mut left[from..to];
            let right = right.as_deref_mut().map(|right| &mut right[from..to]);
            let (mut frames, mut heard) = ([Frame::ZERO; SEGMENT], [Frame::ZERO; SEGMENT]);
            let (frames, heard) = (&mut frames[..to - from], &mut heard[..to - from]);
            load((left, right.as_deref()), frames);
            match key {
                Some(key) => load(part(key, from, to), heard),
                None => heard.copy_from_slice(frames),
            }
            self.ear.process_frames(heard);
            self.piece(frames, heard);
            store(frames, left, right);
            from = to;
        }
    }

    /// Frames that do not cross a multiple of [`SEGMENT`], and what the ear heard in them.
    fn piece(&mut self, frames: &mut [Frame], heard: &[Frame]) {
        let mut from = 0;
        while from < frames.len() {
            let to = frames.len().min(from + HOP - self.position % HOP);
            let frames = &mut frames[from..to];
            self.input_peak = loudest(self.input_peak, frames);
            self.band_peak = loudest(self.band_peak, &heard[from..to]);
            self.band.process(frames);
            self.position += to - from;
            if self.position.is_multiple_of(HOP) {
                self.decide();
            }
            from = to;
        }
    }

    /// At the end of a hop: where the gain shall be after the next.
    fn decide(&mut self) {
        let level_db = gain_to_db(self.band_peak.peak() as f32);
        let change_db = self.follower.step(self.curve.reduction_db(level_db));
        self.band.aim(self.sign.advance() * change_db);
        let sum_db = f64::from(change_db) * HOP as f64;
        self.tally.add(HOP, sum_db, change_db, self.input_peak.peak() as f32);
        self.band_peak = Frame::ZERO;
        self.input_peak = Frame::ZERO;
        if self.position == SEGMENT {
            self.position = 0;
            self.tally.close();
            self.follower.flush();
            self.band.flush();
        }
    }
}

fn loudest(peak: Frame, frames: &[Frame]) -> Frame {
    frames.iter().fold(peak, |peak, frame| peak.loudest(*frame))
}

impl Processor for DynamicEq {
    type Params = DynamicEqParams;

    fn set_params(&mut self, params: &DynamicEqParams) {
        let params = clamped(params);
        let rate = self.sample_rate_hz;
        self.band.set(params.design(rate));
        self.ear.set(&[params.ear(rate)]);
        self.curve = params.curve();
        self.sign.go_to(params.sign());
        self.follower.set(params.attack_ms, params.release_ms, rate / HOP as f64);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.run(block, None);
    }

    fn reset(&mut self) {
        self.band.reset();
        self.sign.finish();
        self.ear.reset();
        self.follower.reset();
        self.tally = Tally::default();
        self.band_peak = Frame::ZERO;
        self.input_peak = Frame::ZERO;
        self.position = 0;
    }
}
