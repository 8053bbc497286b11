//! Recipes as JSON: read with limits, written the same way every time, hashed.

use std::io;

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use crate::{Recipe, RecipeError, RecipeLimits};

/// One step of migration: the function at index `n` takes version `n + 1` to `n + 2`.
const MIGRATIONS: &[fn(Value) -> Value] = &[];

impl Recipe {
    /// Reads, migrates and validates a recipe.
    ///
    /// # Errors
    ///
    /// Returns the first fault: too large, not JSON, of a later version, or invalid.
    pub fn from_json(text: &str) -> Result<Self, RecipeError> {
        #[derive(serde::Deserialize)]
        struct Version {
            recipe: u64,
        }
        let limit = RecipeLimits::DEFAULT.bytes;
        if text.len() > limit {
            return Err(RecipeError::TooLarge { found: text.len(), limit });
        }
        let Version { recipe: found } = serde_json::from_str(text).map_err(syntax)?;
        let recipe: Self = match u32::try_from(found) {
            Ok(Self::VERSION) => serde_json::from_str(text).map_err(syntax)?,
            Ok(older) if (1..Self::VERSION).contains(&older) => {
                let old = serde_json::from_str(text).map_err(syntax)?;
                let steps = MIGRATIONS.iter().skip(older as usize - 1);
                serde_json::from_value(steps.fold(old, |value, step| step(value)))
                    .map_err(syntax)?
            }
            Ok(0) => {
                let (field, found) = ("recipe".into(), "0".into());
                let expected = format!("a version from 1 to {}", Self::VERSION);
                return Err(RecipeError::Header { field, found, expected });
            }
            _ => return Err(RecipeError::Newer { found, known: Self::VERSION }),
        };
        crate::validate(&recipe)?;
        Ok(recipe)
    }

    /// The recipe as JSON for people: the same bytes for the same recipe, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        pretty(self)
    }

    /// Hash of the recipe, `b3:` and 64 hexadecimal digits: BLAKE3 over its compact JSON without
    /// the paths of the stems. What a stem is, its own hash says; where it lies does not change
    /// the sound.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut anywhere = self.clone();
        for stem in &mut anywhere.session.stems {
            stem.file.clear();
        }
        // Strings, numbers and lists always serialise.
        let compact = serde_json::to_vec(&anywhere).unwrap_or_default();
        format!("b3:{}", blake3::hash(&compact).to_hex())
    }

    /// JSON Schema of the format.
    #[must_use]
    pub fn schema() -> String {
        pretty(&schemars::schema_for!(Self))
    }
}

fn syntax(error: serde_json::Error) -> RecipeError {
    RecipeError::Syntax(error.to_string())
}

/// JSON on many lines, but lists deep inside (automation) on one.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Lines::default());
    // Neither writing to memory nor serialising these types fails.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "{written:?}");
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// Lists at this depth or deeper stay on one line: `moves`, a move, `params` and `points` are 4.
const INLINE_DEPTH: usize = 5;

#[derive(Default)]
struct Lines {
    pretty: PrettyFormatter<'static>,
    depth: usize,
}

impl Lines {
    fn inline(&self) -> bool {
        self.depth >= INLINE_DEPTH
    }

    fn comma<W: io::Write + ?Sized>(writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }
}

