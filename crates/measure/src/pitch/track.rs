//! Pitch over time, compactly.

use borsh::{BorshDeserialize, BorshSerialize};

/// Zero cents: C0 at A4 = 440 Hz, in Hz.
pub const PITCH_UNIT_HZ: f64 = 16.351_597_831_287_414;

/// The pitch of one line, every 20 ms: 150 bytes for each second.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, Default, PartialEq, PartialOrd)]
pub struct PitchTrack {
    /// Time of the first value, in s.
    pub first_s: f64,
    /// Time between values, in s.
    pub hop_s: f64,
    /// Cents over [`PITCH_UNIT_HZ`]; 0 where nothing is voiced.
    pub cents: Vec<u16>,
    /// How periodic the sound is: 0 noise or silence, 255 wholly.
    pub voicing: Vec<u8>,
    /// Share of the sounding time that is voiced, 0 to 1.
    pub voiced_share: f64,
}

impl PitchTrack {
    /// Pitch at a time, in Hz, where there is one.
    #[must_use]
    pub fn hz_at(&self, time_s: f64) -> Option<f64> {
        let index = libm::round((time_s - self.first_s) / self.hop_s);
        let cents = (index >= 0.0).then(|| self.cents.get(index as usize).copied()).flatten()?;
        (cents > 0).then(|| PITCH_UNIT_HZ * libm::exp2(f64::from(cents) / 1200.0))
    }
}
