//! The song as the rules see it: stems with what several rules need, in an order of their own.

use audio::math::gain_to_db_f64;
use measure::masking::{Gain, Masking};
use measure::{Excitation, Measurement, SessionMeasurement, Tempo};
use recipe::{Role, RoleGroup, RoleSource};

use crate::erb::{self, Bands};
use crate::{Heard, ROLE_CONFIDENCE_MIN, levels};

/// Stems under this loudness carry nothing that could be mixed: −70 LUFS is the absolute gate of
/// BS.1770.
const AUDIBLE_LUFS: f64 = -70.0;

/// A mono stem sounds on two channels: twice the power.
pub(crate) const MONO_DB: f64 = 3.010_3;

/// Peak level that each stem has in its strip, in dBFS.
pub(crate) const WORKING_PEAK_DBFS: f64 = -6.0;

/// Hops times stems on which masking is worked out: 192 hops of 16 stems.
const MASKING_CELLS: usize = 3_072;
const MASKING_HOPS: [usize; 2] = [48, 192];

/// Voices, drums and the rest: the three buses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BusName {
    Drums,
    Music,
    Vocals,
}

impl BusName {
    pub(crate) const ALL: [Self; 3] = [Self::Drums, Self::Music, Self::Vocals];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Drums => "drum_bus",
            Self::Music => "music_bus",
            Self::Vocals => "vocal_bus",
        }
    }

    pub(crate) const fn of(group: RoleGroup) -> Self {
        match group {
            RoleGroup::Drums => Self::Drums,
            RoleGroup::Vocals => Self::Vocals,
            _ => Self::Music,
        }
    }
}

/// One stem.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    pub(crate) id: &'a str,
    pub(crate) heard: &'a Measurement,
    /// Unknown where the guess is not sure enough.
    pub(crate) role: Role,
    pub(crate) confidence: f64,
    /// How far a role that was told or named is believed, 0 to 1. A role that was only heard says
    /// nothing that the sound does not say better itself.
    pub(crate) role_trust: f64,
    pub(crate) bus: BusName,
    /// Loudness while it sounds, on two channels, as delivered, in LUFS.
    pub(crate) lufs: f64,
    /// Gain to the working level, in dB.
    pub(crate) trim_db: f64,
    /// Hops in which it sounds.
    pub(crate) active: Vec<bool>,
    /// Power per ERB band, as delivered.
    pub(crate) bands: Bands,
    /// Set by the balance, in dB.
    pub(crate) fader_db: f64,
}

impl Part<'_> {
    pub(crate) fn group(&self) -> RoleGroup {
        self.role.group()
    }

    pub(crate) fn is_lead(&self) -> bool {
        matches!(self.role, Role::LeadVocal | Role::Speech)
    }

    pub(crate) fn active_share(&self) -> f64 {
        levels::mean(self.active.iter().map(|active| f64::from(u8::from(*active))))
    }

    /// K-weighted power per hop on two channels, as delivered.
    pub(crate) fn k_power(&self) -> impl Iterator<Item = f64> + '_ {
        let sides = if self.heard.channels == 1 { 2.0 } else { 1.0 };
        self.heard.envelope.k_power.iter().map(move |power| sides * f64::from(*power))
    }

    /// Power gain of the fader.
    pub(crate) fn fader_power(&self) -> f64 {
        erb::db_to_power(self.fader_db)
    }

    /// RMS level of every hop in the strip, in dBFS; silence is −150.
    pub(crate) fn strip_levels_db(&self) -> Vec<f32> {
        let trim_db = self.trim_db as f32;
        let level = |power: &f32| 0.5 * audio::gain_to_db(*power) + trim_db;
        self.heard.envelope.power.iter().map(level).collect()
    }

    /// Peak level of every hop in the strip, in dBFS.
    pub(crate) fn strip_peaks_db(&self) -> Vec<f32> {
        let trim_db = self.trim_db as f32;
        self.heard.envelope.peak.iter().map(|peak| audio::gain_to_db(*peak) + trim_db).collect()
    }
}

/// All stems that sound, sorted by id so that the session's order does not matter.
#[derive(Clone, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) parts: Vec<Part<'a>>,
    /// Stems that do not sound in the mix, by id.
    pub(crate) silent: Vec<(&'a str, BusName)>,
    pub(crate) session: &'a SessionMeasurement,
    /// What is heard of the parts beside each other, in their order.
    pub(crate) masking: Masking,
}

impl<'a> Scene<'a> {
    #[cfg(test)]
    pub(crate) fn new(heard: &Heard<'a>) -> Self {
        Self::without(heard, &[])
    }

    /// `left_out` are places of stems that are kept, but not mixed.
    pub(crate) fn without(heard: &Heard<'a>, left_out: &[usize]) -> Self {
        let mut parts = Vec::new();
        let mut silent = Vec::new();
        for (place, (spec, m)) in heard.stems.iter().zip(&heard.session.stems).enumerate() {
            let told = matches!(spec.role.from, RoleSource::User | RoleSource::Manifest);
            let sure = told || spec.role.confidence >= ROLE_CONFIDENCE_MIN;
            let role = if sure { spec.role.is } else { Role::Unknown };
            let bus = BusName::of(role.group());
            let Some(lufs) = loudness(m).filter(|_| !left_out.contains(&place)) else {
                silent.push((spec.id.as_str(), bus));
                continue;
            };
            parts.push(Part {
                id: &spec.id,
                heard: m,
                role,
                confidence: if told { 1.0 } else { f64::from(spec.role.confidence) },
                role_trust: match spec.role.from {
                    _ if told => 1.0,
                    RoleSource::Name if sure => f64::from(spec.role.confidence),
                    _ => 0.0,
                },
                bus,
                lufs,
                trim_db: trim_db(m),
                active: levels::activity(&m.envelope, m.activity.threshold_dbfs),
                bands: erb::power(&m.spectrum),
                fader_db: 0.0,
            });
        }
        parts.sort_by(|a, b| a.id.cmp(b.id));
        silent.sort_by(|a, b| a.0.cmp(b.0));
        let masking = listen(&parts, MASKING_CELLS, MASKING_HOPS);
        Self { parts, silent, session: heard.session, masking }
    }

