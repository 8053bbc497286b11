//! Counterfactuals: what a move is worth beside all others.
//!
//! Who makes a move knows its number as delivered, and foresees what it will be. What it would be in
//! the finished mix without that move depends on all others: here they are known, and where the
//! number can be had from what was measured, it is taken three times by one formula, of the mix as
//! delivered, with all moves but this one, and with all of them:
//!
//! - filters and equalisers, of stems and of buses: powers per ERB band through all static curves;
//! - width: side over mid of the mix, powers of stems added;
//! - compressors of stems: the spread of levels hop by hop, ridden faders behind them included.
//!
//! Masking, rides, trims, faders and sends measure theirs where they are made. All other moves claim
//! none: gates, de-essers, saturation, buses' compressors and repairs have a number before and after.

use audio::math::power_to_db;
use measure::masking::Gain;
use measure::{ENVELOPE_HOP_MS, ERB_BANDS};
use recipe::Action;

use crate::curve::Character;
use crate::draft::Draft;
use crate::erb::{self, Bands, db_to_power};
use crate::scene::{BusName, Part, Scene};
use crate::{buses, dynamics, rides, tone};

/// Side and mid of low ends, in Hz.
const LOW_HZ: f64 = 120.0;

/// All moves, with a second measurement where there is one.
pub(crate) fn measured(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let numbers: Vec<Option<Numbers>> = {
        let desk = Desk { scene, drafts: &drafts };
        (0..drafts.len()).map(|at| desk.numbers(at)).collect()
    };
    for (draft, numbers) in drafts.iter_mut().zip(numbers) {
        if let Some(Numbers { metric, before, without, after }) = numbers {
            draft.prove(metric, [before, without, after]);
        }
    }
    drafts
}

/// As delivered, without one move, and with all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Numbers {
    metric: &'static str,
    before: f64,
    without: f64,
    after: f64,
}

/// Which moves are at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Delivered,
    /// All but one.
    Without(usize),
    Finished,
}

/// The console as far as its numbers follow from measurements.
struct Desk<'a, 'b> {
    scene: &'a Scene<'b>,
    drafts: &'a [Draft],
}

