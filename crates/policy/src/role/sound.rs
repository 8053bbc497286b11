//! What a stem sounds like, by distance to prototypes.
//!
//! A naive Bayes classifier: every role has a mean and a spread for each of seven features, the
//! features count as independent, and the posterior is flattened because they are not. The
//! prototypes were set by hand from about sixty public stems and general knowledge of instruments;
//! roles that such features cannot tell apart (guitar, keys, brass, strings) share the posterior,
//! which then stays under the floor: the answer is "unknown", and that is meant.

use measure::Measurement;
use recipe::Role::{
    self, BackingTrack, Bass, Brass, Claps, Cymbals, DrumsBus, ElectricGuitar, Fx, Hats, Keys,
    Kick, LeadVocal, Percussion, Piano, Snare, Strings, SubBass, Synth, SynthPad, Toms, Woodwinds,
};

use crate::erb;

/// Correlated features make naive Bayes too sure: its evidence is scaled by this.
const EVIDENCE: f64 = 0.45;

/// Sound alone is never surer than this: about as often as it is right when it is sure.
const CONFIDENCE_MAX: f64 = 0.65;

/// A stem farther than this from its nearest prototype, in mean squared deviations per feature,
/// sounds like nothing known.
const STRANGE: f64 = 3.0;

const FEATURES: usize = 7;

/// Mean and spread of one role's features.
struct Prototype {
    role: Role,
    mean: [f64; FEATURES],
    spread: [f64; FEATURES],
}

/// Share of power under 90 Hz, under 250 Hz, over 2 kHz and over 5 kHz; centroid in octaves;
/// share of time that sounds; crest in dB.
fn features(m: &Measurement) -> Option<[f64; FEATURES]> {
    let power = erb::power(&m.spectrum);
    let total: f64 = power.iter().sum();
    let known = [m.spectrum.centroid_hz, m.activity.active_share, m.dynamics.crest_db];
    if total <= 0.0 || known.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let share = |low, high| erb::between(&power, low, high) / total;
    Some([
        share(0.0, 90.0),
        share(0.0, 250.0),
        share(2_000.0, 40_000.0),
        share(5_000.0, 40_000.0),
        erb::octaves(known[0].clamp(20.0, 20_000.0)),
        known[1],
        known[2].clamp(0.0, 40.0),
    ])
}

const fn row(role: Role, mean: [f64; FEATURES], spread: [f64; FEATURES]) -> Prototype {
    Prototype { role, mean, spread }
}

/// Spreads of the melodic roles, which overlap.
const WIDE: [f64; FEATURES] = [0.08, 0.20, 0.22, 0.06, 0.8, 0.30, 4.0];

#[rustfmt::skip]
const PROTOTYPES: &[Prototype] = &[
    //                  <90   <250  >2k   >5k   oct   act   crest
    row(Kick,          [0.75, 0.97, 0.02, 0.00,  9.0, 0.45, 19.0], [0.15, 0.05, 0.04, 0.03, 1.2, 0.30, 4.5]),
    row(Snare,         [0.01, 0.40, 0.15, 0.03, 11.6, 0.20, 26.0], [0.03, 0.25, 0.15, 0.04, 0.5, 0.15, 4.5]),
    row(Hats,          [0.00, 0.01, 0.93, 0.78, 13.3, 0.45, 22.0], [0.02, 0.03, 0.06, 0.12, 0.4, 0.30, 4.0]),
    row(Cymbals,       [0.00, 0.02, 0.85, 0.45, 12.6, 0.25, 24.0], [0.02, 0.04, 0.10, 0.15, 0.5, 0.25, 4.0]),
    row(Toms,          [0.35, 0.80, 0.03, 0.01, 10.2, 0.08, 28.0], [0.20, 0.15, 0.05, 0.02, 1.0, 0.10, 4.5]),
    row(DrumsBus,      [0.50, 0.68, 0.14, 0.06, 12.0, 0.35, 22.0], [0.22, 0.20, 0.12, 0.06, 0.7, 0.30, 5.0]),
    row(Claps,         [0.01, 0.08, 0.30, 0.06, 12.0, 0.10, 31.0], [0.04, 0.12, 0.25, 0.08, 0.6, 0.10, 4.5]),
    row(Percussion,    [0.03, 0.20, 0.35, 0.20, 12.2, 0.35, 27.0], [0.08, 0.20, 0.30, 0.25, 0.9, 0.30, 4.5]),
    row(Fx,            [0.25, 0.40, 0.15, 0.06, 11.3, 0.20, 27.0], [0.30, 0.35, 0.25, 0.12, 1.2, 0.20, 5.0]),
    row(Synth,         [0.30, 0.45, 0.06, 0.01, 10.3, 0.70, 18.5], [0.35, 0.30, 0.10, 0.04, 0.9, 0.30, 4.0]),
    row(Bass,          [0.35, 0.90, 0.01, 0.00,  8.7, 0.80, 14.0], [0.18, 0.10, 0.03, 0.01, 0.7, 0.20, 3.0]),
    row(SubBass,       [0.92, 0.98, 0.00, 0.00,  8.5, 0.60, 13.0], [0.07, 0.03, 0.02, 0.01, 1.0, 0.25, 3.0]),
    row(LeadVocal,     [0.00, 0.22, 0.08, 0.03, 11.4, 0.45, 19.0], [0.02, 0.14, 0.07, 0.03, 0.5, 0.30, 3.0]),
    row(Keys,          [0.02, 0.12, 0.04, 0.01, 10.3, 0.65, 19.5], WIDE),
    row(Piano,         [0.03, 0.20, 0.05, 0.01, 10.2, 0.75, 18.0], WIDE),
    row(ElectricGuitar,[0.02, 0.15, 0.30, 0.02, 11.1, 0.75, 17.0], WIDE),
    row(SynthPad,      [0.05, 0.40, 0.05, 0.01, 10.0, 0.95, 13.5], WIDE),
    row(Strings,       [0.01, 0.15, 0.12, 0.02, 11.0, 0.90, 16.0], WIDE),
    row(Brass,         [0.00, 0.03, 0.14, 0.02, 11.0, 0.50, 18.0], WIDE),
    row(Woodwinds,     [0.00, 0.04, 0.08, 0.01, 10.7, 0.45, 17.0], WIDE),
    row(BackingTrack,  [0.22, 0.55, 0.14, 0.06, 11.5, 1.00, 14.0], [0.10, 0.15, 0.12, 0.06, 0.7, 0.06, 2.5]),
];

