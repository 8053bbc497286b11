//! Room and echo: reverb and tempo-synced delay.

mod echo;
mod reverb;

pub use echo::EchoParams;
pub use reverb::ReverbParams;
