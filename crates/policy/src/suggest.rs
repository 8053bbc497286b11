//! Which profile a song may want: what its stems are says which ones come into question, the tone
//! of their sum which of these is nearest.
//!
//! A hint for a person who has not chosen yet and nothing that decides: music of one kind is made
//! with the instruments and the tone of another every day.

use measure::{ERB_BANDS, SessionMeasurement};
use recipe::{Profile, Role, RoleGroup, ToneCorridor};

use crate::erb;

/// Bands between 60 Hz and 12 kHz: what every song has.
const BANDS: std::ops::Range<usize> = 2..37;

/// A profile, and why.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The profile.
    pub profile: &'static Profile,
    /// What speaks for it, in words.
    pub reason: String,
}

/// A profile by its id, and what has to be there for it.
type Kind = (&'static str, fn(&Parts) -> bool);

/// What may be suggested.
const KINDS: [Kind; 9] = [
    ("speech", |parts| parts.all_speech),
    ("classical", |parts| {
        parts.has(RoleGroup::Strings)
            && !parts.has_kit()
            && ![RoleGroup::Bass, RoleGroup::Synths, RoleGroup::Guitars]
                .into_iter()
                .any(|group| parts.has(group))
    }),
    ("rock", |parts| parts.is(Role::ElectricGuitar) && parts.has(RoleGroup::Drums)),
    ("electronic", |parts| {
        parts.has(RoleGroup::Synths)
            && parts.has(RoleGroup::Drums)
            && !parts.has(RoleGroup::Guitars)
    }),
    ("hip_hop", |parts| {
        parts.has(RoleGroup::Vocals)
            && parts.has(RoleGroup::Drums)
            && !parts.has(RoleGroup::Guitars)
    }),
    ("jazz", |parts| {
        (parts.has(RoleGroup::Winds) || parts.is(Role::Piano))
            && parts.has_kit()
            && !parts.has(RoleGroup::Synths)
    }),
    ("country_pop", |parts| {
        parts.is(Role::AcousticGuitar)
            && parts.has(RoleGroup::Vocals)
            && !parts.has(RoleGroup::Synths)
    }),
    ("rnb_ballad", |parts| {
        parts.has(RoleGroup::Keys)
            && parts.has(RoleGroup::Vocals)
            && !parts.is(Role::ElectricGuitar)
    }),
    ("pop", |parts| parts.has(RoleGroup::Vocals) && parts.has(RoleGroup::Drums)),
];

/// What plays.
struct Parts {
    roles: Vec<Role>,
    all_speech: bool,
}

impl Parts {
    fn has(&self, group: RoleGroup) -> bool {
        self.roles.iter().any(|role| role.group() == group)
    }

    /// An orchestra has percussion, and no kit.
    fn has_kit(&self) -> bool {
        [Role::Kick, Role::Snare, Role::Hats, Role::DrumsBus].into_iter().any(|role| self.is(role))
    }

    fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// The profile that what plays and how it sounds speak for; [`Profile`] `neutral` where nothing
/// does.
#[must_use]
pub fn suggested_profile(heard: &SessionMeasurement, roles: &[Role]) -> Option<Suggestion> {
    let known: Vec<Role> = roles.iter().copied().filter(|role| *role != Role::Unknown).collect();
    let all_speech = !known.is_empty() && known.iter().all(|role| *role == Role::Speech);
    let parts = Parts { roles: known, all_speech };
    let power = erb::power(&heard.sum.spectrum);
    let in_question = KINDS.into_iter().filter(|(_, fits)| fits(&parts));
    let nearest = in_question
        .filter_map(|(name, _)| Profile::find(name).ok())
        .map(|profile| (distance_db(&power, &profile.tone), profile))
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    let Some((off_db, profile)) = nearest else {
        let profile = Profile::find("neutral").ok()?;
        let reason = "nothing that is known of the stems speaks for one kind of music".into();
        return Some(Suggestion { profile, reason });
    };
    let mut names: Vec<String> = parts.roles.iter().map(|role| role.to_string()).collect();
    names.sort();
    names.dedup();
    names.truncate(6);
    let reason = format!(
        "its parts ({}) fit, and the tone of the stems together is {off_db:.1} dB from this curve, \
         the nearest of those that do",
        names.join(", ").replace('_', " ")
    );
    Some(Suggestion { profile, reason })
}

/// Mean distance of a spectrum from a curve, both at one level, in dB.
fn distance_db(power: &[f64; ERB_BANDS], tone: &ToneCorridor) -> f64 {
    let off = |band: usize| {
        let curve_db = tone.band_level_db(erb::edge_hz(band), erb::edge_hz(band + 1));
        audio::math::power_to_db(power[band].max(1e-15)) - curve_db
    };
    let offs: Vec<f64> = BANDS.map(off).collect();
    let mean = offs.iter().sum::<f64>() / offs.len() as f64;
    offs.iter().map(|off| (off - mean).abs()).sum::<f64>() / offs.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, Song};

    fn suggested(parts: &[(&str, Role)]) -> (String, String) {
        let sketches: Vec<_> =
            parts.iter().map(|(id, role)| (*id, *role, Sketch::default())).collect();
        let song = Song::new(&sketches);
        let roles: Vec<Role> = parts.iter().map(|(_, role)| *role).collect();
        let found = suggested_profile(&song.session, &roles).unwrap();
        (found.profile.id.clone(), found.reason)
    }

    #[test]
    fn what_plays_decides_which_profiles_come_into_question() {
        let (speech, _) = suggested(&[("host", Role::Speech), ("guest", Role::Speech)]);
        assert_eq!(speech, "speech");
        let orchestra =
            [("violins", Role::Strings), ("horns", Role::Brass), ("timpani", Role::Percussion)];
        let (strings, _) = suggested(&orchestra);
        assert_eq!(strings, "classical");
        let (band, reason) = suggested(&[("gtr", Role::ElectricGuitar), ("drums", Role::DrumsBus)]);
        assert_eq!(band, "rock");
        assert!(reason.contains("drums bus, electric guitar"), "{reason}");
    }

    #[test]
    fn where_nothing_is_known_nothing_is_claimed() {
        let (neutral, reason) = suggested(&[("a", Role::Unknown), ("b", Role::Fx)]);
        assert_eq!(neutral, "neutral");
        assert!(reason.contains("nothing"), "{reason}");
    }
}
