//! The console, folded from a recipe's moves: plain settings, ready to be prepared.

use dsp::colour::{SaturationParams, SoftClipParams};
use dsp::dynamics::{
    CompressorParams, DeEsserParams, DynamicEqParams, GateParams, LimiterParams, MultibandParams,
    TransientParams,
};
use dsp::filter::{EqBandParams, HighPassParams, LowPassParams};
use dsp::space::{EchoParams, ReverbParams};
use dsp::stereo::{PanParams, WidthParams};

/// Every parameter of every strip, bus, return and master stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Console {
    /// One per stem, in the session's order.
    pub strips: Vec<Strip>,
    /// In the order of [`Bus::ALL`].
    pub buses: [BusStrip; 3],
    /// Reverb and delay.
    pub returns: Returns,
    /// The mastering chain.
    pub master: MasterChain,
}

/// The three buses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bus {
    /// Drums and percussion.
    Drums,
    /// Everything else.
    #[default]
    Music,
    /// Voices.
    Vocals,
}

impl Bus {
    /// All of them, in the order of [`Console::buses`].
    pub const ALL: [Self; 3] = [Self::Drums, Self::Music, Self::Vocals];
}

/// One stem's way through the console, in signal order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// Working level, taken back at the fader, in dB.
    pub trim_db: f32,
    /// Sign flipped.
    pub polarity_inverted: bool,
    /// Delay against the other stems, in ms.
    pub align_ms: f32,
    /// High-pass filter.
    pub high_pass: Option<HighPassParams>,
    /// Low-pass filter.
    pub low_pass: Option<LowPassParams>,
    /// Gate or expander.
    pub gate: Option<GateParams>,
    /// Static equaliser bands.
    pub eq: Vec<EqBandParams>,
    /// Dynamic equaliser bands.
    pub dynamic_eq: Vec<DynamicEqSlot>,
    /// De-esser.
    pub de_esser: Option<DeEsserParams>,
    /// Compressor.
    pub compressor: Option<CompressorParams>,
    /// Saturation.
    pub saturation: Option<SaturationParams>,
    /// Ducker and the index of the stem that keys it.
    pub duck: Option<(CompressorParams, usize)>,
    /// Level against the stem as delivered, in dB (the trim is taken back besides).
    pub fader_db: f32,
    /// Gain over time on top of the fader; sorted by frame.
    pub automation: Vec<AutomationPoint>,
    /// Pan.
    pub pan: PanParams,
    /// Width.
    pub width: WidthParams,
    /// Where it goes.
    pub bus: Bus,
    /// Level into the reverb, in dB; none is no send.
    pub reverb_send_db: Option<f32>,
    /// Level into the delay, in dB; none is no send.
    pub delay_send_db: Option<f32>,
}

/// A dynamic equaliser band and the index of the stem that keys it, if not the stem itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DynamicEqSlot {
    /// Settings.
    pub params: DynamicEqParams,
    /// Key stem.
    pub key: Option<usize>,
}

/// A point of an automation lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AutomationPoint {
    /// Frame at the session rate.
    pub frame: u64,
    /// Gain there, in dB.
    pub gain_db: f32,
}

/// One bus. Its equaliser is linear and its dynamics are gains, so that a stem can be shown as
/// it sits in the mix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BusStrip {
    /// Static equaliser bands.
    pub eq: Vec<EqBandParams>,
    /// Glue compressor.
    pub compressor: Option<CompressorParams>,
    /// Transient shaper.
    pub transient: Option<TransientParams>,
    /// Parallel compressor: `mix_pct` of it is added.
    pub parallel: Option<CompressorParams>,
    /// Ducker and the index of the stem that keys it.
    pub duck: Option<(CompressorParams, usize)>,
    /// Level, in dB.
    pub fader_db: f32,
}

/// Reverb and delay returns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returns {
    /// Reverb and its level, in dB.
    pub reverb: Option<(ReverbParams, f32)>,
    /// Delay and its level, in dB.
    pub delay: Option<(EchoParams, f32)>,
}

/// The mastering chain, in signal order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MasterChain {
    /// Gain into the chain, in dB.
    pub drive_db: f32,
    /// Tone curve: pairs of frequency in Hz and gain in dB, rising in frequency.
    pub tone: Vec<(f32, f32)>,
    /// What the side gets on top of it, in the same form.
    pub side_tone: Vec<(f32, f32)>,
    /// Multiband compressor.
    pub multiband: Option<MultibandParams>,
    /// Parallel compressor: `mix_pct` of it is added.
    pub parallel: Option<CompressorParams>,
    /// Saturation.
    pub saturation: Option<SaturationParams>,
    /// Width and mono-low.
    pub width: WidthParams,
    /// Gain to the loudness of the file, in dB.
    pub loudness_db: f32,
    /// Soft clipper, on the scale of the file.
    pub soft_clip: Option<SoftClipParams>,
    /// Limiter; there is always one.
    pub limiter: LimiterParams,
}