/// The most likely role and its probability; none for silence and for what resembles nothing.
#[must_use]
pub(crate) fn role_of(m: &Measurement) -> Option<(Role, f32)> {
    let heard = features(m)?;
    let scored: Vec<(Role, f64, f64)> = PROTOTYPES
        .iter()
        .map(|prototype| {
            let (distance, narrowness) = fit(&heard, prototype);
            (prototype.role, distance, 0.5 * distance + narrowness)
        })
        .collect();
    let best = scored.iter().min_by(|a, b| a.2.total_cmp(&b.2))?;
    // Likelihoods against the best, in powers of two: a constant factor does not change a share.
    let weight = |cost: f64| audio::math::db_to_gain_f64(EVIDENCE * NEPERS_DB * (best.2 - cost));
    let sum: f64 = scored.iter().map(|(.., cost)| weight(*cost)).sum();
    let strange = (best.1 / FEATURES as f64 / STRANGE).max(1.0);
    let confidence = (1.0 / sum / strange).min(CONFIDENCE_MAX);
    Some((best.0, confidence as f32))
}

/// One neper in dB: e = 10^(8.686 / 20).
const NEPERS_DB: f64 = 8.685_889_638;

/// Sum of squared deviations, and the sum of the logarithms of the spreads, in nepers.
fn fit(heard: &[f64; FEATURES], prototype: &Prototype) -> (f64, f64) {
    let mut distance = 0.0;
    let mut narrowness = 0.0;
    for ((value, mean), spread) in heard.iter().zip(&prototype.mean).zip(&prototype.spread) {
        // Floors: a prototype may be no surer than the meters' own scatter.
        let spread = spread.max(0.04);
        let off = ((value - mean) / spread).clamp(-6.0, 6.0);
        distance += off * off;
        narrowness += audio::math::gain_to_db_f64(spread) / NEPERS_DB;
    }
    (distance, narrowness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, silence};

    #[test]
    fn clear_cases_are_heard() {
        let cases = [
            (
                Sketch {
                    low_hz: 45.0,
                    high_hz: 110.0,
                    active: 0.4,
                    crest: 20.0,
                    ..Sketch::default()
                },
                Kick,
            ),
            (
                Sketch {
                    low_hz: 6_000.0,
                    high_hz: 16_000.0,
                    active: 0.5,
                    crest: 21.0,
                    ..Sketch::default()
                },
                Hats,
            ),
            (
                Sketch {
                    low_hz: 60.0,
                    high_hz: 200.0,
                    active: 0.85,
                    crest: 13.0,
                    ..Sketch::default()
                },
                Bass,
            ),
        ];
        for (sketch, role) in cases {
            let (heard, confidence) = role_of(&sketch.measurement()).expect("it sounds");
            assert_eq!(heard, role);
            assert!((0.5..=0.65).contains(&confidence), "{role:?}: {confidence}");
        }
    }

    #[test]
    fn silence_sounds_like_nothing() {
        assert_eq!(role_of(&silence()), None);
    }

    #[test]
    fn what_features_cannot_tell_apart_stays_under_the_floor() {
        let melodic = Sketch {
            low_hz: 250.0,
            high_hz: 1_500.0,
            active: 0.7,
            crest: 18.0,
            ..Sketch::default()
        };
        let (_, confidence) = role_of(&melodic.measurement()).expect("it sounds");
        assert!(confidence < crate::ROLE_CONFIDENCE_MIN, "{confidence}");
    }
}
