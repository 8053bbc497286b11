//! What a profile means for single stems, worked out once.

use recipe::{Profile, Role};

/// A profile's character in the terms of the rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taste<'a> {
    pub(crate) profile: &'a Profile,
    /// How far taste may reach, 0 to 1: repairs are made at any value.
    pub(crate) intensity: f64,
    /// Depth of compression against the usual, 0 to 1.3.
    pub(crate) dynamics: f64,
    /// Drive of stems, in dB.
    pub(crate) saturation_db: f64,
    /// Dip of the bass under the kick, in dB, before it is fitted to the song.
    pub(crate) kick_dip_db: Option<f64>,
    /// Deepest dip of the music under a voice, in dB.
    pub(crate) voice_dip_db: Option<f64>,
    /// Width of stems that may be wide, in percent.
    pub(crate) stem_width_pct: f64,
}

/// Ratio, depth and attack that the habits of roles are written for.
const USUAL_RATIO: f64 = 2.5;
const USUAL_REDUCTION_DB: f64 = 2.0;
const USUAL_ATTACK_MS: f64 = 12.0;
const USUAL_RELEASE_MS: f64 = 110.0;

/// Under this intensity nothing is done for taste's sake alone.
const TASTE_FROM: f64 = 0.4;

impl<'a> Taste<'a> {
    pub(crate) fn of(profile: &'a Profile) -> Self {
        let intensity = (profile.intensity_pct / 100.0).clamp(0.0, 1.0);
        let tasteful = intensity >= TASTE_FROM;
        Self {
            profile,
            intensity,
            dynamics: (profile.compression.stems.reduction_db / USUAL_REDUCTION_DB).clamp(0.0, 1.3),
            saturation_db: profile.saturation_db.clamp(0.0, 12.0),
            kick_dip_db: tasteful.then_some(1.0 + intensity),
            voice_dip_db: tasteful.then_some(0.5 + intensity),
            stem_width_pct: profile.width_pct.clamp(100.0, 130.0),
        }
    }

    /// Loudness over the usual place of a role, in LU.
    pub(crate) fn offset_lu(&self, role: Role) -> f64 {
        self.profile.offsets_lu.of(role)
    }

    /// A role's ratio in this profile.
    pub(crate) fn ratio(&self, usual: f64) -> f64 {
        let stems = self.profile.compression.stems;
        (1.0 + (usual - 1.0) * (stems.ratio - 1.0) / (USUAL_RATIO - 1.0)).clamp(1.1, 6.0)
    }

    /// A role's attack and release in this profile, in ms.
    pub(crate) fn times_ms(&self, attack_ms: f64, release_ms: f64) -> (f64, f64) {
        let stems = self.profile.compression.stems;
        let attack = attack_ms * (stems.attack_ms / USUAL_ATTACK_MS).clamp(0.25, 3.0);
        let release = release_ms * (stems.release_ms / USUAL_RELEASE_MS).clamp(0.5, 3.0);
        (attack, release)
    }
}
