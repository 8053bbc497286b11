//! The whole run: hear, decide, mix, master, verify; and a recipe again, as it stands.

use measure::{Measurement, SessionMeasurement};
use policy::{Heard as PolicyHeard, Policy, number};
use recipe::{Console, FindingLine, Guardrails, Move, Player, Profile, Recipe, SessionSpec, fold};

use crate::checkup::{stem_specs, told};
use crate::coded::CodecCheck;
use crate::console::{MixOutcome, MixSettings, mix as render_mix};
use crate::form::sections;
use crate::levels::levels;
use crate::listen::{Heard, listen};
use crate::master::{ChainOutcome, FinishOutcome, Verified, finish, shape, verify};
use crate::mastering::{Mastered, Mastering};
use crate::order::{Order, RunSettings, session_rate};
use crate::players::players;
use crate::preview::preview;
use crate::qc::{Broken, Promise, Verdict};
use crate::reference::brief_of;
use crate::{Crew, EngineError, Job, Store, Tuning, Version, report};

/// All that a run needs from its surroundings.
pub type Io<'a> = (&'a dyn Store, &'a dyn Crew, &'a dyn Job);

/// A decided mix that was not rendered.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Inputs, wish and the moves of the mix; the master's follow when there is a premaster.
    pub recipe: Recipe,
    /// What was heard.
    pub heard: Heard,
    /// What is wrong with the stems, and what the recipe does about it.
    pub findings: Vec<FindingLine>,
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Done {
    /// The recipe that gives this master again.
    pub recipe: Recipe,
    /// What was measured; the edge adds times and files.
    pub report: recipe::Report,
    /// Peaks over time.
    pub levels: recipe::Levels,
}

/// Everything that was measured on the way, for the report.
pub(crate) struct Facts<'a> {
    pub(crate) recipe: &'a Recipe,
    pub(crate) console: &'a Console,
    /// Bits of each stem's file, and what was heard in it.
    pub(crate) stems: &'a [(u16, Option<Measurement>)],
    pub(crate) rough: Option<&'a Measurement>,
    pub(crate) mix: &'a MixOutcome,
    pub(crate) chain: &'a ChainOutcome,
    pub(crate) finish: &'a FinishOutcome,
    pub(crate) verified: &'a Verified,
    pub(crate) verdict: &'a Verdict,
    pub(crate) stopped_by: Option<Broken>,
    pub(crate) warnings: &'a [String],
    pub(crate) findings: &'a [FindingLine],
    /// One finished file was mastered: there is no mix of its own.
    pub(crate) only_master: bool,
    pub(crate) profile: Option<&'a Profile>,
    pub(crate) players: &'a [Player],
    pub(crate) coded: &'a CodecCheck,
}

