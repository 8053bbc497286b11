//! What a recipe must be before anything is rendered from it. Everything that comes from outside
//! has a limit.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::{
    Amounts, Brief, Matching, Move, REFERENCE_BANDS, REFERENCES_MAX, Recipe, RecipeError,
    ReferenceAim, ReferenceSong, SessionSpec, StemSpec, Value,
};

/// Limits of a recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecipeLimits {
    /// Bytes of JSON.
    pub bytes: usize,
    /// Stems.
    pub stems: usize,
    /// Moves.
    pub moves: usize,
    /// Automation points, over all moves.
    pub points: usize,
    /// Sections of the song.
    pub sections: usize,
    /// Sentences that changed the recipe.
    pub tweaks: usize,
    /// Bytes of an id, a name, a reason or another text.
    pub text: usize,
}

impl RecipeLimits {
    /// What is accepted.
    pub const DEFAULT: Self = Self {
        bytes: 16 << 20,
        stems: 64,
        moves: 10_000,
        points: 100_000,
        sections: 1_000,
        tweaks: 1_000,
        text: 4_096,
    };
}

/// Checks everything in `recipe`: header, stems, moves.
///
/// # Errors
///
/// Returns the first fault.
pub fn validate(recipe: &Recipe) -> Result<(), RecipeError> {
    crate::fold(recipe).map(drop)
}

/// Everything but the moves' targets and parameters.
pub(crate) fn check_header(recipe: &Recipe) -> Result<(), RecipeError> {
    if recipe.recipe != Recipe::VERSION {
        return Err(header("recipe", recipe.recipe, format!("version {}", Recipe::VERSION)));
    }
    check_counts(recipe)?;
    check_session(&recipe.session)?;
    check_tweaks(recipe)?;
    recipe.brief.check()?;
    let mut ids = BTreeSet::new();
    for one in &recipe.moves {
        check_text("moves[].id", &one.id, 128)?;
        check_text("moves[].reason", &one.reason, RecipeLimits::DEFAULT.text)?;
        if one.id.is_empty() {
            return Err(header("moves[].id", "empty", "a unique id, like `m014`"));
        }
        if !ids.insert(&one.id) {
            return Err(RecipeError::DuplicateMove { id: one.id.clone() });
        }
    }
    Ok(())
}

fn check_counts(recipe: &Recipe) -> Result<(), RecipeError> {
    let limits = RecipeLimits::DEFAULT;
    let points = |one: &Move| -> usize {
        let of = |value: &Value| if let Value::Points(points) = value { points.len() } else { 0 };
        one.params.values().map(of).sum()
    };
    for (what, found, limit) in [
        ("stems", recipe.session.stems.len(), limits.stems),
        ("moves", recipe.moves.len(), limits.moves),
        ("automation points", recipe.moves.iter().map(points).sum(), limits.points),
    ] {
        if found > limit {
            return Err(RecipeError::TooMany { what, found, limit });
        }
    }
    Ok(())
}

fn check_session(session: &SessionSpec) -> Result<(), RecipeError> {
    const DAY_S: u64 = 86_400;
    check_rate("session.sample_rate_hz", session.sample_rate_hz)?;
    let longest = DAY_S * u64::from(session.sample_rate_hz);
    check_range("session.frames", session.frames, 0..=longest, "frames")?;
    let tail = 60 * u64::from(session.sample_rate_hz);
    check_range("session.tail_frames", session.tail_frames, 0..=tail, "frames")?;
    if let Some(bpm) = session.tempo_bpm {
        check_range("session.tempo_bpm", bpm, 10.0..=1_000.0, "bpm")?;
    }
    if let Some(beats) = session.beats_per_bar {
        check_range("session.beats_per_bar", f64::from(beats), 1.0..=16.0, "beats")?;
    }
    check_sections(session)?;
    if session.stems.is_empty() {
        return Err(header("session.stems", "empty", "1 to 64 stems"));
    }
    let mut ids = BTreeSet::new();
    for stem in &session.stems {
        check_stem(stem)?;
        if !ids.insert(&stem.id) {
            return Err(stem_error(stem, "id", "there twice", "a name of its own"));
        }
    }
    Ok(())
}

