//! Towards references: tone of mid and of side, by bands.
//!
//! Levels per ERB band (so smoothed over the ear's own width), both at one loudness, then averaged
//! over five bands with the weights 1, 2, 3, 2, 1. No point goes over the guardrail of 3 dB either
//! way; where the way is longer than that, the level that all points share is chosen so that what is
//! left is least: 3 dB down in the bass and 3 dB up elsewhere are 6 dB less bass at one loudness.
//! The side's own curve and the common one together stay within the same 3 dB.

use audio::math::{gain_to_db_f64, power_to_db};
use measure::ERB_BANDS;
use recipe::{Action, Matching};

use super::Task;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};
use crate::reference::Aim;

/// The guardrail of an equaliser in mastering, in dB.
const LIMIT_DB: f64 = 3.0;

/// Points are this many bands apart before those that say nothing go.
const POINT_STEP: usize = 2;

/// A point is left out where the curve without it is no farther off than this, in dB.
const POINT_WORTH_DB: f64 = 0.35;

/// A point that brings the song less than this nearer is left out, in dB of the whole distance.
const WORTH_DB: f64 = 0.005;

/// A curve whose largest gain is under this is not heard as one, in dB.
const CURVE_FLOOR_DB: f64 = 0.4;

/// Side under mid by more than this is none, in dB.
const NO_SIDE_DB: f64 = -40.0;

/// Under this the side is never lifted, in Hz.
const LOW_HZ: f64 = 150.0;

/// Most and least width against the mix as it is, in percent.
const WIDTH_PCT: [f64; 2] = [40.0, 140.0];

/// What a song is to become on its way to its references.
pub(super) struct Plan {
    /// Points of the common curve: bands and gains, in dB.
    tone: Vec<(usize, f64)>,
    /// Points of what the side gets on top.
    side: Vec<(usize, f64)>,
    /// Width of the whole, in percent.
    pub(super) width_pct: f64,
    song: Levels,
}

/// Levels against the loudness of the whole, in dB.
#[derive(Clone, Copy)]
struct Levels {
    mid: Bands,
    side: Bands,
    /// Bands that the rate lets be.
    bands: usize,
}

impl Plan {
    /// `safe_width` says what of a width in percent the mix can bear.
    pub(super) fn of(task: &Task<'_>, aim: &Aim, safe_width: impl Fn(f64) -> f64) -> Self {
        let song = Levels::of(task);
        let (tone, common_db) = tone(&song, aim);
        let width_pct = width_pct(task, aim, safe_width);
        let side = side(&song, aim, (&tone, common_db), width_pct);
        Self { tone, side, width_pct, song }
    }

    /// The moves of tone and of the side's tone.
    pub(super) fn moves(&self, aim: &Aim) -> Vec<Draft> {
        let before = self.song.tone_off(aim, &[]);
        let after = self.song.tone_off(aim, &self.tone);
        let share = aim.matching.tone_pct;
        let mut drafts = Vec::new();
        for index in 0..self.tone.len() {
            let (band, gain_db) = self.tone[index];
            let without = self.song.tone_off(aim, &less(&self.tone, index));
            let off_db = self.song.mid[band] - aim.mid_db[band];
            drafts.push(point(Action::Tone, band, gain_db).because(format!(
                "around {:.0} Hz the mix is {off_db:+.1} dB from {} at one loudness; {share:.0} % of \
                 the way is asked for, 3 dB a band are the most",
                erb::centre_hz(band), aim.names
            )).evidence("reference_tone_db", before, after).without(without));
        }
        let [before, after, _] = self.width_evidence(aim);
        for index in 0..self.side.len() {
            let (band, gain_db) = self.side[index];
            let less = less(&self.side, index);
            let without = self.song.side_off(aim, [&self.tone, &less], self.width_pct);
            let is_db = self.song.side[band] - self.song.mid[band];
            let wanted_db = aim.side_db.map_or(is_db, |side| side[band]);
            drafts.push(point(Action::SideTone, band, gain_db).because(format!(
                "around {:.0} Hz the side is {is_db:.1} dB over the mid, in {} {wanted_db:.1} dB; \
                 with the width of the whole at {:.0} % this much is left",
                erb::centre_hz(band), aim.names, self.width_pct
            )).evidence("reference_side_db", before, after).without(without));
        }
        drafts
    }

