//! Where stems stand in human mixes: fitted numbers, shipped as data.
//!
//! `data/balance.tsv` has one weight for each clue, twice: for a stem that is known by its sound
//! alone, and for one whose role is known, together with offsets of roles and their groups. The
//! data say where they come from; `mixmaster model fit-balance` writes them.

use recipe::{Role, RoleGroup};

use super::clues::{Clues, NAMES};
use crate::role::RolePosterior;

/// Every group once.
pub(crate) const GROUPS: usize = 10;

/// The shipped numbers.
const SHIPPED: &str = include_str!("../../data/balance.tsv");

/// A stem as the balance sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stem {
    /// Loudness on two channels, in LUFS.
    pub lufs: f64,
    /// What its sound says.
    pub clues: Clues,
    /// What it is, if that is known.
    pub role: Role,
    /// How far the role is believed, 0 to 1.
    pub trust: f64,
    /// What it sounds like, where nobody says what it is.
    pub heard: Option<RolePosterior>,
}

/// Where a stem belongs, relative to the other stems of its song.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Loudness, in LU over the usual stem of a song.
    pub lufs: f64,
    /// How far human mixes scatter around it, in LU.
    pub spread_lu: f64,
}

/// Places of stems in human mixes.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    pub(crate) by_sound: Clues,
    pub(crate) by_role: Clues,
    /// What a middling stem is worth, known by sound and by role.
    pub(crate) zero: [f64; 2],
    /// Scatter of human mixes around both, in LU.
    pub(crate) spread_lu: [f64; 2],
    /// One for each of [`Role::ALL`].
    pub(crate) roles: [f64; Role::ALL.len()],
    /// One for each [`RoleGroup`], at [`group_index`].
    pub(crate) groups: [f64; GROUPS],
    /// Weight of the usual place of a role.
    pub(crate) usual: f64,
}

impl Prior {
    /// All stems alike: equal loudness.
    pub(crate) fn flat() -> Self {
        Self {
            by_sound: [0.0; NAMES.len()],
            by_role: [0.0; NAMES.len()],
            zero: [0.0; 2],
            spread_lu: [4.5; 2],
            roles: [0.0; Role::ALL.len()],
            groups: [0.0; GROUPS],
            usual: 0.0,
        }
    }