fn check_sections(session: &SessionSpec) -> Result<(), RecipeError> {
    let limit = RecipeLimits::DEFAULT.sections;
    let found = session.sections.len();
    if found > limit {
        return Err(RecipeError::TooMany { what: "sections", found, limit });
    }
    let mut from = 0;
    for section in &session.sections {
        check_text("session.sections[].label", &section.label, 64)?;
        let is_in_order = from <= section.start_frame && section.start_frame < section.end_frame;
        if !is_in_order {
            let found = format!("{} to {}", section.start_frame, section.end_frame);
            let expected = "passages that follow each other and are longer than nothing";
            return Err(header("session.sections[]", found, expected));
        }
        from = section.end_frame;
    }
    Ok(())
}

fn check_tweaks(recipe: &Recipe) -> Result<(), RecipeError> {
    let limits = RecipeLimits::DEFAULT;
    let replaced = recipe.tweaks.iter().map(|tweak| tweak.replaced.len()).sum();
    for (what, found, limit) in [
        ("tweaks", recipe.tweaks.len(), limits.tweaks),
        ("moves kept by tweaks", replaced, limits.moves),
    ] {
        if found > limit {
            return Err(RecipeError::TooMany { what, found, limit });
        }
    }
    for tweak in &recipe.tweaks {
        check_text("tweaks[].id", &tweak.id, 128)?;
        check_text("tweaks[].words", &tweak.words, limits.text)?;
    }
    Ok(())
}

fn check_stem(stem: &StemSpec) -> Result<(), RecipeError> {
    check_text("session.stems[].id", &stem.id, 256)?;
    check_text("session.stems[].file", &stem.file, RecipeLimits::DEFAULT.text)?;
    if !is_file_name(&stem.id) {
        return Err(stem_error(stem, "id", "not a plain name", NAME_EXPECTED));
    }
    if Move::RESERVED_TARGETS.contains(&stem.id.as_str()) {
        let expected = "another name: this one is a part of the console";
        return Err(stem_error(stem, "id", "reserved", expected));
    }
    let digits = stem.hash.strip_prefix("b3:").unwrap_or_default();
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(stem_error(stem, "hash", &stem.hash, "b3: and 64 hexadecimal digits"));
    }
    if !(1..=2).contains(&stem.channels) {
        return Err(stem_error(stem, "channels", &stem.channels.to_string(), "1 or 2"));
    }
    if !(0.0..=1.0).contains(&stem.role.confidence) {
        let found = stem.role.confidence.to_string();
        return Err(stem_error(stem, "role.confidence", &found, "0 to 1"));
    }
    check_rate("session.stems[].sample_rate_hz", stem.sample_rate_hz)
}

const NAME_EXPECTED: &str = "the file's name without folder and ending";

/// Ids become names of files, so none may lead anywhere else.
pub(crate) fn is_file_name(id: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    !id.trim().is_empty() && id != "." && id != ".." && !id.chars().any(odd)
}

impl Brief {
    /// Checks every value against its range.
    ///
    /// # Errors
    ///
    /// Returns the first field outside its range.
    pub fn check(&self) -> Result<(), RecipeError> {
        check_range("brief.lufs", self.lufs, -40.0..=-5.0, "LUFS")?;
        check_range("brief.ceiling_dbtp", self.ceiling_dbtp, -24.0..=0.0, "dBTP")?;
        check_range("brief.width_pct", self.width_pct, 0.0..=140.0, "%")?;
        if let Some(lra) = self.lra_max_lu {
            check_range("brief.lra_max_lu", lra, 1.0..=40.0, "LU")?;
        }
        if let Some(hz) = self.centroid_hz {
            check_range("brief.centroid_hz", hz, 200.0..=10_000.0, "Hz")?;
        }
        if let Some(ratio) = self.stereo_ms_ratio {
            check_range("brief.stereo_ms_ratio", ratio, 0.0..=1.0, "")?;
        }
        for share in self.frequency_balance.iter().flatten() {
            check_range("brief.frequency_balance", *share, 0.0..=1_000.0, "")?;
        }
        self.reference.as_ref().map_or(Ok(()), check_reference)?;
        if let Some(rate) = self.delivery.sample_rate_hz {
            check_rate("brief.delivery.sample_rate_hz", rate)?;
        }
        self.delivery.check()?;
        for (field, pct) in [
            ("brief.amounts.overall_pct", self.amounts.overall_pct),
            ("brief.amounts.tone_pct", self.amounts.tone_pct),
            ("brief.amounts.dynamics_pct", self.amounts.dynamics_pct),
            ("brief.amounts.width_pct", self.amounts.width_pct),
            ("brief.amounts.space_pct", self.amounts.space_pct),
            ("brief.amounts.loudness_pct", self.amounts.loudness_pct),
        ] {
            check_range(field, pct, Amounts::RANGE_PCT, "%")?;
        }
        Ok(())
    }
}

