//! High-pass and low-pass filters of 6 to 48 dB per octave.
//!
//! Source: S. Butterworth, "On the Theory of Filter Amplifiers", 1930: maximally flat, −3 dB at
//! the stated frequency at any slope. Bilinear transform; the low-pass therefore falls faster than
//! its analogue model close to the Nyquist frequency.

use audio::{Block, Params, Processor, RangeError, StreamSpec, params_table};

use super::biquad::{Coefficients, FREQ_SHARE_MAX, butterworth_q};
use super::cascade::Cascade;
use super::live::clamped;

/// Sections of the steepest slope.
pub(crate) const PASS_SECTIONS_MAX: usize = 4;

const DB_PER_ORDER: f32 = 6.0;

audio::params! {
    /// Settings of a [`HighPass`].
    pub struct HighPassParams {
        /// −3 dB frequency, in Hz.
        freq_hz: 10.0, 20.0, 20_000.0, Hz;
        /// Steepness, in steps of 6 dB per octave; rounded to the nearest step.
        slope_db_per_oct: 6.0, 12.0, 48.0, DbPerOctave;
    }
}

audio::params! {
    /// Settings of a [`LowPass`].
    pub struct LowPassParams {
        /// −3 dB frequency, in Hz. At or over 0.49 of the sample rate the filter is off.
        freq_hz: 20.0, 20_000.0, 96_000.0, Hz;
        /// Steepness, in steps of 6 dB per octave; rounded to the nearest step.
        slope_db_per_oct: 6.0, 12.0, 48.0, DbPerOctave;
    }
}

/// Up to four sections, without an allocation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sections {
    all: [Coefficients; PASS_SECTIONS_MAX],
    count: usize,
}

impl Sections {
    fn none() -> Self {
        Self { all: [Coefficients::IDENTITY; PASS_SECTIONS_MAX], count: 0 }
    }

    fn push(&mut self, section: Coefficients) {
        self.all[self.count] = section;
        self.count += 1;
    }

    pub(crate) fn as_slice(&self) -> &[Coefficients] {
        &self.all[..self.count]
    }
}

fn order(slope_db_per_oct: f32) -> usize {
    ((slope_db_per_oct / DB_PER_ORDER + 0.5) as usize).clamp(1, 2 * PASS_SECTIONS_MAX)
}

impl HighPassParams {
    pub(crate) fn sections(&self, sample_rate_hz: f64) -> Sections {
        let (freq_hz, order) = (f64::from(self.freq_hz), order(self.slope_db_per_oct));
        let mut sections = Sections::none();
        if order % 2 == 1 {
            sections.push(Coefficients::high_pass_one_pole(freq_hz, sample_rate_hz));
        }
        for index in 0..order / 2 {
            let q = butterworth_q(order, index);
            sections.push(Coefficients::high_pass(freq_hz, q, sample_rate_hz));
        }
        sections
    }

    /// Gain at `freq_hz`, in dB: what the filter will do, before it is made.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        response_db(self.sections(sample_rate_hz).as_slice(), freq_hz, sample_rate_hz)
    }
}

impl LowPassParams {
    pub(crate) fn sections(&self, sample_rate_hz: f64) -> Sections {
        let (freq_hz, order) = (f64::from(self.freq_hz), order(self.slope_db_per_oct));
        let mut sections = Sections::none();
        if freq_hz >= FREQ_SHARE_MAX * sample_rate_hz {
            return sections;
        }
        if order % 2 == 1 {
            sections.push(Coefficients::low_pass_one_pole(freq_hz, sample_rate_hz));
        }
        for index in 0..order / 2 {
            let q = butterworth_q(order, index);
            sections.push(Coefficients::low_pass(freq_hz, q, sample_rate_hz));
        }
        sections
    }

    /// Gain at `freq_hz`, in dB: what the filter will do, before it is made.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        response_db(self.sections(sample_rate_hz).as_slice(), freq_hz, sample_rate_hz)
    }
}

fn response_db(sections: &[Coefficients], freq_hz: f64, sample_rate_hz: f64) -> f64 {
    sections.iter().map(|section| section.response_db(freq_hz, sample_rate_hz)).sum()
}

/// Takes away what lies below a frequency.
#[derive(Clone, Debug)]
pub struct HighPass {
    cascade: Cascade,
    sample_rate_hz: f64,
}

/// Takes away what lies above a frequency.
#[derive(Clone, Debug)]
pub struct LowPass {
    cascade: Cascade,
    sample_rate_hz: f64,
}

impl Params for HighPassParams {
    type Processor = HighPass;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<HighPass, RangeError> {
        self.check()?;
        let sections = self.sections(stream.sample_rate_hz);
        let cascade = Cascade::new(sections.as_slice(), PASS_SECTIONS_MAX, stream);
        Ok(HighPass { cascade, sample_rate_hz: stream.sample_rate_hz })
    }
}

impl Params for LowPassParams {
    type Processor = LowPass;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<LowPass, RangeError> {
        self.check()?;
        let sections = self.sections(stream.sample_rate_hz);
        let cascade = Cascade::new(sections.as_slice(), PASS_SECTIONS_MAX, stream);
        Ok(LowPass { cascade, sample_rate_hz: stream.sample_rate_hz })
    }
}

impl Processor for HighPass {
    type Params = HighPassParams;

    fn set_params(&mut self, params: &HighPassParams) {
        self.cascade.set(clamped(params).sections(self.sample_rate_hz).as_slice());
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.cascade.process(block);
    }

    fn reset(&mut self) {
        self.cascade.reset();
    }
}

impl Processor for LowPass {
    type Params = LowPassParams;

    fn set_params(&mut self, params: &LowPassParams) {
        self.cascade.set(clamped(params).sections(self.sample_rate_hz).as_slice());
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.cascade.process(block);
    }

    fn reset(&mut self) {
        self.cascade.reset();
    }
}
