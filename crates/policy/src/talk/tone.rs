//! Tone: qualities as equaliser bands, bands as said, filters.
//!
//! A quality looks at what the equaliser there does already: where the engine has a bell in the
//! same region that does the opposite, the new band takes its place and width, and so takes back
//! before it adds. What words may do to one quality on one target is bounded.

use recipe::{Action, Console, Move, Value};

use super::TalkError;
use super::desk::{AUTHOR, Desk, dialled, number};
use super::quality::{Band, Quality, TONE_MAX_DB, Tone};
use super::slots::Clause;
use super::who::{Place, Who};

/// A band of the engine under this gain is no statement, in dB.
const STATEMENT_DB: f64 = 0.5;

/// Smallest change that is worth a band, in dB.
const LEAST_DB: f64 = 0.05;

/// Changes a quality that is a tone by `steps`, or by `db`.
pub(super) fn quality(
    desk: &mut Desk<'_>,
    clause: &Clause,
    quality: Quality,
    (steps, db): (f64, Option<f64>),
) -> Result<(), TalkError> {
    let Some(tone) = quality.tone() else { return Ok(()) };
    let main = tone.bands[0];
    let factor = db.map_or(steps, |db| tone.sign * db / main.gain_db);
    if (factor * main.gain_db).abs() > TONE_MAX_DB + 1e-9 {
        return Err(TalkError::new(
            format!(
                "{:.1} dB are more than words may change of `{}`",
                factor * main.gain_db,
                quality.name()
            ),
            &format!(
                "say at most {TONE_MAX_DB:.0} dB, or a band: `cut 8 dB at 300 Hz on the bass`"
            ),
        ));
    }
    let console = desk.console()?;
    let mix = Who::mix();
    let places = desk.inserts(clause.who.as_ref().unwrap_or(&mix), &console);
    let mut spent = Vec::new();
    for place in places {
        let target = desk.target(place);
        if shape(desk, (place, &target), &tone, factor)? {
            warn_of_filter(desk, &console, place, &tone, factor);
        } else {
            spent.push(target);
        }
    }
    if spent.is_empty() {
        if quality == Quality::Aggressive && factor > 0.0 {
            saturate(desk, clause, &console, factor);
        }
        return Ok(());
    }
    Err(TalkError::new(
        format!(
            "`{}` on {} was changed by {TONE_MAX_DB:.0} dB already, the most that words do",
            quality.name(),
            spent.join(" and ")
        ),
        "say a band instead, like `cut 3 dB at 300 Hz on the bass`",
    ))
}

/// Adds the bands of `tone` on one target; false where words have used all that they may.
fn shape(
    desk: &mut Desk<'_>,
    (place, target): (Place, &str),
    tone: &Tone,
    factor: f64,
) -> Result<bool, TalkError> {
    let main = tone.bands[0];
    let said_db = said_so_far(desk, target, tone);
    let wanted_db = factor * main.gain_db;
    let most_db = (TONE_MAX_DB - said_db * wanted_db.signum()).max(0.0);
    let given = (wanted_db.abs().min(most_db) / main.gain_db.abs()) * factor.signum();
    if given.abs() * main.gain_db.abs() < LEAST_DB {
        return Ok(false);
    }
    if (given - factor).abs() > 1e-9 {
        desk.note(format!(
            "{target}: only {:+.1} dB, words have done the rest",
            given * main.gain_db
        ));
    }
    let before = response_db(&desk.console()?, place, tone, desk.rate_hz());
    let first = desk.recipe.moves.len();
    for (index, band) in tone.bands.iter().enumerate() {
        let against =
            (index == 0).then(|| opposed(desk, target, tone, given * band.gain_db)).flatten();
        let (freq_hz, q) = against.unwrap_or((band.freq_hz, band.q));
        desk.push_band(target, &Band { freq_hz, q, ..*band }, given * band.gain_db);
    }
    let after = response_db(&desk.console()?, place, tone, desk.rate_hz());
    let round = |db: f64| crate::draft::round_to(db, 0.01);
    for one in &mut desk.recipe.moves[first..] {
        one.evidence = Some(recipe::Evidence {
            metric: tone.metric.into(),
            before: round(before),
            without: None,
            after: round(after),
        });
    }
    Ok(true)
}

/// What words did to the first band of this quality on this target, in dB.
fn said_so_far(desk: &Desk<'_>, target: &str, tone: &Tone) -> f64 {
    let (band, metric) = (&tone.bands[0], tone.metric);
    let is_it = |one: &&Move| {
        one.by == AUTHOR
            && one.target == target
            && one.action == Action::Eq
            && is_shape(one, band.shape)
            && one.evidence.as_ref().is_some_and(|evidence| evidence.metric == metric)
    };
    desk.recipe.moves.iter().filter(is_it).map(|one| number_of(one, "gain_db")).sum()
}

