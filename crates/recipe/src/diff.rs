//! What two recipes differ in: wishes, moves, and the consoles that they fold into.

use std::collections::BTreeMap;

use audio::{Params, Unit};

use crate::{Bus, Console, Move, Recipe, RecipeError, fold};

/// All differences; empty where two recipes do the same for the same reasons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecipeDiff {
    /// Wishes and inputs, by their field.
    pub header: Vec<FieldDiff>,
    /// Moves, in the order of the second recipe; what was dropped comes last.
    pub moves: Vec<MoveDiff>,
    /// Settings of the folded consoles, in the order of the signal.
    pub console: Vec<FieldDiff>,
}

/// One value in two recipes.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDiff {
    /// Stem, bus, `brief`, `session`.
    pub place: String,
    /// What it is called.
    pub field: String,
    /// In the first; none where it is not there.
    pub before: Option<String>,
    /// In the second.
    pub after: Option<String>,
}

/// One move in two recipes.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveDiff {
    /// Only in the second.
    Added(Move),
    /// Only in the first.
    Dropped(Move),
    /// In both, with the same id and target, not alike.
    Changed {
        /// In the first.
        before: Box<Move>,
        /// In the second.
        after: Box<Move>,
    },
}

impl MoveDiff {
    /// What the move works on.
    #[must_use]
    pub fn target(&self) -> &str {
        match self {
            Self::Added(one) | Self::Dropped(one) => &one.target,
            Self::Changed { after, .. } => &after.target,
        }
    }
}

impl RecipeDiff {
    /// Compares `a` with `b`.
    ///
    /// # Errors
    ///
    /// Returns the first fault of either.
    pub fn of(a: &Recipe, b: &Recipe) -> Result<Self, RecipeError> {
        let console = fields(&settings(a, &fold(a)?), &settings(b, &fold(b)?));
        Ok(Self { header: fields(&header(a), &header(b)), moves: moves(a, b), console })
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.header.is_empty() && self.moves.is_empty() && self.console.is_empty()
    }
}

/// Two moves are the same decision where id, target and action agree; where a mix was decided
/// anew, ids are counted anew, so moves without a partner are matched by what they say.
fn moves(a: &Recipe, b: &Recipe) -> Vec<MoveDiff> {
    let alike = |x: &Move, y: &Move| x.target == y.target && x.action == y.action;
    let mut left: Vec<&Move> = a.moves.iter().collect();
    let mut open: Vec<&Move> = Vec::new();
    let mut found = Vec::new();
    // Equal moves first, then the same decision with other values.
    for two in &b.moves {
        let same = |one: &&Move| Move { id: two.id.clone(), ..(**one).clone() } == *two;
        match left.iter().position(same) {
            Some(at) => drop(left.remove(at)),
            None => open.push(two),
        }
    }
    for two in open {
        let by_id = left.iter().position(|one| one.id == two.id && alike(one, two));
        let once = || left.iter().position(|one| alike(one, two) && !two.action.repeats());
        found.push(match by_id.or_else(once) {
            Some(at) => {
                let (before, after) = (left.remove(at).clone(), two.clone());
                MoveDiff::Changed { before: Box::new(before), after: Box::new(after) }
            }
            None => MoveDiff::Added(two.clone()),
        });
    }
    found.extend(left.into_iter().cloned().map(MoveDiff::Dropped));
    found
}

/// Settings in an order, with the words for their values.
type Settings = Vec<((String, String), String)>;

fn fields(a: &Settings, b: &Settings) -> Vec<FieldDiff> {
    let first: BTreeMap<_, _> = a.iter().map(|(key, value)| (key, value)).collect();
    let second: BTreeMap<_, _> = b.iter().map(|(key, value)| (key, value)).collect();
    let gone = a.iter().filter(|(key, _)| !second.contains_key(key));
    let keys = b.iter().chain(gone).map(|(key, _)| key);
    let diff = |key: &(String, String)| {
        let before = first.get(key).map(|value| (*value).clone());
        let after = second.get(key).map(|value| (*value).clone());
        let (place, field) = key.clone();
        (before != after).then_some(FieldDiff { place, field, before, after })
    };
    keys.filter_map(diff).collect()
}

