//! One pass over a stream, everything that was asked for at the end.

use audio::StreamSpec;

use crate::activity::activity;
use crate::features::Heard;
use crate::hops::{HopBuffer, is_hostile, sanitised};
use crate::k_weighting::KWeighting;
use crate::levels::{Levels, Sums};
use crate::spectrum::{Spectra, Spectrometer};
use crate::{
    ERB_BANDS, Envelope, Excitation, Loudness, MeasureError, Measurement, Oversampling, Spectrum,
    Timbre, TruePeak,
};

/// Sample rates the filters are designed for, in Hz.
const RATES_HZ: std::ops::RangeInclusive<f64> = 8_000.0..=192_000.0;

/// What is measured beyond loudness, levels and envelope, which cost next to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeterOptions {
    /// How far to interpolate for the true peak; without it the sample peak is reported.
    pub true_peak: Option<Oversampling>,
    /// Spectrum and low side/mid. Without it both read as silence.
    pub spectrum: bool,
}

impl MeterOptions {
    /// All there is: for stems and mixes before decisions.
    #[must_use]
    pub fn everything() -> Self {
        Self { true_peak: Some(Oversampling::X4), spectrum: true }
    }

    /// What a finished file promises, at 8×.
    #[must_use]
    pub fn loudness_and_peaks() -> Self {
        Self { true_peak: Some(Oversampling::X8), spectrum: false }
    }
}

/// Measures a stream of one or two channels.
///
/// NaN is measured as 0 and anything beyond ±10⁶ (+120 dBFS) as ±10⁶, so the result holds no NaN
/// whatever comes in. Levels of silence are −∞, differences and ratios of silence 0.
#[derive(Debug)]
pub struct Meter {
    spec: StreamSpec,
    hops: HopBuffer,
    analysis: Analysis,
}

impl Meter {
    /// A meter that has heard nothing.
    ///
    /// # Errors
    ///
    /// When the rate is outside 8 to 192 kHz or there are not 1 or 2 channels.
    pub fn new(spec: StreamSpec, options: MeterOptions) -> Result<Self, MeasureError> {
        if !RATES_HZ.contains(&spec.sample_rate_hz) {
            return Err(MeasureError::SampleRate { got_hz: spec.sample_rate_hz });
        }
        if !(1..=2).contains(&spec.channels) {
            return Err(MeasureError::Channels { got: spec.channels });
        }
        Ok(Self { spec, hops: HopBuffer::new(spec), analysis: Analysis::new(spec, options) })
    }

    /// Hears a block of any length. The longer channel is cut to the shorter; a mono meter leaves
    /// `right` out, a stereo meter without one hears `left` on both sides.
    pub fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let (left, right) = match (self.spec.channels, right) {
            (1, _) => (left, None),
            (_, Some(right)) => {
                let frames = left.len().min(right.len());
                (&left[..frames], Some(&right[..frames]))
            }
            (_, None) => (left, Some(left)),
        };
        let Self { hops, analysis, .. } = self;
        hops.push(left, right, |left, right| analysis.push(left, right, true));
    }

    /// What was heard.
    #[must_use]
    pub fn finish(mut self) -> Measurement {
        let (left, right) = self.hops.rest();
        if !left.is_empty() {
            self.analysis.push(left, (self.spec.channels == 2).then_some(right), false);
        }
        self.analysis.finish(self.spec, self.hops.frames())
    }
}

/// K-weighting for the channels there are.
#[derive(Debug)]
enum Weighting {
    Mono(KWeighting<1>),
    Stereo(KWeighting<2>),
}

impl Weighting {
    /// Sum of squares of one hop, channels added.
    fn energy(&mut self, left: &[f32], right: Option<&[f32]>) -> f64 {
        match self {
            Self::Mono(filter) => {
                let [energy] = filter.energy([left]);
                filter.flush();
                energy
            }
            Self::Stereo(filter) => {
                let [l, r] = filter.energy([left, right.unwrap_or(left)]);
                filter.flush();
                l + r
            }
        }
    }
}

