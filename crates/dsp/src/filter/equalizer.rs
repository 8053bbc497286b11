//! A whole equaliser, filters and bands, folded into one cascade: one pass over the audio.

use audio::{Block, Params, RangeError, StreamSpec};

use super::biquad::Coefficients;
use super::cascade::Cascade;
use super::eq::EqBandParams;
use super::live::clamped;
use super::pass::{HighPassParams, LowPassParams, PASS_SECTIONS_MAX};

/// What an [`Equalizer`] is made of, in the order of the signal.
#[derive(Clone, Copy, Debug, Default)]
pub struct EqualizerSettings<'a> {
    /// Taken away below.
    pub high_pass: Option<HighPassParams>,
    /// Taken away above.
    pub low_pass: Option<LowPassParams>,
    /// Raised and lowered between. Neutral bands cost nothing.
    pub bands: &'a [EqBandParams],
}

impl EqualizerSettings<'_> {
    /// Gain at `freq_hz` of all filters and bands together, in dB.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        let high = self.high_pass.map_or(0.0, |pass| pass.response_db(freq_hz, sample_rate_hz));
        let low = self.low_pass.map_or(0.0, |pass| pass.response_db(freq_hz, sample_rate_hz));
        let bands = self.bands.iter().map(|band| band.response_db(freq_hz, sample_rate_hz));
        high + low + bands.sum::<f64>()
    }
}

/// High-pass, low-pass and any number of bands in one [`Cascade`].
#[derive(Clone, Debug)]
pub struct Equalizer {
    cascade: Cascade,
    /// Room to lay out new sections without an allocation.
    layout: Vec<Coefficients>,
    bands_max: usize,
    sample_rate_hz: f64,
}

impl Equalizer {
    /// Prepares the equaliser. Later settings may have as many bands as these.
    ///
    /// # Errors
    ///
    /// Returns the first value outside its range.
    pub fn prepare(
        settings: EqualizerSettings<'_>,
        stream: StreamSpec,
    ) -> Result<Self, RangeError> {
        settings.high_pass.map_or(Ok(()), |pass| pass.check())?;
        settings.low_pass.map_or(Ok(()), |pass| pass.check())?;
        settings.bands.iter().try_for_each(Params::check)?;
        let bands_max = settings.bands.len();
        let capacity = bands_max + 2 * PASS_SECTIONS_MAX;
        let mut layout = Vec::with_capacity(capacity);
        lay_out(&settings, stream.sample_rate_hz, &mut layout);
        let cascade = Cascade::new(&layout, capacity, stream);
        Ok(Self { cascade, layout, bands_max, sample_rate_hz: stream.sample_rate_hz })
    }

    /// Moves to other settings within 20 ms, without a click or an allocation. Values are clamped
    /// to their ranges; bands beyond the number prepared are ignored.
    pub fn set(&mut self, settings: EqualizerSettings<'_>) {
        let bands = &settings.bands[..settings.bands.len().min(self.bands_max)];
        lay_out(&EqualizerSettings { bands, ..settings }, self.sample_rate_hz, &mut self.layout);
        self.cascade.set(&self.layout);
    }

    /// Processes one block in place.
    pub fn process(&mut self, block: &mut Block<'_>) {
        self.cascade.process(block);
    }

    /// Forgets the past, keeps the settings.
    pub fn reset(&mut self) {
        self.cascade.reset();
    }

    /// Gain at `freq_hz`, in dB.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64) -> f64 {
        self.cascade.response_db(freq_hz, self.sample_rate_hz)
    }
}

fn lay_out(settings: &EqualizerSettings<'_>, sample_rate_hz: f64, layout: &mut Vec<Coefficients>) {
    layout.clear();
    if let Some(pass) = settings.high_pass {
        layout.extend_from_slice(clamped(&pass).sections(sample_rate_hz).as_slice());
    }
    if let Some(pass) = settings.low_pass {
        layout.extend_from_slice(clamped(&pass).sections(sample_rate_hz).as_slice());
    }
    let bands = settings.bands.iter().map(clamped).filter(|band| !band.is_neutral());
    layout.extend(bands.map(|band| band.coefficients(sample_rate_hz)));
}
