//! Time itself: delay lines, fades, resampling.

mod band_end;
mod dc_blocker;
mod delay_line;
mod fade;
mod frame_delay;
mod half_band;
mod kaiser;
mod ramp;
mod resampler;

pub(crate) use half_band::HalfBand;
pub(crate) use kaiser::{window as kaiser_window, windowed_sinc};
pub(crate) use ramp::Ramp;

pub use band_end::BandEnd;
pub use dc_blocker::{DcBlocker, DcBlockerParams};
pub use delay_line::{DelayLine, DelayLineParams, POLARITIES};
pub use fade::{Fade, FadeShape};
pub use frame_delay::FrameDelay;
pub use resampler::{Resampler, ResamplerError, ResamplerTable};
