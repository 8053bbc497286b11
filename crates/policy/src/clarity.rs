//! Room for what matters: dynamic equaliser on what covers the lead, the kick, the bass, or, where
//! nobody sings, the instrument that leads; only while they sound.
//!
//! What covers whom, and how much of it a cut frees, is asked of [`measure::masking`]: partial
//! loudness and masked thresholds in the mix as the faders make it. A cut goes where its stem takes
//! most loudness from the other, as wide as that region is, and grows in half dBs as long as each
//! frees enough of it. What only just pays is a small move: the cut grows from nothing at the floor
//! to its full depth at twice the floor, so that no hair's breadth in a stem decides over whole dBs.
//! Every cut is left out again at the end for its counterfactual; those that do not pay, or cost
//! the others more than they bring, are dropped.

use audio::math::power_to_db;
use measure::ERB_BANDS;
use measure::masking::{Gain, Hearing, Masking};
use recipe::{Action, Role, RoleGroup};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};
use crate::scene::{Part, Scene};

/// What is masked for less of its time × bands than this, in percent, is clear.
const MASKED_FLOOR_PCT: f64 = 6.0;

/// A stem that takes less than this share of another's loudness is not in its way.
const LOSS_FLOOR: f64 = 0.03;

/// The whole move has to free this much of the masked share, in percent points, and has its full
/// depth from the second on …
const GAIN_FLOOR_PCT: [f64; 2] = [1.5, 3.0];
/// … and every dB of it this much.
const GAIN_PER_DB_PCT: f64 = 0.7;

/// Cuts in dB: the first, the step, the most. The guardrail is 4.
const CUT_DB: [f64; 3] = [1.0, 0.5, 3.0];

/// Cuts under this are not heard, in dB.
const CUT_FLOOR_DB: f64 = 0.3;

/// What is cut may lose this much of its own audibility, in percent points: up to the first the cut
/// stays whole, at the second nothing is left of it.
const PRICE_PCT: [f64; 2] = [1.0, 2.0];

/// The same of what all others lose, as a share of what is gained.
const PRICE_SHARE: [f64; 2] = [0.5, 1.0];

/// Moves for one stem that matters, and on one stem that gives way.
const HELPERS: usize = 3;
const CUTS: usize = 2;

/// Where cuts may lie, in Hz: below, bass and kick have their own duck; above, there is only air.
const CUT_HZ: [f64; 2] = [80.0, 9_000.0];

/// The threshold lies this far under the key's usual level in the band, in dB: with 3 : 1 the full
/// cut is reached before the key is at its usual level.
const UNDER_KEY_DB: f64 = 8.0;
const RATIO: f64 = 3.0;

/// Dynamic equaliser moves for all that matters.
pub(crate) fn moves(scene: &Scene<'_>) -> Vec<Draft> {
    let mut room = Room::new(scene);
    for target in targets(scene, &room.gains) {
        room.clear(target);
    }
    room.finish()
}

/// Who may not be covered, the most important first.
fn targets(scene: &Scene<'_>, gains: &[Gain]) -> Vec<usize> {
    let index = |part: &Part<'_>| scene.parts.iter().position(|other| other.id == part.id);
    let lead = scene.loudest(|part| part.is_lead());
    let leader = if lead.is_none() { leader(scene, gains) } else { None };
    let kick = scene.loudest(|part| part.role == Role::Kick);
    let bass = scene.loudest(|part| part.group() == RoleGroup::Bass);
    [lead.or(leader), kick, bass].into_iter().flatten().filter_map(index).collect()
}

/// The instrument that is heard most where nobody sings.
pub(crate) fn leader<'a, 'b>(scene: &'a Scene<'b>, gains: &[Gain]) -> Option<&'a Part<'b>> {
    use RoleGroup::{Guitars, Keys, Strings, Synths, Winds};
    let heard = scene.masking.hear(gains);
    let sones = |part: &(usize, &Part<'_>)| {
        heard.stems.get(part.0).map_or(0.0, |stem| stem.loudness_sones()) * part.1.active_share()
    };
    let tuneful = |part: &(usize, &'a Part<'b>)| {
        matches!(part.1.group(), Guitars | Keys | Strings | Synths | Winds)
            && part.1.role != Role::SynthPad
    };
    let parts = scene.parts.iter().enumerate().filter(tuneful);
    parts
        .max_by(|a, b| sones(a).total_cmp(&sones(b)).then(b.1.id.cmp(a.1.id)))
        .map(|(_, part)| part)
}

/// One cut.
#[derive(Clone, Debug)]
struct Cut {
    target: usize,
    masker: usize,
    freq_hz: f64,
    q: f64,
    cut_db: f64,
    threshold_db: f64,
    /// Level of the key in the band over the threshold, per hop of the grid, in dB.
    over_db: Vec<f64>,
}

impl Cut {
    fn bands_db(&self) -> Bands {
        std::array::from_fn(|band| {
            erb::bell_db(erb::centre_hz(band), self.freq_hz, -self.cut_db, self.q)
        })
    }

