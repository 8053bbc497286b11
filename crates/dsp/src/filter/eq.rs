//! One band of a parametric equaliser.

use audio::{Block, Params, Processor, RangeError, StreamSpec, params_table};

use super::biquad::Coefficients;
use super::cascade::Cascade;
use super::live::clamped;

/// The words a recipe may use for [`EqBandParams::shape`], in the order of its values.
pub const EQ_SHAPES: &[&str] =
    &["bell", "low_shelf", "high_shelf", "notch", "band_pass", "all_pass", "tilt"];

audio::params! {
    /// Settings of one equaliser band ([`EqBand`]).
    pub struct EqBandParams {
        /// Index into [`EQ_SHAPES`].
        shape: 0.0, 0.0, 6.0, Choice(EQ_SHAPES);
        /// Centre of a bell, middle of a shelf, in Hz.
        freq_hz: 10.0, 1_000.0, 40_000.0, Hz;
        /// Gain at the centre or beyond the shelf, in dB; a tilt lowers the bass by as much.
        /// Not used by notch and pass shapes.
        gain_db: -24.0, 0.0, 24.0, Db;
        /// Quality factor; 0.707 for shelves without a bump.
        q: 0.1, 0.707, 20.0, Plain;
    }
}

impl EqBandParams {
    /// The filter that these settings name.
    #[must_use]
    pub fn coefficients(&self, sample_rate_hz: f64) -> Coefficients {
        let (freq_hz, q) = (f64::from(self.freq_hz), f64::from(self.q));
        let gain_db = f64::from(self.gain_db);
        match (self.shape + 0.5) as usize {
            0 => Coefficients::bell(freq_hz, gain_db, q, sample_rate_hz),
            1 => Coefficients::low_shelf(freq_hz, gain_db, q, sample_rate_hz),
            2 => Coefficients::high_shelf(freq_hz, gain_db, q, sample_rate_hz),
            3 => Coefficients::notch(freq_hz, q, sample_rate_hz),
            4 => Coefficients::band_pass(freq_hz, q, sample_rate_hz),
            5 => Coefficients::all_pass(freq_hz, q, sample_rate_hz),
            _ => Coefficients::tilt(freq_hz, gain_db, q, sample_rate_hz),
        }
    }

    /// Gain at `freq_hz`, in dB: what the band will do, before it is made.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        self.coefficients(sample_rate_hz).response_db(freq_hz, sample_rate_hz)
    }

    /// Whether the band changes nothing at all.
    #[must_use]
    pub fn is_neutral(&self) -> bool {
        let has_gain = matches!((self.shape + 0.5) as usize, 0..=2 | 6);
        has_gain && self.gain_db.abs() < GAIN_DB_MIN
    }
}

/// Gain under which a band is left out, in dB: a change of 10⁻⁷, under a 24-bit step.
const GAIN_DB_MIN: f32 = 1e-6;

/// One equaliser band.
#[derive(Clone, Debug)]
pub struct EqBand {
    cascade: Cascade,
    sample_rate_hz: f64,
}

impl Params for EqBandParams {
    type Processor = EqBand;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<EqBand, RangeError> {
        self.check()?;
        let band = [self.coefficients(stream.sample_rate_hz)];
        let sections = if self.is_neutral() { &[][..] } else { &band };
        let cascade = Cascade::new(sections, 1, stream);
        Ok(EqBand { cascade, sample_rate_hz: stream.sample_rate_hz })
    }
}

impl Processor for EqBand {
    type Params = EqBandParams;

    fn set_params(&mut self, params: &EqBandParams) {
        let params = clamped(params);
        let band = [params.coefficients(self.sample_rate_hz)];
        self.cascade.set(if params.is_neutral() { &[] } else { &band });
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.cascade.process(block);
    }

    fn reset(&mut self) {
        self.cascade.reset();
    }
}
