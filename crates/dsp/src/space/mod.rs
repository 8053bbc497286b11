//! Room and echo: reverb and tempo-synced delay.

mod diffuser;
mod echo;
mod network;
mod reverb;
mod tone;

pub use echo::{Echo, EchoParams};
pub use reverb::{Reverb, ReverbParams};