fn header(recipe: &Recipe) -> Settings {
    let (brief, session) = (&recipe.brief, &recipe.session);
    let mut all = Settings::new();
    let mut put = |place: &str, field: &str, value: String| {
        all.push(((place.to_owned(), field.to_owned()), value));
    };
    put("session", "sample_rate_hz", session.sample_rate_hz.to_string());
    put("session", "frames", session.frames.to_string());
    for stem in &session.stems {
        put(&stem.id, "hash", stem.hash.clone());
        put(&stem.id, "role", stem.role.is.to_string());
    }
    put("brief", "profile", brief.profile.clone());
    put("brief", "lufs", format!("{} LUFS", brief.lufs));
    put("brief", "ceiling_dbtp", format!("{} dBTP", brief.ceiling_dbtp));
    put("brief", "width_pct", format!("{} %", brief.width_pct));
    let amounts = brief.amounts;
    for (field, pct) in [
        ("overall_pct", amounts.overall_pct),
        ("tone_pct", amounts.tone_pct),
        ("dynamics_pct", amounts.dynamics_pct),
        ("width_pct", amounts.width_pct),
        ("space_pct", amounts.space_pct),
        ("loudness_pct", amounts.loudness_pct),
    ] {
        put("amounts", field, format!("{pct} %"));
    }
    for (field, on) in [
        ("respect_user_gains", brief.respect_user_gains),
        ("bypass_parallel_comp", brief.bypass_parallel_comp),
        ("loudness_priority", brief.loudness_priority),
    ] {
        put("brief", field, on.to_string());
    }
    put("brief", "seed", brief.seed.to_string());
    put("brief", "delivery", format!("{:?}", brief.delivery));
    all
}

/// The console as a list.
fn settings(recipe: &Recipe, console: &Console) -> Settings {
    let mut list = List(Settings::new());
    for (stem, strip) in recipe.session.stems.iter().zip(&console.strips) {
        let id = stem.id.as_str();
        list.db(id, "trim", strip.trim_db, 0.0);
        list.word(id, "polarity", if strip.polarity_inverted { "inverted" } else { "" });
        list.value(id, "align", strip.align_ms, 0.0, "ms");
        list.all(id, "high pass", strip.high_pass.as_ref());
        list.all(id, "low pass", strip.low_pass.as_ref());
        list.all(id, "gate", strip.gate.as_ref());
        list.each(id, "eq", &strip.eq);
        for (index, slot) in strip.dynamic_eq.iter().enumerate() {
            list.all(id, &format!("dynamic eq {}", index + 1), Some(&slot.params));
        }
        list.all(id, "de-esser", strip.de_esser.as_ref());
        list.all(id, "compressor", strip.compressor.as_ref());
        list.all(id, "saturation", strip.saturation.as_ref());
        list.all(id, "duck", strip.duck.as_ref().map(|(params, _)| params));
        list.db(id, "fader", strip.fader_db, f32::NAN);
        let points = strip.automation.iter().map(|it| format!("{}:{}", it.frame, it.gain_db));
        let lane: Vec<String> = points.collect();
        let count = format!("{} points, {:08x}", lane.len(), checksum(&lane));
        list.word(id, "automation", if lane.is_empty() { "" } else { &count });
        list.all(id, "pan", Some(&strip.pan));
        list.all(id, "width", Some(&strip.width));
        list.word(id, "bus", strip.bus.target());
        list.db(id, "reverb send", strip.reverb_send_db.unwrap_or(-96.0), -96.0);
        list.db(id, "delay send", strip.delay_send_db.unwrap_or(-96.0), -96.0);
    }
    for (bus, strip) in Bus::ALL.into_iter().zip(&console.buses) {
        let id = bus.target();
        list.each(id, "eq", &strip.eq);
        list.all(id, "compressor", strip.compressor.as_ref());
        list.all(id, "transient", strip.transient.as_ref());
        list.all(id, "parallel", strip.parallel.as_ref());
        list.all(id, "duck", strip.duck.as_ref().map(|(params, _)| params));
        list.db(id, "fader", strip.fader_db, f32::NAN);
    }
    if let Some((params, level_db)) = &console.returns.reverb {
        list.all("reverb", "", Some(params));
        list.db("reverb", "level", *level_db, f32::NAN);
    }
    if let Some((params, level_db)) = &console.returns.delay {
        list.all("delay", "", Some(params));
        list.db("delay", "level", *level_db, f32::NAN);
    }
    list.master(&console.master);
    list.0
}

