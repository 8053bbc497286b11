//! Room and echo: reverb and tempo-synced delay.