    /// The same song on a grid of about so many hops times stems, and hops between these.
    pub(crate) fn listen(&self, cells: usize, hops: [usize; 2]) -> Masking {
        listen(&self.parts, cells, hops)
    }

    /// The faders, as the ears' gains.
    pub(crate) fn gains(&self) -> Vec<Gain> {
        self.parts.iter().map(|part| Gain::db(part.fader_db)).collect()
    }

    /// The stems of a bus.
    pub(crate) fn on(&self, bus: BusName) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(move |part| part.bus == bus)
    }

    /// The loudest stem of a role after balance; the first by name of equals.
    pub(crate) fn loudest(&self, is: impl Fn(&Part<'_>) -> bool) -> Option<&Part<'a>> {
        let level = |part: &Part<'_>| part.lufs + part.fader_db;
        let louder = |best: &Part<'a>, part: &Part<'a>| level(part) > level(best);
        self.parts.iter().filter(|part| is(part)).fold(None, |best, part| match best {
            Some(best) if !louder(best, part) => Some(best),
            _ => Some(part),
        })
    }

    /// The tempo, where it is known well enough to set a delay by.
    pub(crate) fn tempo(&self) -> Option<Tempo> {
        /// Echoes beside the beat are worse than none.
        const SURE: f64 = 0.6;
        let fits = |tempo: &Tempo| tempo.confidence >= SURE && (40.0..=300.0).contains(&tempo.bpm);
        self.session.tempo.filter(fits)
    }

    /// Loudness of the sum after the faders, in LUFS: powers add, corrected by how far that was
    /// off for the rough mix, which was measured.
    pub(crate) fn sum_lufs(&self) -> f64 {
        let predict = |gain: &dyn Fn(&Part<'_>) -> f64| levels::gated_lufs(&self.sum_k_power(gain));
        let rough_lufs = predict(&|_| 1.0);
        let off_db = self.session.sum.loudness.integrated_lufs - rough_lufs;
        // Polarity and doubles can move a sum by this much; more is an error of the estimate.
        let off_db = if off_db.is_finite() { off_db.clamp(-6.0, 6.0) } else { 0.0 };
        predict(&|part| part.fader_power()) + off_db
    }

    fn sum_k_power(&self, gain: &dyn Fn(&Part<'_>) -> f64) -> Vec<f64> {
        let hops = self.parts.iter().map(|part| part.heard.envelope.k_power.len()).max();
        let mut sum = vec![0.0; hops.unwrap_or(0)];
        for part in &self.parts {
            let gain = gain(part);
            for (total, power) in sum.iter_mut().zip(part.k_power()) {
                *total += gain * power;
            }
        }
        sum
    }
}

fn listen(parts: &[Part<'_>], cells: usize, bounds: [usize; 2]) -> Masking {
    let excitations: Vec<&Excitation> = parts.iter().map(|part| &part.heard.excitation).collect();
    Masking::coarse(&excitations, hops_for(cells, parts.len(), bounds))
}

/// Hops for so many stems, a power of two times `least`: one stem more or less hears the rest of the
/// song at the same moments but for a few numbers of stems, else all that is decided by a hair would
/// be decided anew.
fn hops_for(cells: usize, stems: usize, [least, most]: [usize; 2]) -> usize {
    let hops = (cells / stems.max(1)).clamp(least, most);
    least << (hops / least).ilog2()
}

/// Loudness while it sounds; none for silence. Stems too short for the gates fall back on their
/// mean power.
fn loudness(m: &Measurement) -> Option<f64> {
    let on_two_db = if m.channels == 1 { MONO_DB } else { 0.0 };
    let gated = m.loudness.integrated_lufs;
    let lufs = if gated.is_finite() {
        gated
    } else {
        let loud = m.envelope.k_power.iter().map(|power| f64::from(*power)).filter(|p| *p > 0.0);
        levels::power_to_lufs(levels::mean(loud))
    };
    (lufs.is_finite() && lufs > AUDIBLE_LUFS).then_some(lufs + on_two_db)
}

fn trim_db(m: &Measurement) -> f64 {
    let peak = if m.peaks.true_dbtp.is_finite() {
        m.peaks.true_dbtp
    } else {
        let peak = m.envelope.peak.iter().copied().fold(0.0_f32, f32::max);
        gain_to_db_f64(f64::from(peak))
    };
    let trim_db = if peak.is_finite() { WORKING_PEAK_DBFS - peak } else { 0.0 };
    crate::draft::round_to(trim_db.clamp(-60.0, 60.0), 0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stem_more_is_heard_at_the_same_moments() {
        let hops = |stems| hops_for(MASKING_CELLS, stems, MASKING_HOPS);
        assert!((1..=16).all(|stems| hops(stems) == 192));
        assert!((17..=32).all(|stems| hops(stems) == 96));
        assert!((33..=400).all(|stems| hops(stems) == 48));
    }
}
