//! Section trims: a stem that the ear loses in one part of the song stands a little higher there,
//! and one that covers others there a little lower.
//!
//! The balance sets one fader for the whole song. What is heard of a stem is not the same in every
//! part of it: the choir that is clear in a verse drowns in the chorus. The target of a stem is the
//! share of its loudness that is left of it over the whole song ([`measure::masking`]); a section
//! in which that share is far from the target asks for half of the difference, within ±2 dB. A trim
//! stays when the model says that it brings cells over the masked threshold, its own or others',
//! and costs the rest less. The fader moves within a bar, and the loudness of the whole stem stays.

use audio::math::power_to_db;
use measure::masking::{Hearing, Masking, StemHearing};
use measure::{ENVELOPE_HOP_MS, ERB_BANDS, EXCITATION_HOP_MS, Section};
use recipe::{Action, Brief};

use crate::draft::Draft;
use crate::erb::db_to_power;
use crate::levels;
use crate::rides;
use crate::scene::{Part, Scene};

/// Farther from its target than this, in dB of a loudness that doubles with 10, a section asks for
/// a trim …
const ASK_DB: f64 = 2.0;
/// … of this share of it, …
const SHARE: f64 = 0.5;
/// … and within this, in dB.
const TRIM_MAX_DB: f64 = 2.0;

/// What a trim has to bring over the masked threshold in its section, in percent points of the
/// stems that gain, and what it may take from all others, against that.
const FREED_FLOOR_PCT: f64 = 3.0;
const PRICE_SHARE: f64 = 0.5;

/// A section says something about a stem that sounds in this many hops of the grid there.
const SOUNDING_MIN: usize = 6;

/// Trims that are tried; each is heard once.
const TRIED_MAX: usize = 12;

/// A bar where no tempo is known, in s.
const BAR_S: f64 = 2.0;

/// One lane for every stem that has trims; `ridden` stems have a lane already.
pub(crate) fn moves(scene: &Scene<'_>, brief: &Brief, ridden: &[Draft]) -> Vec<Draft> {
    let sections = &scene.session.sections;
    if brief.respect_user_gains || sections.len() < 2 || scene.parts.len() < 2 {
        return Vec::new();
    }
    let is_free = |part: &Part<'_>| !ridden.iter().any(|lane| lane.is(part.id, Action::Automation));
    let mut trims = Trims::new(scene, sections);
    for ask in trims.asks(is_free) {
        trims.attempt(ask);
    }
    trims.finish()
}

/// A section in which a stem is far from its target.
#[derive(Clone, Copy, Debug)]
struct Ask {
    part: usize,
    section: usize,
    trim_db: f64,
}

struct Trims<'a, 'b> {
    scene: &'a Scene<'b>,
    sections: &'a [Section],
    faders_db: Vec<f64>,
    /// The song with the trims so far, and what is heard of it.
    mix: Masking,
    heard: Hearing,
    kept: Vec<Ask>,
}

impl<'a, 'b> Trims<'a, 'b> {
    fn new(scene: &'a Scene<'b>, sections: &'a [Section]) -> Self {
        let faders_db: Vec<f64> = scene.parts.iter().map(|part| part.fader_db).collect();
        let mix = scene.masking.clone();
        let heard = mix.hear_db(&faders_db);
        Self { scene, sections, faders_db, mix, heard, kept: Vec::new() }
    }

    /// Hops of the grid in a section.
    fn hops(&self, section: usize) -> impl Fn(usize) -> bool + use<> {
        let Section { start_s, end_s, .. } = self.sections[section];
        move |hop| {
            let at_s = hop as f64 * EXCITATION_HOP_MS / 1e3;
            (start_s..end_s).contains(&at_s)
        }
    }