    /// Distance of the side from the references before, with everything, and with this plan's side
    /// tone alone, in dB.
    pub(super) fn width_evidence(&self, aim: &Aim) -> [f64; 3] {
        [
            self.song.side_off(aim, [&[], &[]], 100.0),
            self.song.side_off(aim, [&self.tone, &self.side], self.width_pct),
            self.song.side_off(aim, [&self.tone, &self.side], 100.0),
        ]
    }
}

fn point(action: Action, band: usize, gain_db: f64) -> Draft {
    Draft::new("master", action).set("freq_hz", erb::centre_hz(band)).set("gain_db", gain_db)
}

fn less(points: &[(usize, f64)], index: usize) -> Vec<(usize, f64)> {
    let mut less = points.to_vec();
    less.remove(index);
    less
}

impl Levels {
    fn of(task: &Task<'_>) -> Self {
        let lufs = task.heard.loudness.integrated_lufs;
        let held = |db: f32| (f64::from(db) - lufs).max(-100.0);
        Self {
            mid: task.heard.spectrum.mid_erb_db.map(held),
            side: task.heard.spectrum.side_erb_db.map(held),
            bands: crate::reference::bands_under(0.45 * task.heard.sample_rate_hz),
        }
    }

    /// What the aim compares with: mid, or all where the references have no side to tell.
    fn compared(&self, aim: &Aim) -> Bands {
        if aim.side_db.is_some() {
            return self.mid;
        }
        std::array::from_fn(|band| {
            power_to_db(erb::db_to_power(self.mid[band]) + erb::db_to_power(self.side[band]))
        })
    }

    /// What a curve makes of the loudness, in LU: what the ear's weighting makes of the bands.
    fn shift_lu(&self, curve: &Bands) -> f64 {
        let sum = |gains: Option<&Bands>| -> f64 {
            let power: Bands = std::array::from_fn(|band| {
                let both = erb::db_to_power(self.mid[band]) + erb::db_to_power(self.side[band]);
                both * gains.map_or(1.0, |gains| erb::db_to_power(gains[band]))
            });
            erb::k_weighted(&power).iter().sum()
        };
        power_to_db(sum(Some(curve)) / sum(None).max(1e-30))
    }

    /// RMS distance of the tone from the aim behind a curve, in dB.
    fn tone_off(&self, aim: &Aim, points: &[(usize, f64)]) -> f64 {
        let curve = curve(points);
        let shift = self.shift_lu(&curve);
        let levels = self.compared(aim);
        self.rms(aim, |band| levels[band] + curve[band] - shift - aim.mid_db[band])
    }

    /// RMS distance of the side's level from the aim behind both curves and a width, in dB.
    fn side_off(&self, aim: &Aim, [tone, side]: [&[(usize, f64)]; 2], width_pct: f64) -> f64 {
        let Some(wanted) = aim.side_db else { return 0.0 };
        let (tone, side) = (curve(tone), curve(side));
        let fixed = gain_to_db_f64(width_pct / 100.0) - self.shift_lu(&tone);
        let held = |band: usize, db: f64| db.max(self.mid[band].min(aim.mid_db[band]) + NO_SIDE_DB);
        self.rms(aim, |band| {
            let is = self.side[band] + tone[band] + side[band] + fixed;
            held(band, is) - held(band, aim.mid_db[band] + wanted[band])
        })
    }

