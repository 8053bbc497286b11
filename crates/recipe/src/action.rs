//! What each action is: its name, where it works, which parameters it has, how often it can be.

use audio::{ParamSpec, Params, Unit};
use dsp::colour::{SaturationParams, SoftClipParams};
use dsp::dynamics::{
    CompressorParams, DeEsserParams, DynamicEqParams, GateParams, LimiterParams, MultibandParams,
    TransientParams,
};
use dsp::filter::{EqBandParams, HighPassParams, LowPassParams};
use dsp::space::{EchoParams, ReverbParams};
use dsp::stereo::{PanParams, WidthParams};

use crate::{Action, Family};

/// Kinds of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A stem.
    Stem,
    /// One of the three buses.
    Bus,
    /// The reverb return.
    Reverb,
    /// The delay return.
    Delay,
    /// The master.
    Master,
}

impl TargetKind {
    /// With its article, for sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stem => "a stem",
            Self::Bus => "a bus",
            Self::Reverb => "the reverb",
            Self::Delay => "the delay",
            Self::Master => "the master",
        }
    }
}

/// A parameter that is not a number of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraParam {
    /// `key`: the id of the stem that is listened to.
    Key {
        /// There is no move without it.
        required: bool,
    },
    /// `bus`: where a stem goes.
    Bus,
    /// `points`: automation.
    Points,
}

impl ExtraParam {
    /// Id of the parameter.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Key { .. } => "key",
            Self::Bus => "bus",
            Self::Points => "points",
        }
    }
}

const fn row(id: &'static str, min: f32, default: f32, max: f32, unit: Unit) -> ParamSpec {
    ParamSpec { id, min, default, max, unit }
}

pub(crate) const TRIM_ROWS: &[ParamSpec] = &[row("gain_db", -60.0, 0.0, 60.0, Unit::Db)];
pub(crate) const ALIGN_ROWS: &[ParamSpec] = &[row("delay_ms", 0.0, 0.0, 50.0, Unit::Milliseconds)];
pub(crate) const FADER_ROWS: &[ParamSpec] = &[row("gain_db", -96.0, 0.0, 24.0, Unit::Db)];
pub(crate) const SEND_ROWS: &[ParamSpec] = &[row("level_db", -96.0, -96.0, 12.0, Unit::Db)];
pub(crate) const RETURN_ROWS: &[ParamSpec] = &[row("return_db", -96.0, 0.0, 24.0, Unit::Db)];
pub(crate) const DRIVE_ROWS: &[ParamSpec] = &[row("gain_db", -36.0, 0.0, 36.0, Unit::Db)];
pub(crate) const LOUDNESS_ROWS: &[ParamSpec] = &[row("gain_db", -48.0, 0.0, 48.0, Unit::Db)];
pub(crate) const TONE_ROWS: &[ParamSpec] = &[
    row("freq_hz", 10.0, 1_000.0, 40_000.0, Unit::Hz),
    row("gain_db", -12.0, 0.0, 12.0, Unit::Db),
];
/// Gains of automation points.
pub(crate) static POINT_GAIN: ParamSpec = row("points", -96.0, 0.0, 24.0, Unit::Db);

impl Action {
    /// All of them, in console order.
    pub const ALL: [Self; 30] = [
        Self::Trim,
        Self::Polarity,
        Self::Align,
        Self::HighPass,
        Self::LowPass,
        Self::Gate,
        Self::Eq,
        Self::DynamicEq,
        Self::DeEsser,
        Self::Compressor,
        Self::Saturation,
        Self::Fader,
        Self::Automation,
        Self::Pan,
        Self::Width,
        Self::Route,
        Self::ReverbSend,
        Self::DelaySend,
        Self::Transient,
        Self::Parallel,
        Self::Duck,
        Self::Reverb,
        Self::Delay,
        Self::Drive,
        Self::Tone,
        Self::SideTone,
        Self::Multiband,
        Self::SoftClip,
        Self::Loudness,
        Self::Limiter,
    ];

