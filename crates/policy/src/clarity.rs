//! Dynamic equaliser on what covers the lead voice between 1 and 4 kHz, only while it sings.
//!
//! The estimate of masking is simple on purpose: per ERB band, the long-term level of a stem moves
//! with its 10 ms envelope; the voice counts as masked in a band and hop where the other stem is
//! louder there (after the faders). Spread of excitation, the ear's time constants and the sum of
//! several maskers are left out: the number compares before and after, it is no threshold of
//! hearing.

use audio::math::power_to_db;
use measure::ERB_BANDS;
use recipe::{Action, RoleGroup};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb;
use crate::levels;
use crate::scene::{Part, Scene};

/// Where consonants and the presence of a voice are, in Hz.
const PRESENCE_HZ: [f64; 2] = [1_000.0, 4_000.0];

/// A stem has to mask at least this share of the voice, in percent, before it is touched.
const MASKED_FLOOR_PCT: f64 = 10.0;

/// The move has to free at least this many percent points.
const GAIN_FLOOR_PCT: f64 = 3.0;

/// Cuts in steps of half a dB up to the most, in dB; the guardrail is 4.
const CUT_STEP_DB: f64 = 0.5;
const CUT_MAX_DB: f64 = 3.0;

/// A cut deep enough to bring the masked share under this, in percent, is deep enough.
const ENOUGH_PCT: f64 = 8.0;

const Q: f64 = 1.2;

/// The threshold lies this far under the voice's usual level in the band, in dB: with 3 : 1 the
/// full cut is reached before the voice is at its usual level.
const UNDER_VOICE_DB: f64 = 8.0;
const RATIO: f64 = 3.0;

/// Dynamic equaliser moves against the loudest lead voice.
pub(crate) fn moves(scene: &Scene<'_>) -> Vec<Draft> {
    let Some(voice) = scene.loudest(|part| part.is_lead()) else { return Vec::new() };
    let in_the_way = |part: &&Part<'_>| {
        use RoleGroup::{Guitars, Keys, Strings, Synths, Winds};
        matches!(part.group(), Guitars | Keys | Synths | Strings | Winds)
    };
    scene.parts.iter().filter(in_the_way).filter_map(|part| unmask(voice, part)).collect()
}

/// Bands of the presence range in which the voice has something to say: within 25 dB of its
/// strongest band there.
fn bands(voice: &Part<'_>) -> Vec<usize> {
    let inside = |band: &usize| {
        (PRESENCE_HZ[0]..PRESENCE_HZ[1]).contains(&erb::centre_hz(*band))
    };
    let top = (0..ERB_BANDS).filter(inside).map(|band| voice.bands[band]).fold(0.0, f64::max);
    let heard = |band: &usize| inside(band) && voice.bands[*band] > top * erb::db_to_power(-25.0);
    (0..ERB_BANDS).filter(heard).collect()
}

/// By how much the other stem's envelope exceeds the voice's, against their means while active,
/// in dB, sorted: one value per hop in which both sound. And the number of hops of the voice.
fn contests(voice: &Part<'_>, other: &Part<'_>) -> (Vec<f64>, usize) {
    let usual = |part: &Part<'_>| {
        let sounding = part.heard.envelope.power.iter().zip(&part.active);
        power_to_db(levels::mean(sounding.filter(|(_, on)| **on).map(|(p, _)| f64::from(*p))))
    };
    let (usual_voice, usual_other) = (usual(voice), usual(other));
    let hops = voice.heard.envelope.power.iter().zip(&other.heard.envelope.power);
    let active = voice.active.iter().zip(&other.active);
    let mut contests: Vec<f64> = hops
        .zip(active)
        .filter(|(_, (voice, other))| **voice && **other)
        .map(|((voice, other), _)| {
            power_to_db(f64::from(*other)) - usual_other - power_to_db(f64::from(*voice))
                + usual_voice
        })
        .filter(|db| db.is_finite())
        .collect();
    contests.sort_by(f64::total_cmp);
    (contests, voice.active.iter().filter(|on| **on).count())
}

/// Share of the voice's hops and bands in which the other stem is louder, in percent.
struct Masking<'a, 'b> {
    voice: &'a Part<'b>,
    other: &'a Part<'b>,
    bands: Vec<usize>,
    contests: Vec<f64>,
    hops: usize,
}

impl Masking<'_, '_> {
    fn level_db(&self, band: usize, faders: bool) -> f64 {
        let fader_db = if faders { self.other.fader_db - self.voice.fader_db } else { 0.0 };
        power_to_db(self.other.bands[band].max(1e-30) / self.voice.bands[band].max(1e-30))
            + fader_db
    }