/// Tells lanes of equal length apart (FNV-1a).
fn checksum(lane: &[String]) -> u32 {
    let bytes = lane.iter().flat_map(|point| point.bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

struct List(Settings);

impl List {
    fn word(&mut self, place: &str, field: &str, value: &str) {
        if !value.is_empty() {
            self.0.push(((place.to_owned(), field.to_owned()), value.to_owned()));
        }
    }

    /// A value that is told unless it is `rest`.
    fn value(&mut self, place: &str, field: &str, value: f32, rest: f32, unit: &str) {
        if (value - rest).abs() < 1e-9 {
            return;
        }
        let text = format!("{} {unit}", short(value));
        self.word(place, field, text.trim_end());
    }

    fn db(&mut self, place: &str, field: &str, value: f32, rest: f32) {
        self.value(place, field, value, rest, "dB");
    }

    fn each<P: Params>(&mut self, place: &str, name: &str, all: &[P]) {
        for (index, params) in all.iter().enumerate() {
            self.all(place, &format!("{name} {}", index + 1), Some(params));
        }
    }

    /// Every setting of a processor.
    fn all<P: Params>(&mut self, place: &str, name: &str, params: Option<&P>) {
        let Some(params) = params else { return };
        for (spec, value) in P::SPECS.iter().zip(params.values().as_ref()) {
            let field = format!("{name} {}", spec.id);
            match spec.unit {
                Unit::Choice(words) => {
                    let word = words.get(*value as usize).copied().unwrap_or_default();
                    self.word(place, field.trim(), word);
                }
                unit => {
                    self.value(place, field.trim(), *value, f32::NAN, &unit.to_string());
                }
            }
        }
    }

    fn master(&mut self, master: &crate::MasterChain) {
        let id = "master";
        self.db(id, "drive", master.drive_db, 0.0);
        for (index, (freq_hz, gain_db)) in master.tone.iter().enumerate() {
            let text = format!("{} dB at {} Hz", short(*gain_db), short(*freq_hz));
            self.word(id, &format!("tone {}", index + 1), &text);
        }
        for (index, (freq_hz, gain_db)) in master.side_tone.iter().enumerate() {
            let text = format!("{} dB at {} Hz", short(*gain_db), short(*freq_hz));
            self.word(id, &format!("side tone {}", index + 1), &text);
        }
        self.all(id, "multiband", master.multiband.as_ref());
        self.all(id, "parallel", master.parallel.as_ref());
        self.all(id, "saturation", master.saturation.as_ref());
        self.all(id, "width", Some(&master.width));
        self.db(id, "loudness", master.loudness_db, f32::NAN);
        self.all(id, "soft clip", master.soft_clip.as_ref());
        self.all(id, "limiter", Some(&master.limiter));
    }
}

/// A value to a hundredth, without empty decimals: less than that is not heard.
fn short(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;
    use crate::sample::{n, one, trio};

    fn song() -> Recipe {
        trio(vec![
            one("m001", "bass", Action::Fader, &[("gain_db", n(-2.1))]),
            one("m002", "vox", Action::Eq, &[("gain_db", n(2.0))]),
        ])
    }

    #[test]
    fn a_recipe_does_not_differ_from_itself() {
        assert!(RecipeDiff::of(&song(), &song()).unwrap().is_empty());
    }

    #[test]
    fn added_dropped_and_changed_moves_are_told_apart() {
        let mut other = song();
        other.moves[0] = one("m001", "bass", Action::Fader, &[("gain_db", n(-0.6))]);
        other.moves[1] = one("m002", "kick", Action::Polarity, &[]);
        let diff = RecipeDiff::of(&song(), &other).unwrap();
        assert!(matches!(&diff.moves[0], MoveDiff::Changed { after, .. } if after.id == "m001"));
        assert!(matches!(&diff.moves[1], MoveDiff::Added(one) if one.target == "kick"));
        assert!(matches!(&diff.moves[2], MoveDiff::Dropped(one) if one.target == "vox"));
        let fader = diff.console.iter().find(|it| it.place == "bass" && it.field == "fader");
        let fader = fader.unwrap();
        assert_eq!(fader.before.as_deref(), Some("-2.1 dB"));
        assert_eq!(fader.after.as_deref(), Some("-0.6 dB"));
    }

    #[test]
    fn the_same_moves_under_other_ids_are_the_same() {
        let mut other = song();
        other.moves[0].id = "m007".into();
        assert!(RecipeDiff::of(&song(), &other).unwrap().is_empty());
    }

    #[test]
    fn wishes_and_rides_differ_too() {
        let mut other = song();
        other.brief.lufs = -9.0;
        let ride = |db| crate::Value::Points(vec![(0, db)]);
        other.moves.push(one("m003", "vox", Action::Automation, &[("points", ride(1.0))]));
        let mut third = other.clone();
        third.moves[2] = one("m003", "vox", Action::Automation, &[("points", ride(2.0))]);
        let diff = RecipeDiff::of(&song(), &other).unwrap();
        assert_eq!(diff.header[0].field, "lufs");
        assert!(diff.console.iter().any(|it| it.field == "automation"));
        let diff = RecipeDiff::of(&other, &third).unwrap();
        assert_eq!(diff.console.len(), 1, "as many points, other levels: {:?}", diff.console);
    }
}