    /// Its name in a recipe.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trim => "trim",
            Self::Polarity => "polarity",
            Self::Align => "align",
            Self::HighPass => "high_pass",
            Self::LowPass => "low_pass",
            Self::Gate => "gate",
            Self::Eq => "eq",
            Self::DynamicEq => "dynamic_eq",
            Self::DeEsser => "de_esser",
            Self::Compressor => "compressor",
            Self::Saturation => "saturation",
            Self::Fader => "fader",
            Self::Automation => "automation",
            Self::Pan => "pan",
            Self::Width => "width",
            Self::Route => "route",
            Self::ReverbSend => "reverb_send",
            Self::DelaySend => "delay_send",
            Self::Transient => "transient",
            Self::Parallel => "parallel",
            Self::Duck => "duck",
            Self::Reverb => "reverb",
            Self::Delay => "delay",
            Self::Drive => "drive",
            Self::Tone => "tone",
            Self::SideTone => "side_tone",
            Self::Multiband => "multiband",
            Self::SoftClip => "soft_clip",
            Self::Loudness => "loudness",
            Self::Limiter => "limiter",
        }
    }

    /// The family whose amount scales it.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::Fader | Self::Automation => Family::Balance,
            Self::HighPass
            | Self::LowPass
            | Self::Eq
            | Self::DynamicEq
            | Self::Saturation
            | Self::Tone
            | Self::SideTone => Family::Tone,
            Self::Gate
            | Self::DeEsser
            | Self::Compressor
            | Self::Transient
            | Self::Parallel
            | Self::Duck
            | Self::Multiband => Family::Dynamics,
            Self::Pan | Self::Width => Family::Width,
            Self::ReverbSend | Self::DelaySend | Self::Reverb | Self::Delay => Family::Space,
            Self::Drive | Self::SoftClip | Self::Loudness => Family::Loudness,
            Self::Trim | Self::Polarity | Self::Align | Self::Route | Self::Limiter => {
                Family::Fixed
            }
        }
    }

    /// Kinds of target it works on.
    #[must_use]
    pub const fn targets(self) -> &'static [TargetKind] {
        use TargetKind::{Bus, Delay, Master, Reverb, Stem};
        match self {
            Self::Eq | Self::Compressor | Self::Fader | Self::Duck => &[Stem, Bus],
            Self::Saturation | Self::Width => &[Stem, Master],
            Self::Transient => &[Bus],
            Self::Parallel => &[Bus, Master],
            Self::Reverb => &[Reverb],
            Self::Delay => &[Delay],
            Self::Drive
            | Self::Tone
            | Self::SideTone
            | Self::Multiband
            | Self::SoftClip
            | Self::Loudness
            | Self::Limiter => &[Master],
            _ => &[Stem],
        }
    }

    /// Its numbers, in two lists: those of the processor, and those of the move itself.
    #[must_use]
    pub const fn tables(self) -> (&'static [ParamSpec], &'static [ParamSpec]) {
        match self {
            Self::Trim => (&[], TRIM_ROWS),
            Self::Align => (&[], ALIGN_ROWS),
            Self::HighPass => (HighPassParams::SPECS, &[]),
            Self::LowPass => (LowPassParams::SPECS, &[]),
            Self::Gate => (GateParams::SPECS, &[]),
            Self::Eq => (EqBandParams::SPECS, &[]),
            Self::DynamicEq => (DynamicEqParams::SPECS, &[]),
            Self::DeEsser => (DeEsserParams::SPECS, &[]),
            Self::Compressor | Self::Parallel | Self::Duck => (CompressorParams::SPECS, &[]),
            Self::Saturation => (SaturationParams::SPECS, &[]),
            Self::Fader => (&[], FADER_ROWS),
            Self::Pan => (PanParams::SPECS, &[]),
            Self::Width => (WidthParams::SPECS, &[]),
            Self::ReverbSend | Self::DelaySend => (&[], SEND_ROWS),
            Self::Transient => (TransientParams::SPECS, &[]),
            Self::Reverb => (ReverbParams::SPECS, RETURN_ROWS),
            Self::Delay => (EchoParams::SPECS, RETURN_ROWS),
            Self::Drive => (&[], DRIVE_ROWS),
            Self::Tone | Self::SideTone => (&[], TONE_ROWS),
            Self::Multiband => (MultibandParams::SPECS, &[]),
            Self::SoftClip => (SoftClipParams::SPECS, &[]),
            Self::Loudness => (&[], LOUDNESS_ROWS),
            Self::Limiter => (LimiterParams::SPECS, &[]),
            Self::Polarity | Self::Automation | Self::Route => (&[], &[]),
        }
    }

    /// Its parameters that are numbers or choices.
    pub fn rows(self) -> impl Iterator<Item = &'static ParamSpec> {
        let (processor, own) = self.tables();
        processor.iter().chain(own)
    }

    /// The range of a point of its automation, where it has some.
    #[must_use]
    pub const fn points(self) -> Option<&'static ParamSpec> {
        match self {
            Self::Automation => Some(&POINT_GAIN),
            _ => None,
        }
    }

    /// Its parameter that is neither, if it has one.
    #[must_use]
    pub const fn extra(self) -> Option<ExtraParam> {
        match self {
            Self::DynamicEq => Some(ExtraParam::Key { required: false }),
            Self::Duck => Some(ExtraParam::Key { required: true }),
            Self::Route => Some(ExtraParam::Bus),
            Self::Automation => Some(ExtraParam::Points),
            _ => None,
        }
    }

    /// There may be many on one target. Of the others the last one stands.
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(self, Self::Eq | Self::DynamicEq | Self::Tone | Self::SideTone)
    }
}
