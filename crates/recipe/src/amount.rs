//! How much of a move is applied, and what that means for each kind.
//!
//! The share of a move is `amount_pct × family × overall`, each 0 to 150 %. Locked moves and the
//! family [`Family::Fixed`] have a share of exactly 1. At 1 the settings pass untouched; at 0 the
//! processor is gone; between and beyond:
//!
//! | Action | What the share `a` scales |
//! |---|---|
//! | `eq`, `tone`, `side_tone`, `fader`, `automation`, `drive`, `loudness`, `transient` | gains, linear in dB |
//! | `eq` of a shape without gain (notch, passes) | nothing: whole, or gone at 0 |
//! | `high_pass` | frequency, geometrically from 20 Hz: 20·(f/20)^a |
//! | `low_pass` | frequency, geometrically from 20 kHz |
//! | `compressor`, `duck` | ratio as 1 + (ratio − 1)·a; range and make-up linear in dB |
//! | `multiband` | ratio as 1 + (ratio − 1)·a |
//! | `parallel` | share added, linear |
//! | `gate`, `de_esser`, `dynamic_eq` | range, linear in dB |
//! | `saturation` | drive, linear in dB |
//! | `soft_clip` | ceiling, linear in dB from +6 dBFS, where it is as good as off |
//! | `pan`, `width` | position; width − 100 and mono-low, linear |
//! | `reverb_send`, `delay_send` | level + 20·log10(a) dB |
//! | `reverb`, `delay` | nothing (the sends do): whole, or gone at 0 |
//! | `trim`, `polarity`, `align`, `route`, `limiter` | nothing, ever |
//!
//! Results are clamped to the parameter's range; the guardrail of the scope comes after.

use audio::math::{exp2, log2};
use dsp::colour::{SaturationParams, SoftClipParams};
use dsp::dynamics::{
    CompressorParams, DeEsserParams, DynamicEqParams, GateParams, MultibandParams, TransientParams,
};
use dsp::filter::{EQ_SHAPES, EqBandParams, HighPassParams, LowPassParams};
use dsp::space::{EchoParams, ReverbParams};
use dsp::stereo::{PanParams, WidthParams};

use crate::settings::clamped;
use crate::{Amounts, Family, Move};

impl Amounts {
    /// The share of `family` under the overall amount, 1 being all of it.
    #[must_use]
    pub fn share(&self, family: Family) -> f32 {
        let family_pct = match family {
            Family::Fixed => return 1.0,
            Family::Balance => 100.0,
            Family::Tone => self.tone_pct,
            Family::Dynamics => self.dynamics_pct,
            Family::Width => self.width_pct,
            Family::Space => self.space_pct,
            Family::Loudness => self.loudness_pct,
        };
        (family_pct / 100.0) * (self.overall_pct / 100.0)
    }
}

impl Move {
    /// The share of this move that is applied under `amounts`, 1 being all of it.
    #[must_use]
    pub fn share(&self, amounts: &Amounts) -> f32 {
        let family = self.action.family();
        if self.locked || family == Family::Fixed {
            1.0
        } else {
            (self.amount_pct / 100.0) * amounts.share(family)
        }
    }
}

/// Settings that know what a share of them is.
pub(crate) trait Scale: audio::Params {
    /// `share` times the effect; `share` is positive.
    fn scale(self, share: f32) -> Self;
}

/// `share` of `params`, in range; nothing at 0.
pub(crate) fn take<P: Scale>(params: P, share: f32) -> Option<P> {
    take_with(params, share, P::scale)
}

/// The same with another meaning of a share.
pub(crate) fn take_with<P: audio::Params>(
    params: P,
    share: f32,
    scale: impl Fn(P, f32) -> P,
) -> Option<P> {
    if share <= 0.0 {
        None
    } else if is_whole(share) {
        Some(params)
    } else {
        Some(clamped(&scale(params, share)))
    }
}