#[derive(Debug)]
struct Analysis {
    weighting: Weighting,
    levels: Levels,
    envelope: Envelope,
    /// Hops that are complete: what gated loudness may use.
    complete_hops: usize,
    true_peak: Option<TruePeak>,
    spectrum: Option<Spectrometer>,
}

impl Analysis {
    fn new(spec: StreamSpec, options: MeterOptions) -> Self {
        let rate_hz = spec.sample_rate_hz;
        Self {
            weighting: match spec.channels {
                1 => Weighting::Mono(KWeighting::new(rate_hz)),
                _ => Weighting::Stereo(KWeighting::new(rate_hz)),
            },
            levels: Levels::default(),
            envelope: Envelope::default(),
            complete_hops: 0,
            true_peak: options.true_peak.map(|factor| TruePeak::new(factor, rate_hz)),
            spectrum: options.spectrum.then(|| Spectrometer::new(rate_hz, spec.channels)),
        }
    }

    fn push(&mut self, left: &[f32], right: Option<&[f32]>, complete: bool) {
        let sums = Sums::of(left, right);
        if is_hostile(sums.energy()) {
            let (left, right) = (sanitised(left), right.map(sanitised));
            self.push_sane(&Sums::of(&left, right.as_deref()), &left, right.as_deref());
        } else {
            self.push_sane(&sums, left, right);
        }
        self.complete_hops += usize::from(complete);
    }

    fn push_sane(&mut self, sums: &Sums, left: &[f32], right: Option<&[f32]>) {
        self.levels.push(sums, left, right);
        let k_energy = self.weighting.energy(left, right);
        self.envelope.peak.push(sums.peak);
        self.envelope.power.push(sums.power() as f32);
        self.envelope.k_power.push((k_energy / left.len() as f64) as f32);
        if let Some(true_peak) = &mut self.true_peak {
            true_peak.push(left, right);
        }
        if let Some(spectrum) = &mut self.spectrum {
            spectrum.push(left, right);
        }
    }

    fn finish(self, spec: StreamSpec, frames: u64) -> Measurement {
        let envelope = self.envelope;
        let loudness = Loudness::of(&envelope.k_power[..self.complete_hops]);
        let sample_peak = envelope.peak.iter().copied().fold(0.0, f32::max);
        let peaks = self.levels.peaks(self.true_peak.map_or(sample_peak, TruePeak::finish));
        let mut stereo = self.levels.stereo();
        let (spectrum, excitation, timbre) = match self.spectrum {
            Some(spectrum) => {
                let Spectra { spectrum, low_side_over_mid, excitation, frames } = spectrum.finish();
                stereo.low_side_over_mid = low_side_over_mid;
                let (envelope, excitation_seen) = (&envelope, &excitation);
                let heard =
                    Heard { frames, envelope, excitation: excitation_seen, spectrum: &spectrum };
                let timbre = Timbre::of(heard);
                (spectrum, excitation, timbre)
            }
            None => (Spectrum::silent(), Excitation::default(), Timbre::default()),
        };
        if spec.channels == 1 {
            (stereo.correlation, stereo.correlation_p1) = (1.0, 1.0);
        }
        Measurement {
            sample_rate_hz: spec.sample_rate_hz,
            frames,
            channels: spec.channels,
            loudness,
            peaks,
            dynamics: self.levels.dynamics(&envelope, &loudness, &peaks),
            stereo,
            spectrum,
            activity: activity(&envelope, frames, spec.sample_rate_hz),
            envelope,
            excitation,
            pitch: None,
            timbre,
        }
    }
}

impl Spectrum {
    /// Of nothing.
    fn silent() -> Self {
        Self {
            mid_erb_db: [f32::NEG_INFINITY; ERB_BANDS],
            side_erb_db: [f32::NEG_INFINITY; ERB_BANDS],
            centroid_hz: 0.0,
            bandwidth_hz: 0.0,
            rolloff_hz: 0.0,
            flatness: 0.0,
            balance: [1.0 / 3.0; 3],
        }
    }
}