    /// The numbers that come with the product.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).unwrap_or_else(|_| Self::flat())
    }

    /// Reads the form that [`Self::to_text`] writes.
    ///
    /// # Errors
    ///
    /// The line that is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut prior = Self::flat();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            prior.read(line).ok_or_else(|| line.to_owned())?;
        }
        Ok(prior)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let mut words = line.split('\t');
        let (kind, name) = (words.next()?, words.next()?);
        let values: Vec<f64> = words.map(|word| word.parse().ok()).collect::<Option<_>>()?;
        let sane = values.iter().all(|value| value.is_finite() && value.abs() < 100.0);
        let first = *values.first().filter(|_| sane)?;
        match kind {
            "clue" => {
                let index = NAMES.iter().position(|known| *known == name)?;
                self.by_sound[index] = first;
                self.by_role[index] = *values.get(1)?;
            }
            "whole" if name == "zero" => self.zero = [first, *values.get(1)?],
            "whole" if name == "spread_lu" => {
                self.spread_lu = [first.max(1.0), values.get(1)?.max(1.0)];
            }
            "usual" => self.usual = first,
            "role" => *self.roles.get_mut(role_index(name.parse().ok()?))? = first,
            "group" => {
                let role = Role::ALL.iter().find(|role| group_name(role.group()) == name)?;
                *self.groups.get_mut(group_index(role.group()))? = first;
            }
            _ => return None,
        }
        Some(())
    }

    /// The data file, after `card`, whose lines say where the numbers come from.
    #[must_use]
    pub fn to_text(&self, card: &str) -> String {
        let mut text: String = card.lines().map(|line| format!("# {line}\n")).collect();
        let two = |kind: &str, name: &str, of: [f64; 2]| {
            format!("{kind}\t{name}\t{:.3}\t{:.3}\n", of[0], of[1])
        };
        text += &two("whole", "zero", self.zero);
        text += &two("whole", "spread_lu", self.spread_lu);
        for (index, name) in NAMES.iter().enumerate() {
            text += &two("clue", name, [self.by_sound[index], self.by_role[index]]);
        }
        text += &format!("usual\tplace\t{:.3}\n", self.usual);
        let mut groups: Vec<RoleGroup> = Role::ALL.iter().map(|role| role.group()).collect();
        groups.dedup();
        for group in groups {
            text +=
                &format!("group\t{}\t{:.3}\n", group_name(group), self.groups[group_index(group)]);
        }
        for role in Role::ALL {
            text += &format!("role\t{}\t{:.3}\n", role.name(), self.roles[role_index(role)]);
        }
        text
    }

    /// Where a stem belongs: by its role as far as that is believed, else by its sound. Roles that
    /// are only heard count with their probabilities.
    #[must_use]
    pub fn place(&self, stem: &Stem) -> Place {
        let dot = |weights: &Clues| -> f64 {
            weights.iter().zip(&stem.clues).map(|(weight, clue)| weight * clue).sum()
        };
        let by_sound = dot(&self.by_sound) - self.zero[0];
        let (role_lu, trust) = self.role_lu(stem);
        let by_role = dot(&self.by_role) + role_lu - self.zero[1];
        Place {
            lufs: by_sound + trust * (by_role - by_sound),
            spread_lu: self.spread_lu[0] + trust * (self.spread_lu[1] - self.spread_lu[0]),
        }
    }

    /// What the role of a stem adds to its place, and how far that is believed.
    fn role_lu(&self, stem: &Stem) -> (f64, f64) {
        let of = |role: Role| {
            self.roles[role_index(role)]
                + self.groups[group_index(role.group())]
                + self.usual * usual_lu(role)
        };
        if stem.role != Role::Unknown && stem.trust.is_finite() && stem.trust > 0.0 {
            return (of(stem.role), stem.trust.min(1.0));
        }
        let Some(heard) = stem.heard else { return (0.0, 0.0) };
        let known = || Role::ALL.into_iter().filter(|role| *role != Role::Unknown);
        let sure: f64 = known().map(|role| f64::from(heard.of(role))).sum();
        let lu: f64 = known().map(|role| f64::from(heard.of(role)) * of(role)).sum();
        if sure > 1e-3 { (lu / sure, HEARD_TRUST * sure.min(1.0)) } else { (0.0, 0.0) }
    }
}

/// How far roles that are only heard are believed. With each song left out the error falls with more
/// (by 0.05 LU at a half, 0.1 at the whole), but the network that hears them knows these songs: half
/// of it is for songs that it does not know.
const HEARD_TRUST: f64 = 0.5;

pub(crate) fn role_index(role: Role) -> usize {
    // All roles are in the list; the last of it is the unknown one.
    Role::ALL.iter().position(|known| *known == role).unwrap_or(Role::ALL.len() - 1)
}

pub(crate) const fn group_index(group: RoleGroup) -> usize {
    group as usize
}

fn group_name(group: RoleGroup) -> String {
    format!("{group:?}").to_lowercase()
}

/// Usual loudness relative to the lead voice, in LU over −6: what is known of roles that the
/// fitted songs hold too few of.
///
/// From P. Pestana, J. Reiss, "Intelligent Audio Production Strategies Informed by Best
/// Practices", AES 53rd Int. Conf., 2014 (the voice about as loud as all the rest) and balances of
/// public multitracks, set by hand.
pub(crate) const fn usual_lu(role: Role) -> f64 {
    match role {
        Role::LeadVocal | Role::Speech => 6.0,
        Role::BackingTrack => 5.5,
        Role::DrumsBus => 4.0,
        Role::Kick | Role::Bass | Role::SubBass => 2.0,
        Role::SynthLead => 1.0,
        Role::Snare => 0.5,
        Role::BackingVocals | Role::ElectricGuitar => 0.0,
        Role::Piano | Role::Synth => -0.5,
        Role::Claps
        | Role::AcousticGuitar
        | Role::Keys
        | Role::Brass
        | Role::Woodwinds
        | Role::Unknown => -1.0,
        Role::Strings => -1.5,
        Role::Toms => -2.0,
        Role::Overheads | Role::Organ | Role::SynthPad => -2.5,
        Role::Percussion | Role::Fx => -3.0,
        Role::Cymbals => -3.5,
        Role::Hats => -5.5,
    }
}