    /// Share in one band with a gain on the other stem.
    fn band_pct(&self, band: usize, faders: bool, gain_db: f64) -> f64 {
        let lead_db = self.level_db(band, faders) + gain_db;
        let free = self.contests.partition_point(|contest| contest + lead_db <= 0.0);
        100.0 * (self.contests.len() - free) as f64 / self.hops.max(1) as f64
    }

    fn pct(&self, faders: bool, gain_db: impl Fn(f64) -> f64) -> f64 {
        let of = |band: &usize| self.band_pct(*band, faders, gain_db(erb::centre_hz(*band)));
        levels::mean(self.bands.iter().map(of))
    }
}

fn unmask(voice: &Part<'_>, other: &Part<'_>) -> Option<Draft> {
    let (contests, hops) = contests(voice, other);
    let masking = Masking { voice, other, bands: bands(voice), contests, hops };
    let without_pct = masking.pct(true, |_| 0.0);
    if without_pct < MASKED_FLOOR_PCT {
        return None;
    }
    // The cut goes where most is masked, the lower of equals.
    let worst = masking.bands.iter().copied().fold(None, |worst: Option<(usize, f64)>, band| {
        let pct = masking.band_pct(band, true, 0.0);
        worst.filter(|(_, most)| *most >= pct).or(Some((band, pct)))
    })?;
    let freq_hz = erb::centre_hz(worst.0);
    let with = |cut_db: f64| masking.pct(true, |hz| erb::bell_db(hz, freq_hz, -cut_db, Q));
    let mut cut_db = CUT_STEP_DB;
    while cut_db < CUT_MAX_DB && with(cut_db) > ENOUGH_PCT {
        cut_db += CUT_STEP_DB;
    }
    let after_pct = with(cut_db);
    if without_pct - after_pct < GAIN_FLOOR_PCT {
        return None;
    }
    Some(
        Draft::new(other.id, Action::DynamicEq)
            .word("shape", "bell")
            .word("key", voice.id)
            .set("freq_hz", freq_hz)
            .set("q", Q)
            .set("threshold_db", threshold_db(voice, freq_hz))
            .set("ratio", RATIO)
            .set("range_db", -cut_db)
            .set("attack_ms", 15.0)
            .set("release_ms", 120.0)
            .because(format!(
                "{} covers {} between 1 and 4 kHz in {without_pct:.0} % of its time; {cut_db:.1} \
                 dB less at {freq_hz:.0} Hz while it sings leave {after_pct:.0} %",
                name(other.role),
                voice.id
            ))
            .evidence("masked_share_pct", masking.pct(false, |_| 0.0), after_pct)
            .without(without_pct),
    )
}

/// Level of the voice in the band, in its strip, less a margin.
fn threshold_db(voice: &Part<'_>, freq_hz: f64) -> f64 {
    let heard = voice.bands.iter().enumerate().map(|(band, power)| {
        // What a band-pass of this Q lets through: a bell's skirt over its gain.
        let db = erb::bell_db(erb::centre_hz(band), freq_hz, 20.0, Q) - 20.0;
        power * erb::db_to_power(db)
    });
    let level_db = power_to_db(heard.sum::<f64>().max(1e-15)) + voice.trim_db - UNDER_VOICE_DB;
    round_to(level_db.clamp(-80.0, 0.0), 0.1)
}

#[cfg(test)]
mod tests {
    use recipe::Role;

    use super::*;
    use crate::testing::{Sketch, Song};

    fn song(gain_db: f64) -> Song {
        let voice = Sketch { low_hz: 200.0, high_hz: 5_000.0, lufs: -20.0, ..Sketch::default() };
        let guitar = Sketch { low_hz: 300.0, high_hz: 4_000.0, lufs: -20.0 + gain_db, ..voice };
        Song::new(&[("vox", Role::LeadVocal, voice), ("gtr", Role::ElectricGuitar, guitar)])
    }

    #[test]
    fn a_guitar_over_the_voice_is_cut_while_the_voice_sings() {
        let song = song(2.0);
        let drafts = moves(&Scene::new(&song.heard()));
        assert_eq!(drafts.len(), 1);
        let made = crate::draft::finish(drafts, recipe::Scope::AutoMix, "test");
        let evidence = made[0].evidence.as_ref().expect("it is measured");
        assert!(evidence.after < evidence.without.expect("counterfactual"));
    }

    #[test]
    fn a_quiet_guitar_is_left_alone() {
        let song = song(-25.0);
        assert!(moves(&Scene::new(&song.heard())).is_empty());
    }
}