    fn rms(&self, aim: &Aim, off: impl Fn(usize) -> f64) -> f64 {
        let known = (0..self.bands).filter(|band| aim.weights[*band] > 0.0);
        let (sum, count) =
            known.fold((0.0, 0.0), |(sum, count), band| (sum + off(band) * off(band), count + 1.0));
        if count > 0.0 { f64::sqrt(sum / count) } else { 0.0 }
    }
}

/// Bands that song and references both tell of.
fn known(song: &Levels, aim: &Aim) -> impl Fn(usize) -> bool {
    let (bands, weights) = (song.bands, aim.weights);
    move |band: usize| band < bands && weights[band] > 0.0
}

/// The common curve, and the level that all its points share, in dB.
fn tone(song: &Levels, aim: &Aim) -> (Vec<(usize, f64)>, f64) {
    if aim.matching.tone_pct <= 0.0 {
        return (Vec::new(), 0.0);
    }
    let known = known(song, aim);
    let share = aim.matching.tone_pct / 100.0;
    let levels = song.compared(aim);
    let way: Bands = std::array::from_fn(|band| share * (aim.mid_db[band] - levels[band]));
    let way = smoothed(&way, &known);
    let at = |common_db: f64| -> Vec<(usize, f64)> {
        let points = (0..ERB_BANDS).step_by(POINT_STEP).filter(|band| known(*band));
        let gain = |band: usize| (way[band] + common_db).clamp(-LIMIT_DB, LIMIT_DB);
        points.map(|band| (band, gain(band))).collect()
    };
    // What is left of the way that is asked for, and not of all of it.
    let left = |points: &[(usize, f64)]| {
        let curve = curve(points);
        let shift = song.shift_lu(&curve);
        (0..ERB_BANDS)
            .filter(|band| known(*band))
            .map(|band| curve[band] - shift - way[band])
            .map(|off| off * off)
            .sum::<f64>()
    };
    // Where the guardrail is out of reach every level is as good: a hundredth is no reason.
    let least = 0.01 * left(&[]);
    let mut best = (f64::INFINITY, Vec::new(), 0.0);
    // From the middle outwards, so that of two that are as good the smaller one stays.
    for step in 0..=40 {
        let common_db = 0.25 * f64::from((step + 1) / 2) * if step % 2 == 0 { 1.0 } else { -1.0 };
        let points = at(common_db);
        let off = left(&points);
        if off < best.0 - least {
            best = (off, points, common_db);
        }
    }
    (worthwhile(thinned(best.1), |points| song.tone_off(aim, points), |_| true), best.2)
}

fn width_pct(task: &Task<'_>, aim: &Aim, safe_width: impl Fn(f64) -> f64) -> f64 {
    let side = task.heard.stereo.side_over_mid;
    let share = aim.matching.width_pct / 100.0;
    match aim.side_over_mid {
        Some(wanted) if side > 0.01 && share > 0.0 => {
            let way_db = share * gain_to_db_f64(wanted / side);
            let pct = 100.0 * audio::db_to_gain_f64(way_db);
            safe_width(pct.clamp(WIDTH_PCT[0], WIDTH_PCT[1]))
        }
        _ => 100.0,
    }
}