    /// Share of the cut that the key opens in a hop of the grid: the static curve of the equaliser.
    fn depth(&self, place: usize) -> f64 {
        let over_db = self.over_db.get(place).copied().unwrap_or(f64::NEG_INFINITY);
        ((1.0 - 1.0 / RATIO) * over_db / self.cut_db).clamp(0.0, 1.0)
    }
}

/// What a band-pass lets through, per band: a bell's skirt over its gain.
fn band_pass(freq_hz: f64, q: f64) -> Bands {
    std::array::from_fn(|band| {
        erb::db_to_power(erb::bell_db(erb::centre_hz(band), freq_hz, 20.0, q) - 20.0)
    })
}

fn level_db(bands: &Bands, ear: &Bands) -> f64 {
    power_to_db(bands.iter().zip(ear).map(|(power, ear)| power * ear).sum::<f64>().max(1e-15))
}

/// The mix while room is made in it.
struct Room<'a, 'b> {
    scene: &'a Scene<'b>,
    gains: Vec<Gain>,
    cuts: Vec<Cut>,
}

impl<'a, 'b> Room<'a, 'b> {
    fn new(scene: &'a Scene<'b>) -> Self {
        Self { scene, gains: scene.gains(), cuts: Vec::new() }
    }

    /// The mix with some cuts.
    fn with<'c>(&self, cuts: impl Iterator<Item = &'c Cut>) -> Masking {
        cuts.fold(self.scene.masking.clone(), |mix, cut| self.and(&mix, cut))
    }

    fn and(&self, mix: &Masking, cut: &Cut) -> Masking {
        let hops = mix.hops();
        let place = |hop: usize| hops.binary_search(&hop).unwrap_or(usize::MAX);
        mix.with(cut.masker, &cut.bands_db(), |hop| cut.depth(place(hop)))
    }

    fn masked_pct(&self, mix: &Masking, stem: usize) -> f64 {
        100.0 * mix.hear_one(&self.gains, stem).map_or(0.0, |heard| heard.masked_share())
    }

    /// Makes room for one stem.
    fn clear(&mut self, target: usize) {
        let mut mix = self.with(self.cuts.iter());
        for _ in 0..HELPERS {
            let masked_pct = self.masked_pct(&mix, target);
            if masked_pct < MASKED_FLOOR_PCT {
                return;
            }
            let Some(cut) = self.best(&mix, target, masked_pct) else { return };
            mix = self.and(&mix, &cut);
            self.cuts.push(cut);
        }
    }

    /// The cut on whoever takes most, if it pays.
    fn best(&self, mix: &Masking, target: usize, masked_pct: f64) -> Option<Cut> {
        let losses = mix.losses(&self.gains, target);
        let heard = mix.hear(&self.gains);
        let own = &heard.stems[target];
        let alone = own.loudness_sones() / own.kept_share().max(1e-6);
        let mut maskers: Vec<(usize, f64)> = losses
            .iter()
            .enumerate()
            .map(|(index, bands)| (index, bands.iter().sum::<f64>() / alone.max(1e-9)))
            .filter(|(index, share)| *share >= LOSS_FLOOR && self.gives_way(*index, target))
            .collect();
        maskers.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        maskers.truncate(HELPERS);
        maskers.iter().find_map(|(masker, _)| {
            let mut cut = self.sized(mix, (target, *masker), &losses[*masker], masked_pct)?;
            let after = self.and(mix, &cut).hear(&self.gains);
            cut.cut_db = round_to(cut.cut_db * worth(&heard, &after, &cut), 0.1);
            (cut.cut_db >= CUT_FLOOR_DB).then_some(cut)
        })
    }

    /// Less important than the target, of a known role, and not cut too often already.
    fn gives_way(&self, masker: usize, target: usize) -> bool {
        let rank = |part: &Part<'_>| match part.role {
            _ if part.is_lead() => 0,
            Role::Kick | Role::Bass | Role::SubBass | Role::Snare => 1,
            Role::Unknown | Role::BackingTrack | Role::DrumsBus => 0,
            _ => 2,
        };
        let cuts = self.cuts.iter().filter(|cut| cut.masker == masker);
        let again = self.cuts.iter().any(|cut| cut.masker == masker && cut.target == target);
        let (other, own) = (&self.scene.parts[masker], &self.scene.parts[target]);
        masker != target && rank(other) > rank(own).min(1) && cuts.count() < CUTS && !again
    }

    /// As deep as every step pays.
    fn sized(
        &self,
        mix: &Masking,
        (target, masker): (usize, usize),
        loss: &Bands,
        masked_pct: f64,
    ) -> Option<Cut> {
        let (freq_hz, q) = region(loss)?;
        let key = &self.scene.parts[target];
        let ear = band_pass(freq_hz, q);
        let usual_db = level_db(&key.bands, &ear) + key.trim_db;
        let threshold_db = round_to((usual_db - UNDER_KEY_DB).clamp(-80.0, 0.0), 0.1);
        let over_db = |hop: &usize| {
            level_db(&key.heard.excitation.powers(*hop), &ear) + key.trim_db - threshold_db
        };
        let over_db: Vec<f64> = mix.hops().iter().map(over_db).collect();
        let mut best: Option<Cut> = None;
        let (mut cut_db, mut before_pct) = (CUT_DB[0], masked_pct);
        let mut step_db = cut_db;
        while cut_db <= CUT_DB[2] {
            let over_db = over_db.clone();
            let cut = Cut { target, masker, freq_hz, q, cut_db, threshold_db, over_db };
            let after_pct = self.masked_pct(&self.and(mix, &cut), target);
            if before_pct - after_pct < GAIN_PER_DB_PCT * step_db {
                break;
            }
            best = Some(cut);
            (before_pct, step_db) = (after_pct, CUT_DB[1]);
            cut_db += step_db;
        }
        best
    }

    fn finish(self) -> Vec<Draft> {
        let unity: Vec<Gain> = self.scene.parts.iter().map(|_| Gain::db(0.0)).collect();
        let all = self.with(self.cuts.iter());
        let draft = |(index, cut): (usize, &Cut)| {
            let others = self.cuts.iter().enumerate().filter(|(other, _)| *other != index);
            let without = self.with(others.map(|(_, cut)| cut));
            let without_pct = self.masked_pct(&without, cut.target);
            let after_pct = self.masked_pct(&all, cut.target);
            let heard = self.scene.masking.hear_one(&unity, cut.target);
            let before_pct = 100.0 * heard.map_or(0.0, |heard| heard.masked_share());
            (without_pct - after_pct >= 0.5 * GAIN_PER_DB_PCT * cut.cut_db)
                .then(|| self.draft(cut, [before_pct, without_pct, after_pct]))
        };
        self.cuts.iter().enumerate().filter_map(draft).collect()
    }

    fn draft(&self, cut: &Cut, [before_pct, without_pct, after_pct]: [f64; 3]) -> Draft {
        let (masker, target) = (&self.scene.parts[cut.masker], &self.scene.parts[cut.target]);
        let quick = target.group() == RoleGroup::Drums;
        let (attack_ms, release_ms) = if quick { (5.0, 90.0) } else { (15.0, 120.0) };
        Draft::new(masker.id, Action::DynamicEq)
            .word("shape", "bell")
            .word("key", target.id)
            .set("freq_hz", cut.freq_hz)
            .set("q", cut.q)
            .set("threshold_db", cut.threshold_db)
            .set("ratio", RATIO)
            .set("range_db", -cut.cut_db)
            .set("attack_ms", attack_ms)
            .set("release_ms", release_ms)
            .because(format!(
                "{without_pct:.1} % of {} lie under what the others leave to be heard, and {} takes \
                 most of it around {:.0} Hz; {:.1} dB less there while it sounds leave \
                 {after_pct:.1} %",
                target.id,
                name(masker.role),
                cut.freq_hz,
                cut.cut_db
            ))
            .evidence("masked_share_pct", before_pct, after_pct)
            .without(without_pct)
    }
}

