//! Limits on everything that comes from outside.

/// Lowest sample rate taken, in Hz.
pub(crate) const SAMPLE_RATE_HZ_MIN: u32 = 8_000;

/// Highest sample rate taken, in Hz.
pub(crate) const SAMPLE_RATE_HZ_MAX: u32 = 192_000;

/// Most channels taken.
pub(crate) const CHANNELS_MAX: usize = 2;

/// Largest magnitude of a sample, +60 dBFS. Hot floating-point exports reach some +20; beyond this
/// a file holds something else than audio, and sums and encoders would overflow on it.
pub(crate) const MAGNITUDE_MAX: f32 = 1_000.0;

/// Chunks looked at in one RIFF file. Real files hold a few dozen; a file made of empty chunks
/// would otherwise cost time in proportion to its size.
pub(crate) const CHUNKS_MAX: usize = 4_096;

/// Longest chunk of tags that is read, in bytes. Longer ones (cover pictures) are skipped.
pub(crate) const TAG_CHUNK_BYTES_MAX: u64 = 1 << 20;

/// Longest text of one tag, in bytes. Longer ones are cut.
pub(crate) const TAG_BYTES_MAX: usize = 4_096;