impl Formatter for Lines {
    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.inline() { writer.write_all(b"[") } else { self.pretty.begin_array(writer) }
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        let inline = self.inline();
        self.depth -= 1;
        if inline { writer.write_all(b"]") } else { self.pretty.end_array(writer) }
    }

    fn begin_array_value<W: io::Write + ?Sized>(
        &mut self,
        w: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if self.inline() { Self::comma(w, first) } else { self.pretty.begin_array_value(w, first) }
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.inline() { Ok(()) } else { self.pretty.end_array_value(writer) }
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.pretty.begin_object(writer)
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: io::Write + ?Sized>(
        &mut self,
        w: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.pretty.begin_object_key(w, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::sample::{n, one, trio, w};
    use crate::{Action, Evidence, Move, Recipe, RecipeError, RecipeLimits, Value};

    fn rich() -> Recipe {
        let mut duck = one("m2", "music_bus", Action::Duck, &[("key", w("vox"))]);
        duck.evidence = Some(Evidence {
            metric: "masked_share_pct".into(),
            before: f64::NEG_INFINITY,
            without: Some(58.0),
            after: 23.5,
        });
        let lane = Value::Points(vec![(0, 0.0), (48_000, -1.5)]);
        trio(vec![
            one("m1", "vox", Action::Automation, &[("points", lane)]),
            duck,
            one("m3", "bass", Action::DynamicEq, &[("shape", w("bell")), ("freq_hz", n(240.1))]),
        ])
    }

    #[test]
    fn a_recipe_survives_its_json() {
        let recipe = rich();
        let text = recipe.to_json();
        assert_eq!(Recipe::from_json(&text).unwrap(), recipe);
        assert!(text.contains("\"points\": [[0, 0.0], [48000, -1.5]]"), "a lane is one line");
        assert!(text.ends_with("}\n"));
        assert_eq!(recipe.hash(), Recipe::from_json(&text).unwrap().hash());
    }

    #[test]
    fn any_change_changes_the_hash() {
        let (recipe, mut other) = (rich(), rich());
        other.moves[2].amount_pct = 99.0;
        assert_ne!(recipe.hash(), other.hash());
        assert!(recipe.hash().starts_with("b3:") && recipe.hash().len() == 67);
    }

    #[test]
    fn where_a_stem_lies_is_no_part_of_the_hash_but_what_it_holds_is() {
        let (recipe, mut moved, mut changed) = (rich(), rich(), rich());
        moved.session.stems[0].file = "elsewhere/kick.wav".into();
        assert_eq!(recipe.hash(), moved.hash());
        changed.session.stems[0].hash = format!("b3:{}", "1".repeat(64));
        assert_ne!(recipe.hash(), changed.hash());
    }

    #[test]
    fn versions_are_told_apart() {
        let text = rich().to_json().replace("\"recipe\": 1", "\"recipe\": 7");
        let error = Recipe::from_json(&text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "recipe version 7 is newer than this program understands (1): update"
        );
        let text = rich().to_json().replace("\"recipe\": 1", "\"recipe\": 0");
        assert!(matches!(Recipe::from_json(&text), Err(RecipeError::Header { .. })));
        // A later version may look otherwise: it is named before anything else is read.
        let error = Recipe::from_json("{\"recipe\": 2, \"acts\": []}").unwrap_err();
        assert_eq!(error, RecipeError::Newer { found: 2, known: 1 });
        assert!(matches!(Recipe::from_json("{}"), Err(RecipeError::Syntax(_))));
    }

    #[test]
    fn there_are_limits_to_everything() {
        let text = format!("{}{}", rich().to_json(), " ".repeat(RecipeLimits::DEFAULT.bytes));
        assert!(matches!(Recipe::from_json(&text), Err(RecipeError::TooLarge { .. })));
        let many = |moves: Vec<Move>| Recipe::from_json(&trio(moves).to_json()).unwrap_err();
        let pans = (0..10_001).map(|i| one(&format!("m{i}"), "bass", Action::Pan, &[])).collect();
        let error = many(pans).to_string();
        assert_eq!(error, "the recipe has 10001 moves, expected at most 10000");
        let lane = Value::Points((0..100_001).map(|frame| (frame, 0.0)).collect());
        let error = many(vec![one("m1", "vox", Action::Automation, &[("points", lane)])]);
        assert!(matches!(error, RecipeError::TooMany { found: 100_001, .. }));
        let stems: Vec<String> = (0..65).map(|i| format!("s{i:02}")).collect();
        let stems: Vec<_> = stems.iter().map(|id| (id.as_str(), crate::Role::Fx)).collect();
        let error = crate::validate(&crate::sample::recipe(&stems, vec![])).unwrap_err();
        assert_eq!(error.to_string(), "the recipe has 65 stems, expected at most 64");
    }

    #[test]
    fn unknown_fields_are_refused_with_their_line() {
        let text = rich().to_json().replace("\"tail_frames\"", "\"tale_frames\"");
        let error = Recipe::from_json(&text).unwrap_err().to_string();
        assert!(error.contains("unknown field `tale_frames`") && error.contains("line"), "{error}");
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for id in ["../up", "a/b", "a\\b", "..", "", " ", "a\u{0}b", "master", "drum_bus"] {
            let recipe = crate::sample::recipe(&[(id, crate::Role::Bass)], vec![]);
            assert!(matches!(crate::validate(&recipe), Err(RecipeError::Stem { .. })), "{id:?}");
        }
        let twice = [("a", crate::Role::Bass), ("a", crate::Role::Kick)];
        assert!(crate::validate(&crate::sample::recipe(&twice, vec![])).is_err());
        let recipe =
            trio(vec![one("m1", "bass", Action::Pan, &[]), one("m1", "vox", Action::Pan, &[])]);
        assert_eq!(crate::validate(&recipe), Err(RecipeError::DuplicateMove { id: "m1".into() }));
    }

    #[test]
    fn the_schema_is_the_published_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/recipe.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, Recipe::schema()).unwrap();
        }
        assert!(published == Recipe::schema(), "the schema changed: look, then run with BLESS=1");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            any::<f64>().prop_filter("JSON has no NaN", |x| x.is_finite()).prop_map(Value::Number),
            ".{0,12}".prop_map(Value::Word),
            prop::collection::vec((any::<u64>(), -90.0..20.0), 0..5).prop_map(Value::Points),
        ]
    }

    fn any_move() -> impl Strategy<Value = Move> {
        let params = prop::collection::btree_map("[a-z_]{1,9}", any_value(), 0..4);
        (0..Action::ALL.len(), params, 0.0f32..=150.0, any::<bool>()).prop_map(
            |(action, params, amount_pct, locked)| Move {
                params,
                amount_pct,
                locked,
                ..one("m1", "bass", Action::ALL[action], &[])
            },
        )
    }

    proptest! {
        /// Whatever a move holds, its JSON reads back as the same bits.
        #[test]
        fn moves_survive_their_json(moves in prop::collection::vec(any_move(), 0..4)) {
            let recipe = trio(moves);
            let back: Recipe = serde_json::from_str(&recipe.to_json()).unwrap();
            prop_assert_eq!(&back, &recipe);
            prop_assert_eq!(back.to_json(), recipe.to_json());
        }

        /// Any text with bytes changed is read or refused, never a panic; what is read renders
        /// to a console.
        #[test]
        fn damaged_recipes_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let mut bytes = rich().to_json().into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Ok(recipe) = Recipe::from_json(&String::from_utf8_lossy(&bytes)) {
                prop_assert!(crate::fold(&recipe).is_ok());
            }
        }

        /// Moves out of nowhere fold or are refused.
        #[test]
        fn random_moves_never_panic(moves in prop::collection::vec(any_move(), 0..6)) {
            let _ = crate::fold(&trio(moves));
        }
    }
}