    /// Everything that is far from its target, the farthest first.
    fn asks(&self, is_free: impl Fn(&Part<'_>) -> bool) -> Vec<Ask> {
        let mut asks: Vec<(f64, Ask)> = Vec::new();
        for (part, stem) in self.heard.stems.iter().enumerate() {
            let Some(target) = self.kept_share(stem, &|_| true) else { continue };
            if !is_free(&self.scene.parts[part]) {
                continue;
            }
            for section in 0..self.sections.len() {
                let inside = self.hops(section);
                let Some(share) = self.kept_share(stem, &inside) else { continue };
                let short_db = 10.0 * power_to_db(target / share.max(1e-3)) / power_to_db(2.0);
                if short_db.abs() >= ASK_DB {
                    let trim_db = (SHARE * short_db).clamp(-TRIM_MAX_DB, TRIM_MAX_DB);
                    asks.push((short_db.abs(), Ask { part, section, trim_db }));
                }
            }
        }
        asks.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then((a.1.part, a.1.section).cmp(&(b.1.part, b.1.section)))
        });
        asks.into_iter().take(TRIED_MAX).map(|(_, ask)| ask).collect()
    }

    /// Share of a stem's loudness that is left of it in some hops; none where it hardly sounds.
    fn kept_share(&self, stem: &StemHearing, inside: &dyn Fn(usize) -> bool) -> Option<f64> {
        let (mut partial, mut alone, mut count) = (0.0, 0.0, 0_usize);
        for (at, hop) in self.mix.hops().iter().enumerate() {
            if stem.own[at] != 0 && inside(*hop) {
                partial += f64::from(stem.partial_sones[at]);
                alone += f64::from(stem.alone_sones[at]);
                count += 1;
            }
        }
        (count >= SOUNDING_MIN && alone > 0.0).then(|| (partial / alone).min(1.0))
    }

    /// Percent of a stem's cells in a section that are masked.
    fn masked_pct(&self, stem: &StemHearing, section: usize) -> f64 {
        let inside = self.hops(section);
        let count = |bits: &[u64]| {
            let hops = self.mix.hops().iter().zip(bits).filter(|(hop, _)| inside(**hop));
            hops.map(|(_, bits)| u64::from(bits.count_ones())).sum::<u64>() as f64
        };
        100.0 * count(&stem.masked) / count(&stem.own).max(1.0)
    }

    fn sounds(&self, stem: &StemHearing, section: usize) -> bool {
        let inside = self.hops(section);
        self.mix.hops().iter().zip(&stem.own).any(|(hop, own)| inside(*hop) && *own != 0)
    }

    /// Keeps a trim that frees more than it costs.
    fn attempt(&mut self, ask: Ask) {
        let inside = self.hops(ask.section);
        let open = |hop: usize| f64::from(u8::from(inside(hop)));
        let mix = self.mix.with(ask.part, &[ask.trim_db; ERB_BANDS], open);
        let heard = mix.hear_db(&self.faders_db);
        let (mut freed_pct, mut price_pct) = (0.0, 0.0);
        for (before, after) in self.heard.stems.iter().zip(&heard.stems) {
            let change_pct =
                self.masked_pct(after, ask.section) - self.masked_pct(before, ask.section);
            if change_pct < 0.0 { freed_pct -= change_pct } else { price_pct += change_pct }
        }
        if freed_pct >= FREED_FLOOR_PCT && price_pct <= PRICE_SHARE * freed_pct {
            (self.mix, self.heard) = (mix, heard);
            self.kept.push(ask);
        }
    }

    fn finish(&self) -> Vec<Draft> {
        (0..self.scene.parts.len()).filter_map(|part| self.draft(part)).collect()
    }

    fn draft(&self, index: usize) -> Option<Draft> {
        let trims: Vec<Ask> = self.kept.iter().filter(|ask| ask.part == index).copied().collect();
        let most = trims
            .iter()
            .copied()
            .reduce(|most, ask| if ask.trim_db.abs() > most.trim_db.abs() { ask } else { most })?;
        // What all sections' trims of this stem are worth, the others' standing.
        let mut without = self.scene.masking.clone();
        for ask in self.kept.iter().filter(|ask| ask.part != index) {
            let inside = self.hops(ask.section);
            let open = |hop: usize| f64::from(u8::from(inside(hop)));
            without = without.with(ask.part, &[ask.trim_db; ERB_BANDS], open);
        }
        let without = without.hear_db(&self.faders_db);
        // A lift is for the stem itself, a dip for all others.
        let lifts = most.trim_db > 0.0;
        let heard_pct = |heard: &Hearing| {
            let stems = heard.stems.iter().enumerate();
            let gains = stems.filter(|(at, _)| (*at == index) == lifts).map(|(_, stem)| stem);
            let sounding = gains.filter(|stem| self.sounds(stem, most.section));
            levels::mean(sounding.map(|stem| self.masked_pct(stem, most.section)))
        };
        let delivered = self.scene.masking.hear_db(&vec![0.0; self.faders_db.len()]);
        let [before_pct, without_pct, after_pct] =
            [&delivered, &without, &self.heard].map(heard_pct);
        let who = if lifts { "it" } else { "the others" };
        let part = &self.scene.parts[index];
        let section = &self.sections[most.section];
        let frames_per_step =
            self.scene.session.sum.sample_rate_hz * rides::STEP as f64 * ENVELOPE_HOP_MS / 1e3;
        let gains_db = self.gains_db(part, &trims);
        Some(
            Draft::new(part.id, Action::Automation)
                .points(rides::lane(&gains_db, frames_per_step))
                .because(format!(
                    "what is heard of {} in part {} (from {:.0} s) is far from the rest of the \
                     song: {:+.1} dB there leave {after_pct:.1} % of {who} masked instead of \
                     {without_pct:.1} %",
                    part.id,
                    char::from(section.label),
                    section.start_s,
                    most.trim_db
                ))
                .evidence("masked_share_in_part_pct", before_pct, after_pct)
                .without(without_pct),
        )
    }

    /// The fader at every step: it moves within a bar, around the border.
    fn gains_db(&self, part: &Part<'_>, trims: &[Ask]) -> Vec<f64> {
        let power: Vec<f64> = part.k_power().collect();
        let step_s = rides::STEP as f64 * ENVELOPE_HOP_MS / 1e3;
        let wanted = |step: usize| {
            let at_s = step as f64 * step_s;
            let here = |ask: &&Ask| {
                let Section { start_s, end_s, .. } = self.sections[ask.section];
                (start_s..end_s).contains(&at_s)
            };
            trims.iter().find(here).map_or(0.0, |ask| ask.trim_db)
        };
        let wanted: Vec<f64> = (0..power.len().div_ceil(rides::STEP)).map(wanted).collect();
        let step_db = 2.0 * TRIM_MAX_DB * step_s / self.bar_s();
        let later = rides::slewed(wanted.iter().copied(), step_db);
        let mut earlier = rides::slewed(wanted.iter().rev().copied(), step_db);
        earlier.reverse();
        let smooth: Vec<f64> = later.iter().zip(&earlier).map(|(a, b)| 0.5 * (a + b)).collect();
        let (mut plain, mut ridden) = (0.0, 0.0);
        for (hops, db) in power.chunks(rides::STEP).zip(&smooth) {
            let sum: f64 = hops.iter().sum();
            plain += sum;
            ridden += sum * db_to_power(*db);
        }
        let common_db = if plain > 0.0 { power_to_db(ridden / plain) } else { 0.0 };
        smooth.iter().map(|db| db - common_db).collect()
    }

    fn bar_s(&self) -> f64 {
        let bars: Vec<f64> = self
            .scene
            .session
            .grid
            .as_ref()
            .map_or(Vec::new(), |grid| grid.downbeats_s().collect());
        let lengths = bars.windows(2).map(|pair| pair[1] - pair[0]);
        let bar_s = levels::mean(lengths);
        if (0.5..=8.0).contains(&bar_s) { bar_s } else { BAR_S }
    }
}

#[cfg(test)]
#[path = "trims_tests.rs"]
mod tests;