/// A send at `share`: nothing at 0.
pub(crate) fn take_send(level_db: f32, share: f32) -> Option<f32> {
    if share <= 0.0 {
        None
    } else if is_whole(share) {
        Some(level_db)
    } else {
        Some(level_db + audio::gain_to_db(share))
    }
}

/// The parallel path: less of it is a smaller part of it, not a weaker compressor.
pub(crate) fn scale_parallel(params: CompressorParams, share: f32) -> CompressorParams {
    CompressorParams { mix_pct: params.mix_pct * share, ..params }
}

/// Within rounding of 1: nothing is computed, so that the settings stay what the recipe says.
fn is_whole(share: f32) -> bool {
    (share - 1.0).abs() < 1e-6
}

/// From `neutral` towards `value`, in octaves.
fn geometric(neutral: f32, value: f32, share: f32) -> f32 {
    neutral * exp2(share * log2(value / neutral))
}

fn ratio(ratio: f32, share: f32) -> f32 {
    1.0 + (ratio - 1.0) * share
}

impl Scale for HighPassParams {
    fn scale(self, share: f32) -> Self {
        Self { freq_hz: geometric(20.0, self.freq_hz, share), ..self }
    }
}

impl Scale for LowPassParams {
    fn scale(self, share: f32) -> Self {
        Self { freq_hz: geometric(20_000.0, self.freq_hz, share), ..self }
    }
}

impl Scale for GateParams {
    fn scale(self, share: f32) -> Self {
        Self { range_db: self.range_db * share, ..self }
    }
}

/// Whether `gain_db` means something to the band.
pub(crate) fn has_gain(band: &EqBandParams) -> bool {
    let shape = EQ_SHAPES.get(band.shape as usize).copied();
    !matches!(shape, Some("notch" | "band_pass" | "all_pass"))
}

impl Scale for EqBandParams {
    fn scale(self, share: f32) -> Self {
        if has_gain(&self) { Self { gain_db: self.gain_db * share, ..self } } else { self }
    }
}

impl Scale for DynamicEqParams {
    fn scale(self, share: f32) -> Self {
        Self { range_db: self.range_db * share, ..self }
    }
}

impl Scale for DeEsserParams {
    fn scale(self, share: f32) -> Self {
        Self { range_db: self.range_db * share, ..self }
    }
}

impl Scale for CompressorParams {
    fn scale(self, share: f32) -> Self {
        Self {
            ratio: ratio(self.ratio, share),
            range_db: self.range_db * share,
            makeup_db: self.makeup_db * share,
            ..self
        }
    }
}

impl Scale for SaturationParams {
    fn scale(self, share: f32) -> Self {
        Self { drive_db: self.drive_db * share, ..self }
    }
}

impl Scale for PanParams {
    fn scale(self, share: f32) -> Self {
        Self { position_pct: self.position_pct * share }
    }
}

impl Scale for WidthParams {
    fn scale(self, share: f32) -> Self {
        Self {
            width_pct: 100.0 + (self.width_pct - 100.0) * share,
            mono_below_hz: self.mono_below_hz * share,
        }
    }
}

impl Scale for TransientParams {
    fn scale(self, share: f32) -> Self {
        Self { attack_db: self.attack_db * share, sustain_db: self.sustain_db * share }
    }
}

impl Scale for ReverbParams {
    fn scale(self, _: f32) -> Self {
        self
    }
}

impl Scale for EchoParams {
    fn scale(self, _: f32) -> Self {
        self
    }
}

impl Scale for MultibandParams {
    fn scale(self, share: f32) -> Self {
        Self { ratio: ratio(self.ratio, share), ..self }
    }
}

impl Scale for SoftClipParams {
    fn scale(self, share: f32) -> Self {
        const OFF_DB: f32 = 6.0;
        Self { ceiling_db: OFF_DB + (self.ceiling_db - OFF_DB) * share, ..self }
    }
}