fn check_reference(aim: &ReferenceAim) -> Result<(), RecipeError> {
    let Matching { tone_pct, dynamics_pct, width_pct, loudness_pct } = aim.matching;
    for (field, pct) in [
        ("brief.reference.matching.tone_pct", tone_pct),
        ("brief.reference.matching.dynamics_pct", dynamics_pct),
        ("brief.reference.matching.width_pct", width_pct),
        ("brief.reference.matching.loudness_pct", loudness_pct),
    ] {
        check_range(field, pct, 0.0..=100.0, "%")?;
    }
    let found = aim.songs.len();
    if found == 0 || found > REFERENCES_MAX {
        let expected = format!("1 to {REFERENCES_MAX} references");
        return Err(header("brief.reference.songs", found, expected));
    }
    aim.songs.iter().try_for_each(check_reference_song)
}

fn check_reference_song(song: &ReferenceSong) -> Result<(), RecipeError> {
    check_text("brief.reference.songs[].name", &song.name, 1_024)?;
    check_text("brief.reference.songs[].hash", &song.hash, 128)?;
    for note in &song.notes {
        check_text("brief.reference.songs[].notes", note, RecipeLimits::DEFAULT.text)?;
    }
    for (field, value, range) in [
        ("brief.reference.songs[].weight", song.weight, 1e-3..=10.0),
        ("brief.reference.songs[].length_s", song.length_s, 0.0..=86_400.0),
        ("brief.reference.songs[].integrated_lufs", song.integrated_lufs, -120.0..=30.0),
        ("brief.reference.songs[].rms_dbfs", song.rms_dbfs, -200.0..=60.0),
        ("brief.reference.songs[].crest_db", song.crest_db, 0.0..=200.0),
        ("brief.reference.songs[].balance_db", song.balance_db, -100.0..=100.0),
        ("brief.reference.songs[].side_over_mid", song.side_over_mid, 0.0..=1_000.0),
        ("brief.reference.songs[].high_hz", song.high_hz, 100.0..=96_000.0),
    ] {
        check_range(field, value, range, "")?;
    }
    for (field, levels) in [
        ("brief.reference.songs[].mid_erb_db", &song.mid_erb_db),
        ("brief.reference.songs[].side_erb_db", &song.side_erb_db),
    ] {
        if levels.len() != REFERENCE_BANDS {
            return Err(header(field, levels.len(), format!("{REFERENCE_BANDS} levels")));
        }
        levels.iter().try_for_each(|level| check_range(field, *level, -300.0..=60.0, "dBFS"))?;
    }
    let Some(dynamics) = &song.dynamics else { return Ok(()) };
    let field = "brief.reference.songs[].dynamics";
    check_range(field, dynamics.psr_median_db, 0.0..=100.0, "dB")?;
    check_range(field, dynamics.range_lu, 0.0..=100.0, "LU")?;
    dynamics.short_term_lu.iter().try_for_each(|lu| check_range(field, *lu, -100.0..=50.0, "LU"))
}

fn check_rate(field: &'static str, found: u32) -> Result<(), RecipeError> {
    check_range(field, found, 8_000..=192_000, "Hz")
}

fn check_range<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    found: T,
    range: RangeInclusive<T>,
    unit: &str,
) -> Result<(), RecipeError> {
    if range.contains(&found) {
        return Ok(());
    }
    let expected = format!("{} to {} {unit}", range.start(), range.end());
    Err(header(field, found, expected.trim_end()))
}

fn check_text(field: &'static str, text: &str, limit: usize) -> Result<(), RecipeError> {
    if text.len() <= limit {
        return Ok(());
    }
    let found = format!("a text of {} bytes", text.len());
    Err(header(field, found, format!("at most {limit} bytes")))
}

fn header(field: &str, found: impl ToString, expected: impl Into<String>) -> RecipeError {
    let (field, found, expected) = (field.into(), found.to_string(), expected.into());
    RecipeError::Header { field, found, expected }
}

fn stem_error(stem: &StemSpec, field: &'static str, found: &str, expected: &str) -> RecipeError {
    let (id, found, expected) = (stem.id.clone(), found.into(), expected.into());
    RecipeError::Stem { id, field, found, expected }
}