impl Desk<'_, '_> {
    fn numbers(&self, index: usize) -> Option<Numbers> {
        let draft = &self.drafts[index];
        let part = self.scene.parts.iter().find(|part| part.id == draft.target());
        let bus = BusName::ALL.into_iter().find(|bus| bus.id() == draft.target());
        let thrice = |metric: &'static str, of: &dyn Fn(At) -> f64| Numbers {
            metric,
            before: of(At::Delivered),
            without: of(At::Without(index)),
            after: of(At::Finished),
        };
        let share_db = |part: &Part<'_>, at: At, [low_hz, high_hz]: [f64; 2]| {
            let bands = self.bands(part, at);
            let all: f64 = bands.iter().sum();
            power_to_db((erb::between(&bands, low_hz, high_hz) / all.max(1e-30)).max(1e-15))
        };
        match (draft.action(), part, bus) {
            (Action::HighPass, Some(part), _) => {
                let hz = draft.number("freq_hz")?;
                Some(thrice("rumble_share_db", &|at| share_db(part, at, [0.0, hz])))
            }
            (Action::LowPass, Some(part), _) => {
                let hz = draft.number("freq_hz")?;
                Some(thrice("hiss_share_db", &|at| share_db(part, at, [hz, 40_000.0])))
            }
            (Action::Eq, Some(part), _) => {
                let (hz, over_db) = (draft.number("freq_hz")?, draft.before()?);
                let delivered_db = tone::excess_at_db(&self.bands(part, At::Delivered), hz)?;
                let moved = |at| tone::excess_at_db(&self.bands(part, at), hz);
                let of = |at| over_db + moved(at).unwrap_or(delivered_db) - delivered_db;
                Some(thrice("resonance_db", &of))
            }
            (Action::Eq, None, Some(bus)) => {
                let shape = buses::shape(draft.metric()?)?;
                Some(thrice(shape.metric, &|at| (shape.of)(&self.bus_bands(bus, at))))
            }
            (Action::Width, Some(_), _) => {
                let is_low = draft.number("mono_below_hz").is_some_and(|hz| hz > 0.0);
                let (metric, to_hz) = if is_low {
                    ("mix_low_side_over_mid", LOW_HZ)
                } else {
                    ("mix_side_over_mid", f64::INFINITY)
                };
                Some(thrice(metric, &|at| self.side_over_mid(at, to_hz)))
            }
            (Action::Compressor, Some(part), _) => {
                let levels_db = self.strip_levels_db(part, draft);
                let of = |at| {
                    let compressor = (at == At::Finished).then_some(draft);
                    self.spread_db(part, &levels_db, compressor, at != At::Delivered)
                };
                Some(thrice("level_spread_db", &of))
            }
            _ => None,
        }
    }

    /// Moves on `target` that are at work.
    fn on(&self, target: &str, at: At) -> impl Iterator<Item = &Draft> {
        let works = move |index: usize| match at {
            At::Delivered => false,
            At::Without(one) => index != one,
            At::Finished => true,
        };
        let on = self.drafts.iter().enumerate();
        on.filter(move |(index, draft)| works(*index) && draft.target() == target)
            .map(|(_, draft)| draft)
    }

    /// Gain of all static curves on `target`, in dB.
    fn curve_db(&self, target: &str, at: At) -> Bands {
        let mut curve_db = [0.0; ERB_BANDS];
        for draft in self.on(target, at) {
            for (band, db) in curve_db.iter_mut().enumerate() {
                *db += response_db(draft, erb::centre_hz(band));
            }
        }
        curve_db
    }

    fn bands(&self, part: &Part<'_>, at: At) -> Bands {
        let curve_db = self.curve_db(part.id, at);
        std::array::from_fn(|band| part.bands[band] * db_to_power(curve_db[band]))
    }

    fn bus_bands(&self, bus: BusName, at: At) -> Bands {
        let curve_db = self.curve_db(bus.id(), at);
        let mut sum = [0.0; ERB_BANDS];
        for part in self.scene.on(bus) {
            let gain = if at == At::Delivered { 1.0 } else { part.fader_power() };
            for (band, power) in self.bands(part, at).iter().enumerate() {
                sum[band] += gain * power * db_to_power(curve_db[band]);
            }
        }
        sum
    }

    /// RMS of side over RMS of mid of all stems under a frequency.
    fn side_over_mid(&self, at: At, to_hz: f64) -> f64 {
        let (mut mid, mut side) = (0.0, 0.0);
        for part in &self.scene.parts {
            let gain = if at == At::Delivered { 1.0 } else { part.fader_power() };
            let curve_db = self.curve_db(part.id, at);
            let [to_mid, to_side] = panned(self.on(part.id, at));
            let widens = self.on(part.id, at).find(|draft| draft.action() == Action::Width);
            let spectrum = &part.heard.spectrum;
            for (band, curve_db) in curve_db.iter().enumerate() {
                let hz = erb::centre_hz(band);
                if hz >= to_hz {
                    break;
                }
                let power = gain * db_to_power(*curve_db);
                let own_mid = power * db_to_power(f64::from(spectrum.mid_erb_db[band]));
                let width = widens.map_or(1.0, |draft| width_power(draft, hz));
                let own_side = power * width * db_to_power(f64::from(spectrum.side_erb_db[band]));
                mid += own_mid * to_mid;
                side += own_mid * to_side + own_side;
            }
        }
        (side / mid.max(1e-30)).sqrt()
    }

    /// Levels that the detector of a compressor hears.
    fn strip_levels_db(&self, part: &Part<'_>, compressor: &Draft) -> Vec<f32> {
        let peaks = compressor.says("detector", "peak");
        if peaks { part.strip_peaks_db() } else { part.strip_levels_db() }
    }

    /// The spread of levels while the stem sounds, behind a compressor and under a ridden fader.
    fn spread_db(
        &self,
        part: &Part<'_>,
        levels_db: &[f32],
        compressor: Option<&Draft>,
        ridden: bool,
    ) -> f64 {
        let reductions: Vec<f64> = compressor
            .and_then(|draft| Some((character(draft)?, draft.number("threshold_db")?)))
            .map_or_else(
                || vec![0.0; levels_db.len()],
                |(character, threshold_db)| character.reductions(levels_db, threshold_db).collect(),
            );
        let lane = self.on(part.id, At::Finished).find_map(Draft::lane).filter(|_| ridden);
        let per_hop = self.scene.session.sum.sample_rate_hz * ENVELOPE_HOP_MS / 1e3;
        let lane_db = |hop: usize| lane.map_or(0.0, |it| rides::at_db(it, hop as f64 * per_hop));
        let heard = levels_db.iter().zip(&part.active).zip(&reductions).enumerate();
        let mut levels: Vec<f64> = heard
            .filter(|(_, ((level_db, active), _))| **active && level_db.is_finite())
            .map(|(hop, ((level_db, _), reduction_db))| {
                f64::from(*level_db) - reduction_db + lane_db(hop)
            })
            .collect();
        dynamics::spread_db(&mut levels).unwrap_or(0.0)
    }
}