/// Listens and decides the mix; renders nothing.
///
/// # Errors
///
/// See [`EngineError`].
pub fn plan(
    order: &Order,
    policy: &dyn Policy,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<Planned, EngineError> {
    let rate_hz = session_rate(&order.stems);
    let heard = listen(order.stems.len(), rate_hz, settings.block_frames, io)?;
    let stems = stem_specs(&order.stems, &heard);
    let brief = brief_of(order, &heard.song.sum);
    let mut moves = Vec::new();
    if !order.only_master {
        let known = PolicyHeard { session: &heard.song, stems: &stems };
        moves = policy.mix(&known, &brief, &order.profile);
    }
    let tempo_bpm = order.tempo_bpm.or(heard.song.tempo.map(|tempo| round_to(tempo.bpm, 0.01)));
    let session = SessionSpec {
        sample_rate_hz: rate_hz,
        frames: heard.frames,
        tail_frames: if order.only_master { 0 } else { tail_frames(&moves, rate_hz) },
        tempo_bpm,
        beats_per_bar: heard.song.grid.as_ref().and_then(metre),
        key: heard.song.key.filter(|key| key.is_told()).map(|key| key.to_string()),
        sections: sections(&heard.song.sections, rate_hz),
        stems,
    };
    let recipe = Recipe {
        recipe: Recipe::VERSION,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        session,
        brief,
        moves,
        tweaks: Vec::new(),
    };
    let known = PolicyHeard { session: &heard.song, stems: &recipe.session.stems };
    let findings = if order.only_master { Vec::new() } else { told(&known, &order.brief) };
    Ok(Planned { recipe, heard, findings })
}

/// Trust in the bars from which on a session is told of their length: a wrong one is worse than the
/// four quarters that everybody expects.
const METRE_SURE: f64 = 0.5;

fn metre(grid: &measure::Grid) -> Option<u8> {
    let beats = u8::try_from(grid.beats_per_bar).ok()?;
    (grid.bars_confidence >= METRE_SURE).then_some(beats)
}

/// The whole run.
///
/// # Errors
///
/// See [`EngineError`].
pub fn mix(
    order: &Order,
    policy: &dyn Policy,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<Done, EngineError> {
    let Planned { mut recipe, heard, findings } = plan(order, policy, settings, io)?;
    let (mixed, mut warnings) = mix_within_guardrails(&mut recipe, settings, io)?;
    let song = &heard.song;
    let mut master = policy.master(&mixed.premaster, song, &recipe.brief, &order.profile);
    number(&mut master, recipe.moves.len() + 1);
    recipe.moves.extend(master);
    let mastering = Mastering::new(&mut recipe, &mixed.premaster, settings, io);
    let mastered = mastering.run()?;
    warnings.extend(mastered.warnings);
    let stems: Vec<_> = order
        .stems
        .iter()
        .zip(heard.song.stems)
        .map(|(stem, measurement)| (stem.bits, Some(measurement)))
        .collect();
    let console = fold(&recipe)?;
    let players = deliver_preview(&recipe, &mastered.verified.measurement, settings, io)?;
    let report = report::build(&Facts {
        recipe: &recipe,
        console: &console,
        stems: &stems,
        rough: Some(&heard.song.sum),
        mix: &mixed,
        chain: &mastered.chain,
        finish: &mastered.finish,
        verified: &mastered.verified,
        verdict: &mastered.verdict,
        stopped_by: mastered.stopped_by,
        warnings: &warnings,
        findings: &findings,
        only_master: only_masters(&recipe),
        profile: Some(&order.profile),
        players: &players,
        coded: &mastered.coded,
    });
    let levels = levels(&recipe.session, &mixed, &mastered.finish);
    Ok(Done { recipe, report, levels })
}

/// Renders a recipe as it stands: nothing is decided and nothing adjusted, so the bytes are those
/// of the run that wrote it.
///
/// # Errors
///
/// See [`EngineError`].
pub fn render(recipe: &Recipe, settings: RunSettings, io: Io<'_>) -> Result<Done, EngineError> {
    let console = fold(recipe)?;
    let session = &recipe.session;
    let mixed = render_mix(session, &console, mix_settings(settings), io)?;
    let length = (session.sample_rate_hz, session.frames + session.tail_frames);
    let chain = shape(&console.master, length, settings.block_frames, io)?;
    let delivery = delivered(recipe);
    let finished = finish(&console.master, delivery, settings.block_frames, io)?;
    let verified = verify(delivery, settings.block_frames, io)?;
    let rails = Guardrails::default();
    let promise = Promise { brief: &recipe.brief, rails: &rails, aim_lufs: recipe.brief.lufs };
    let verdict = promise.judge(&mixed.premaster, &verified, finished.limiter.average_db);
    let mut warnings = mix_warnings(&mixed, recipe, &rails);
    let mut coded = CodecCheck::default();
    if let Some(ceiling_dbtp) = recipe.brief.delivery.codec_ceiling_dbtp {
        coded.run(ceiling_dbtp, &verified.measurement, io)?;
        warnings.extend(coded.warnings(ceiling_dbtp));
    }
    let players = deliver_preview(recipe, &verified.measurement, settings, io)?;
    let stems: Vec<_> = session.stems.iter().map(|_| (0, None)).collect();
    let report = report::build(&Facts {
        recipe,
        console: &console,
        stems: &stems,
        rough: None,
        mix: &mixed,
        chain: &chain,
        finish: &finished,
        verified: &verified,
        verdict: &verdict,
        stopped_by: verdict.broken,
        warnings: &warnings,
        findings: &[],
        only_master: only_masters(recipe),
        profile: Profile::find(&recipe.brief.profile).ok(),
        players: &players,
        coded: &coded,
    });
    let levels = levels(session, &mixed, &finished);
    Ok(Done { recipe: recipe.clone(), report, levels })
}

/// Renders a recipe whose loudness or ceiling was changed in words: the mix and the chain before
/// the limiter stand, and gain and ceiling are found and verified as in [`mix`]. What is adjusted
/// belongs to the last sentence and is taken back with it.
///
/// # Errors
///
/// See [`EngineError`].
pub fn retarget(recipe: &Recipe, settings: RunSettings, io: Io<'_>) -> Result<Done, EngineError> {
    let (solved, mixed, mastered) = solve(recipe, mix_settings(settings), settings, io)?;
    let mut warnings = mix_warnings(&mixed, recipe, &Guardrails::default());
    warnings.extend(mastered.warnings);
    let players = deliver_preview(&solved, &mastered.verified.measurement, settings, io)?;
    let stems: Vec<_> = recipe.session.stems.iter().map(|_| (0, None)).collect();
    let report = report::build(&Facts {
        recipe: &solved,
        console: &fold(&solved)?,
        stems: &stems,
        rough: None,
        mix: &mixed,
        chain: &mastered.chain,
        finish: &mastered.finish,
        verified: &mastered.verified,
        verdict: &mastered.verdict,
        stopped_by: mastered.stopped_by,
        warnings: &warnings,
        findings: &[],
        only_master: only_masters(&solved),
        profile: Profile::find(&solved.brief.profile).ok(),
        players: &players,
        coded: &mastered.coded,
    });
    let levels = levels(&solved.session, &mixed, &mastered.finish);
    Ok(Done { recipe: solved, report, levels })
}

/// The whole of [`retarget`] but what it tells.
pub(crate) fn solve(
    recipe: &Recipe,
    mix: MixSettings,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<(Recipe, MixOutcome, Mastered), EngineError> {
    let mut solved = recipe.clone();
    let mixed = render_mix(&recipe.session, &fold(recipe)?, mix, io)?;
    let mastered = Mastering::new(&mut solved, &mixed.premaster, settings, io).land()?;
    solved.adopt(recipe);
    Ok((solved, mixed, mastered))
}

/// Rate and length of the master.
pub(crate) fn delivered(recipe: &Recipe) -> (u32, u64) {
    let session = &recipe.session;
    let rate_hz = recipe.brief.delivery.sample_rate_hz.unwrap_or(session.sample_rate_hz);
    let frames = u128::from(session.frames + session.tail_frames) * u128::from(rate_hz);
    (rate_hz, frames.div_ceil(u128::from(session.sample_rate_hz.max(1))) as u64)
}

fn mix_settings(settings: RunSettings) -> MixSettings {
    MixSettings {
        block_frames: settings.block_frames,
        export_stems: settings.export_stems,
        rough: settings.preview,
        until_frames: None,
    }
}

fn deliver_preview(
    recipe: &Recipe,
    master: &Measurement,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<Vec<Player>, EngineError> {
    if !settings.preview {
        return Ok(Vec::new());
    }
    let rate_hz = delivered(recipe).0;
    preview(master, rate_hz, io)?;
    if !settings.players {
        return Ok(Vec::new());
    }
    let versions = Version::ALL.into_iter();
    let versions = versions.filter(|one| *one != Version::Mix || !only_masters(recipe));
    players(&versions.collect::<Vec<_>>(), master, rate_hz, io)
}

/// Whether a recipe leaves its only stem as it came, up to the master.
fn only_masters(recipe: &Recipe) -> bool {
    recipe.session.stems.len() == 1 && recipe.moves.iter().all(|one| one.target == "master")
}

/// Renders the mix; a compressor that took more than a guardrail allows gets a higher threshold,
/// and the mix is rendered again.
fn mix_within_guardrails(
    recipe: &mut Recipe,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<(MixOutcome, Vec<String>), EngineError> {
    let rails = Guardrails::default();
    for round in 0.. {
        let console = fold(recipe)?;
        let mixed = render_mix(&recipe.session, &console, mix_settings(settings), io)?;
        let warnings = mix_warnings(&mixed, recipe, &rails);
        let last = round == crate::qc::ROUNDS_MAX;
        if warnings.is_empty() || last || !Tuning(recipe).ease_compressors(&mixed, &rails) {
            return Ok((mixed, warnings));
        }
    }
    unreachable!("the loop ends by its last round")
}

/// Guardrails of the mix that do not hold, in words.
fn mix_warnings(mixed: &MixOutcome, recipe: &Recipe, rails: &Guardrails) -> Vec<String> {
    let strips = mixed.strips.iter().zip(&recipe.session.stems);
    let strips = strips.filter(|(strip, _)| !rails.reduction_safe(strip.worst_average_db));
    let strips = strips.map(|(strip, stem)| (stem.id.as_str(), strip.worst_average_db));
    let names = ["drum_bus", "music_bus", "vocal_bus"];
    let buses = names.into_iter().zip(&mixed.buses).filter_map(|(name, bus)| {
        let average_db = bus.compressor?.average_db;
        (!rails.reduction_safe(average_db)).then_some((name, average_db))
    });
    strips
        .chain(buses)
        .map(|(name, average_db)| {
            format!(
                "`{name}`: the average gain reduction is {average_db:.1} dB, less than {:.1} dB \
                 is allowed",
                rails.average_reduction_db
            )
        })
        .collect()
}

/// Silence after the longest stem, so that reverb and echoes can end: the time in which the
/// longest of them falls by 60 dB, 8 s at most.
fn tail_frames(moves: &[Move], rate_hz: u32) -> u64 {
    const LONGEST_S: f64 = 8.0;
    let number = |one: &Move, id: &str, default: f64| match one.params.get(id) {
        Some(recipe::Value::Number(value)) => *value,
        _ => default,
    };
    let tail_s = moves.iter().map(|one| match one.action {
        recipe::Action::Reverb => {
            number(one, "decay_s", 1.4) + number(one, "pre_delay_ms", 20.0) / 1e3
        }
        recipe::Action::Delay => {
            let feedback = (number(one, "feedback_pct", 30.0) / 100.0).clamp(0.01, 0.9);
            let echoes = -60.0 / audio::gain_to_db_f64(feedback);
            (echoes + 1.0) * number(one, "time_ms", 375.0) / 1e3
        }
        _ => 0.0,
    });
    (tail_s.fold(0.0, f64::max).min(LONGEST_S) * f64::from(rate_hz)) as u64
}

/// `value` to the nearest multiple of `step`.
pub(crate) fn round_to(value: f64, step: f64) -> f64 {
    // Dividing by the inverse keeps decimals short: 0.01 has no exact value, 100 has.
    let per_unit = (1.0 / step).round();
    (value * per_unit).round() / per_unit
}

/// Measures one finished file, at its own rate.
///
/// # Errors
///
/// See [`EngineError`].
pub fn measure_song(
    sample_rate_hz: u32,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<SessionMeasurement, EngineError> {
    Ok(listen(1, sample_rate_hz, settings.block_frames, io)?.song)
}