/// Place and width of the engine's strongest bell in the region that does the opposite.
fn opposed(desk: &Desk<'_>, target: &str, tone: &Tone, gain_db: f64) -> Option<(f64, f64)> {
    let [low_hz, high_hz] = tone.region_hz;
    let is_against = |one: &&Move| {
        let db = number_of(one, "gain_db");
        one.by != AUTHOR
            && one.target == target
            && one.action == Action::Eq
            && is_shape(one, "bell")
            && db * gain_db < 0.0
            && db.abs() >= STATEMENT_DB
            && (low_hz..=high_hz).contains(&number_of(one, "freq_hz"))
    };
    let bells = desk.recipe.moves.iter().filter(is_against);
    let size = |one: &Move| number_of(one, "gain_db").abs();
    let one = bells.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let q = number_of(one, "q");
    Some((number_of(one, "freq_hz"), if q > 0.0 { q } else { 0.707 }))
}

fn is_shape(one: &Move, shape: &str) -> bool {
    match one.params.get("shape") {
        Some(Value::Word(word)) => word == shape,
        _ => shape == "bell",
    }
}

fn number_of(one: &Move, id: &str) -> f64 {
    match one.params.get(id) {
        Some(Value::Number(value)) => *value,
        _ => 0.0,
    }
}

/// Mean gain of the static equaliser of a place over the region, in dB.
fn response_db(console: &Console, place: Place, tone: &Tone, rate_hz: f64) -> f64 {
    let bands = match place {
        Place::Stem(index) => console.strips.get(index).map(|strip| strip.eq.as_slice()),
        Place::Part(name) => {
            recipe::Bus::from_target(name).map(|bus| console.buses[bus.index()].eq.as_slice())
        }
        Place::Mix => None,
    };
    let bands = bands.unwrap_or_default();
    mean_over(tone.region_hz, |hz| bands.iter().map(|band| band.response_db(hz, rate_hz)).sum())
}

/// Mean over nine frequencies at equal ratios, ends included.
fn mean_over([low_hz, high_hz]: [f64; 2], of: impl Fn(f64) -> f64) -> f64 {
    // The eighth root: three square roots.
    let ratio = (high_hz / low_hz).sqrt().sqrt().sqrt();
    let mut hz = low_hz;
    let mut sum = 0.0;
    for _ in 0..9 {
        sum += of(hz);
        hz *= ratio;
    }
    sum / 9.0
}

/// A boost under a high-pass, or over a low-pass, is heard little: say so.
fn warn_of_filter(desk: &mut Desk<'_>, console: &Console, place: Place, tone: &Tone, factor: f64) {
    let Place::Stem(index) = place else { return };
    let Some(strip) = console.strips.get(index) else { return };
    let [low_hz, high_hz] = tone.region_hz;
    let lifts = factor * tone.sign > 0.0;
    let target = desk.stem(index);
    if let Some(pass) = strip.high_pass.filter(|pass| lifts && f64::from(pass.freq_hz) > low_hz) {
        let hz = pass.freq_hz;
        desk.note(format!("{target}: its high-pass at {hz:.0} Hz takes a part of that"));
    }
    if let Some(pass) = strip.low_pass.filter(|pass| lifts && f64::from(pass.freq_hz) < high_hz) {
        let hz = pass.freq_hz;
        desk.note(format!("{target}: its low-pass at {hz:.0} Hz takes a part of that"));
    }
}

/// More bite than an equaliser has, on stems.
fn saturate(desk: &mut Desk<'_>, clause: &Clause, console: &Console, factor: f64) {
    const DRIVE_DB: f64 = 2.0;
    const DRIVE_MAX_DB: f64 = 12.0;
    let Some(who) = &clause.who else { return };
    for place in who.places.clone() {
        let Place::Stem(index) = place else { continue };
        let Some(strip) = console.strips.get(index) else { continue };
        let params = strip.saturation.unwrap_or_default();
        let before = f64::from(params.drive_db);
        let drive_db = (before + DRIVE_DB * factor).min(DRIVE_MAX_DB.max(before));
        let settings = dialled(&params, &[("drive_db", drive_db)]);
        let target = desk.stem(index);
        desk.push(&target, Action::Saturation, settings, Some(("drive_db", before, drive_db)));
    }
}