/// The character that a compressor was given.
fn character(draft: &Draft) -> Option<Character> {
    Some(Character {
        ratio: draft.number("ratio")?,
        knee_db: draft.number("knee_db")?,
        attack_ms: draft.number("attack_ms")?,
        release_ms: draft.number("release_ms")?,
    })
}

/// Gain of a static filter or equaliser at a frequency, in dB; 0 of any other move.
fn response_db(draft: &Draft, hz: f64) -> f64 {
    let Some(freq_hz) = draft.number("freq_hz") else { return 0.0 };
    let order = draft.number("slope_db_per_oct").map_or(2, |slope| (slope / 6.0).round() as u32);
    let (gain_db, q) = (draft.number("gain_db").unwrap_or(0.0), draft.number("q").unwrap_or(0.7));
    match draft.action() {
        Action::HighPass => erb::high_pass_db(hz, freq_hz, order),
        // Mirrored: a Butterworth low-pass is the high-pass of the inverse frequency.
        Action::LowPass => erb::high_pass_db(freq_hz, hz, order),
        Action::Eq if draft.says("shape", "bell") => erb::bell_db(hz, freq_hz, gain_db, q),
        Action::Eq if draft.says("shape", "high_shelf") => {
            erb::high_shelf_db(hz, freq_hz, gain_db, q)
        }
        _ => 0.0,
    }
}

/// Powers of mid and side of a centred stem that is panned with constant power.
fn panned<'a>(mut on: impl Iterator<Item = &'a Draft>) -> [f64; 2] {
    let position = on
        .find(|draft| draft.action() == Action::Pan)
        .and_then(|draft| draft.number("position_pct"))
        .unwrap_or(0.0)
        / 100.0;
    let Gain { left, right } = Gain::panned(0.0, position);
    let (left, right) = (left.sqrt(), right.sqrt());
    [0.25 * (left + right) * (left + right), 0.25 * (left - right) * (left - right)]
}

/// Power gain of the side through a width, at a frequency: the low end goes by 24 dB per octave.
fn width_power(draft: &Draft, hz: f64) -> f64 {
    let share = draft.number("width_pct").unwrap_or(100.0) / 100.0;
    let below_hz = draft.number("mono_below_hz").unwrap_or(0.0);
    let low_db = if below_hz > 0.0 { 2.0 * erb::high_pass_db(hz, below_hz, 2) } else { 0.0 };
    share * share * db_to_power(low_db)
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