/// Share of a cut that is worth it, 0 to 1: the target gains enough, what is cut stays heard, and all
/// others lose less than is gained.
fn worth(before: &Hearing, after: &Hearing, cut: &Cut) -> f64 {
    let change_pct = |stem: usize| {
        100.0 * (after.stems[stem].masked_share() - before.stems[stem].masked_share())
    };
    let gain_pct = -change_pct(cut.target);
    let others = (0..before.stems.len()).filter(|stem| *stem != cut.target);
    let price_pct: f64 = others.map(|stem| change_pct(stem).max(0.0)).sum();
    let rise =
        |value: f64, [none, full]: [f64; 2]| ((value - none) / (full - none)).clamp(0.0, 1.0);
    let gains = rise(gain_pct, GAIN_FLOOR_PCT);
    let own = 1.0 - rise(change_pct(cut.masker), PRICE_PCT);
    let all = 1.0 - rise(price_pct / gain_pct.max(1e-9), PRICE_SHARE);
    gains.min(own).min(all)
}

/// Where most is lost: the centre of the region that loses at least half of the most, and its Q.
fn region(loss: &Bands) -> Option<(f64, f64)> {
    let inside = |band: &usize| (CUT_HZ[0]..CUT_HZ[1]).contains(&erb::centre_hz(*band));
    let smooth = |band: usize| {
        let around = band.saturating_sub(1)..=(band + 1).min(ERB_BANDS - 1);
        around.map(|band| loss[band]).sum::<f64>()
    };
    let top = (0..ERB_BANDS).filter(inside).fold(None, |top: Option<usize>, band| {
        top.filter(|top| smooth(*top) >= smooth(band)).or(Some(band))
    })?;
    let half = 0.5 * smooth(top);
    let lost = |band: &usize| inside(band) && smooth(*band) >= half && half > 0.0;
    let low = (0..=top).rev().take_while(lost).last()?;
    let high = (top..ERB_BANDS).take_while(lost).last()?;
    let (low_hz, high_hz) = (erb::edge_hz(low), erb::edge_hz(high + 1));
    let freq_hz = (low_hz * high_hz).sqrt();
    Some((freq_hz, round_to((freq_hz / (high_hz - low_hz)).clamp(0.7, 3.0), 0.1)))
}

#[cfg(test)]
#[path = "clarity_tests.rs"]
mod tests;