/// Takes out of the wish before what goes in a direction that it must not go.
pub(super) fn but(desk: &mut Desk<'_>, quality: Quality, sign: f64) -> Result<(), TalkError> {
    let Some(tone) = quality.tone() else {
        return Err(TalkError::new(
            format!("`not {}` cannot be kept by an equaliser", quality.name()),
            "after `not`, say a tone: bright, dark, muddy, harsh, thin, …",
        ));
    };
    let from = desk.wish_from;
    if from >= desk.recipe.moves.len() {
        return Err(TalkError::new(
            "`not` follows a wish, and there is none before it".into(),
            "say it like `warmer, not darker`",
        ));
    }
    let rate_hz = desk.rate_hz();
    let mut probe = desk.recipe.clone();
    let mut kept = Vec::new();
    for one in &desk.recipe.moves[from..] {
        probe.moves.truncate(0);
        probe.moves.push(one.clone());
        let goes_wrong = one.action == Action::Eq && {
            let console = recipe::fold(&probe).map_err(|error| TalkError::of_recipe(&error))?;
            let bands = console.strips.iter().flat_map(|strip| &strip.eq);
            let bands: Vec<_> = bands.chain(console.buses.iter().flat_map(|bus| &bus.eq)).collect();
            let change = mean_over(tone.region_hz, |hz| {
                bands.iter().map(|band| band.response_db(hz, rate_hz)).sum()
            });
            change * sign * tone.sign > LEAST_DB
        };
        if !goes_wrong {
            kept.push(one.clone());
        }
    }
    if kept.is_empty() {
        return Err(TalkError::new(
            "nothing is left of the wish before it".into(),
            "the two wishes contradict each other: leave one out",
        ));
    }
    desk.recipe.moves.truncate(from);
    desk.recipe.moves.extend(kept);
    Ok(())
}

/// One bell, as said.
pub(super) fn band(
    desk: &mut Desk<'_>,
    clause: &Clause,
    freq_hz: f64,
    gain_db: f64,
) -> Result<(), TalkError> {
    in_hearing(desk, freq_hz)?;
    let console = desk.console()?;
    let mix = Who::mix();
    for place in desk.inserts(clause.who.as_ref().unwrap_or(&mix), &console) {
        let target = desk.target(place);
        desk.push_band(&target, &Band { shape: "bell", freq_hz, q: 1.0, gain_db }, gain_db);
    }
    Ok(())
}

fn in_hearing(desk: &Desk<'_>, freq_hz: f64) -> Result<(), TalkError> {
    let highest_hz = (0.45 * desk.rate_hz()).min(20_000.0);
    if (20.0..=highest_hz).contains(&freq_hz) {
        return Ok(());
    }
    Err(TalkError::new(
        format!("{freq_hz:.0} Hz lies outside 20 Hz to {highest_hz:.0} Hz"),
        "say a frequency that is heard, like 300 Hz or 8 kHz",
    ))
}

/// A high-pass or low-pass, as said.
pub(super) fn pass(
    desk: &mut Desk<'_>,
    clause: &Clause,
    is_high: bool,
    freq_hz: f64,
) -> Result<(), TalkError> {
    in_hearing(desk, freq_hz)?;
    let console = desk.console()?;
    let Some(who) = &clause.who else {
        return Err(TalkError::new(
            "it does not say on whom".into(),
            "say it like `high-pass at 120 Hz on the guitars`",
        ));
    };
    for stem in desk.stems(who, &console)? {
        let Some(strip) = console.strips.get(stem) else { continue };
        let target = desk.stem(stem);
        let change = [("freq_hz", freq_hz)];
        if is_high {
            let params = strip.high_pass.unwrap_or_default();
            let found = Some(("high_pass_hz", f64::from(params.freq_hz), freq_hz));
            desk.push(&target, Action::HighPass, dialled(&params, &change), found);
        } else {
            let params = strip.low_pass.unwrap_or_default();
            let found = Some(("low_pass_hz", f64::from(params.freq_hz), freq_hz));
            desk.push(&target, Action::LowPass, dialled(&params, &change), found);
        }
    }
    Ok(())
}

impl Desk<'_> {
    pub(super) fn rate_hz(&self) -> f64 {
        f64::from(self.recipe.session.sample_rate_hz)
    }

    /// Appends one band of the equaliser.
    pub(super) fn push_band(&mut self, target: &str, band: &Band, gain_db: f64) {
        let settings = vec![
            ("shape", Value::Word(band.shape.into())),
            ("freq_hz", number(band.freq_hz)),
            ("q", number(band.q)),
            ("gain_db", number(gain_db)),
        ];
        self.push(target, Action::Eq, settings, None);
    }
}