/// What the side gets on top of `tone`: its own spectrum on the way to the references' side, or,
/// where the tone is not matched, its distance from the mid.
fn side(
    song: &Levels,
    aim: &Aim,
    (tone, common_db): (&[(usize, f64)], f64),
    width_pct: f64,
) -> Vec<(usize, f64)> {
    let Matching { tone_pct, width_pct: share_pct, .. } = aim.matching;
    let Some(wanted) = aim.side_db.filter(|_| share_pct > 0.0) else { return Vec::new() };
    let common = known(song, aim);
    let known = |band: usize| {
        common(band) && song.side[band] - song.mid[band] > NO_SIDE_DB && wanted[band] > NO_SIDE_DB
    };
    let width_db = gain_to_db_f64(width_pct / 100.0);
    let tone_curve = curve(tone);
    let way: Bands = std::array::from_fn(|band| {
        let (is, goal) = (song.side[band], aim.mid_db[band] + wanted[band]);
        let way = if tone_pct > 0.0 {
            tone_pct / 100.0 * (goal - is) + common_db - tone_curve[band]
        } else {
            share_pct / 100.0 * (wanted[band] - (is - song.mid[band]))
        };
        way - width_db
    });
    let way = smoothed(&way, &known);
    let gain = |band: usize| {
        let (low, high) =
            (-LIMIT_DB - tone_curve[band].min(0.0), LIMIT_DB - tone_curve[band].max(0.0));
        let lift = if erb::centre_hz(band) < LOW_HZ { 0.0 } else { high };
        way[band].clamp(low, lift)
    };
    let bands = (0..ERB_BANDS).step_by(POINT_STEP).filter(|band| known(*band));
    let points = thinned(bands.map(|band| (band, gain(band))).collect());
    let within = |side: &Bands| {
        let sums = side.iter().zip(&tone_curve).map(|(side, tone)| (side + tone).abs());
        sums.fold(0.0, f64::max) <= LIMIT_DB + POINT_WORTH_DB
    };
    worthwhile(points, |side| song.side_off(aim, [tone, side], width_pct), within)
}

/// Means over five bands, of those that are known.
fn smoothed(values: &Bands, known: &impl Fn(usize) -> bool) -> Bands {
    std::array::from_fn(|band| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (step, weight) in [1.0, 2.0, 3.0, 2.0, 1.0].into_iter().enumerate() {
            let near =
                (band + step).checked_sub(2).filter(|near| *near < ERB_BANDS && known(*near));
            if let Some(near) = near {
                sum += weight * values[near];
                weights += weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 0.0 }
    })
}

/// Rounded, without the points that the others say already; nothing where nothing is heard.
fn thinned(mut points: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    for (_, gain_db) in &mut points {
        *gain_db = round_to(*gain_db, 0.1);
    }
    if points.iter().all(|(_, gain_db)| gain_db.abs() < CURVE_FLOOR_DB) {
        return Vec::new();
    }
    let whole = curve(&points);
    loop {
        let cost = |index: usize| {
            let thin = curve(&less(&points, index));
            whole.iter().zip(thin).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()))
        };
        let costs = (0..points.len()).map(|index| (index, cost(index)));
        let Some((index, least)) = costs.min_by(|a, b| a.1.total_cmp(&b.1)) else { break };
        if points.len() < 3 || least > POINT_WORTH_DB {
            break;
        }
        points.remove(index);
    }
    points
}

/// Without the points that bring the song no nearer, as long as `may_be` allows what is left.
fn worthwhile(
    mut points: Vec<(usize, f64)>,
    off: impl Fn(&[(usize, f64)]) -> f64,
    may_be: impl Fn(&Bands) -> bool,
) -> Vec<(usize, f64)> {
    while !points.is_empty() {
        let now = off(&points);
        let without = (0..points.len()).map(|index| (index, less(&points, index)));
        let without = without.filter(|(_, left)| may_be(&curve(left)));
        let without = without.map(|(index, left)| (index, off(&left)));
        match without.min_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((index, least)) if least <= now + WORTH_DB => points.remove(index),
            _ => break,
        };
    }
    points
}

/// Straight lines over the bands between points, level outside.
fn curve(points: &[(usize, f64)]) -> Bands {
    std::array::from_fn(|band| {
        let after = points.partition_point(|(at, _)| *at <= band);
        match (after.checked_sub(1).map(|before| points[before]), points.get(after)) {
            (Some((a, from)), Some(&(b, to))) => {
                from + (to - from) * (band - a) as f64 / (b - a) as f64
            }
            (Some((_, gain)), None) | (None, Some(&(_, gain))) => gain,
            (None, None) => 0.0,
        }
    })
}
