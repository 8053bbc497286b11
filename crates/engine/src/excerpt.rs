//! A span of the master without the whole song: the same samples as those of the whole.
//!
//! Filters, compressors and reverbs remember, most of them for ever, so the song is rendered from
//! its first frame; but no further than the span and what looks ahead of it, and nothing is
//! decided, measured over the whole or read back. Dither is a function of seed and position, so
//! even the last bit is that of the whole song's file.

use recipe::{Recipe, fold};

use crate::console::{MixSettings, Planar, mix};
use crate::master::{finish, shape};
use crate::preview::{Passage, Side, level, preview_rate};
use crate::reader::StemReader;
use crate::run::{delivered, solve};
use crate::{EngineError, Io, Progress, RunSettings, Slot, Stage, Version};

/// How far beyond a span is rendered, in seconds. Everything behind the premaster looks ahead by
/// less: the linear-phase equaliser by its half length (under 0.2 s at any rate), limiter and
/// oversampling by milliseconds, the resampler by as much.
const AHEAD_S: f64 = 1.0;

/// A span, in frames at the session's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// First frame.
    pub from_frame: u64,
    /// Its length.
    pub frames: u64,
}

/// Renders `recipe` as far as `span` needs it and writes [`Slot::Excerpt`], whose samples are those
/// of the whole song's master, and [`Slot::Compared`]. Returns the loudness of the latter, in LUFS.
///
/// # Errors
///
/// See [`EngineError`].
pub fn excerpt(
    recipe: &Recipe,
    span: Excerpt,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<f64, EngineError> {
    let console = fold(recipe)?;
    let session = &recipe.session;
    let rate_hz = session.sample_rate_hz;
    let whole = session.frames + session.tail_frames;
    let ahead = (AHEAD_S * f64::from(rate_hz)) as u64;
    let until = span.from_frame.saturating_add(span.frames).saturating_add(ahead).min(whole);
    let mix_settings = MixSettings {
        block_frames: settings.block_frames,
        export_stems: false,
        rough: true,
        until_frames: Some(until),
    };
    mix(session, &console, mix_settings, io)?;
    shape(&console.master, (rate_hz, until), settings.block_frames, io)?;
    let (master_hz, master_frames) = delivered(recipe);
    let length = if until == whole { master_frames } else { at_master(until, rate_hz, master_hz) };
    finish(&console.master, (master_hz, length), settings.block_frames, io)?;
    cut(span, rate_hz, (master_hz, length), (settings.block_frames, io))
}

/// The same span of the master that [`crate::retarget`] would make of `recipe`: gain and ceiling are
/// found for the whole song, so it takes as long as that.
///
/// # Errors
///
/// See [`EngineError`].
pub fn excerpt_held(
    recipe: &Recipe,
    span: Excerpt,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<f64, EngineError> {
    let mix_settings = MixSettings {
        block_frames: settings.block_frames,
        export_stems: false,
        rough: true,
        until_frames: None,
    };
    let (solved, _, _) = solve(recipe, mix_settings, settings, io)?;
    let rate_hz = recipe.session.sample_rate_hz;
    cut(span, rate_hz, delivered(&solved), (settings.block_frames, io))
}

/// Takes the span out of what was rendered.
fn cut(
    span: Excerpt,
    rate_hz: u32,
    (master_hz, length): (u32, u64),
    (block_frames, io): (usize, Io<'_>),
) -> Result<f64, EngineError> {
    let from = at_master(span.from_frame, rate_hz, master_hz).min(length);
    let end = span.from_frame.saturating_add(span.frames);
    let to = at_master(end, rate_hz, master_hz).min(length);
    copy((from, to), master_hz, block_frames, io)?;
    compare((from, to), master_hz, io)
}

/// A length at the session's rate, at the master's.
fn at_master(frames: u64, rate_hz: u32, master_hz: u32) -> u64 {
    (u128::from(frames) * u128::from(master_hz) / u128::from(rate_hz.max(1))) as u64
}

/// Copies frames `from` to `to` of the master, as they are.
fn copy(
    (from, to): (u64, u64),
    rate_hz: u32,
    block_frames: usize,
    (store, _, job): Io<'_>,
) -> Result<(), EngineError> {
    let mut reader = StemReader::open(store, Slot::Master, rate_hz)?;
    let mut sink = store.create(Slot::Excerpt, rate_hz)?;
    let mut block = Planar::new(2, block_frames);
    let mut at = 0;
    while at < to {
        let frames = (to - at).min(block_frames as u64);
        reader.read(&mut block.0, frames as usize)?;
        let start = from.saturating_sub(at).min(frames) as usize;
        let (left, right) = block.stereo();
        sink.write(&left[start..frames as usize], &right[start..frames as usize])?;
        at += frames;
        job.progress(Progress { stage: Stage::Preview, share: 0.3 * at as f64 / to as f64 })?;
    }
    sink.finish()?;
    Ok(())
}

/// Writes the span of stems, mix and master at one loudness.
fn compare(
    (from, to): (u64, u64),
    rate_hz: u32,
    (store, crew, job): Io<'_>,
) -> Result<f64, EngineError> {
    let preview_hz = preview_rate(rate_hz);
    let scaled = |frames: u64| frames * u64::from(preview_hz) / u64::from(rate_hz.max(1));
    let passage = Passage { from: scaled(from), frames: (scaled(to) - scaled(from)) as usize };
    let slots = Version::ALL.map(Version::whole);
    let mut sides = Side::read_all(&slots, preview_hz, &[passage], (store, crew))?;
    job.progress(Progress { stage: Stage::Preview, share: 0.7 })?;
    let level_lufs = level(&mut sides);
    let written: Vec<(Slot, &Side)> =
        Version::ALL.map(Slot::Compared).into_iter().zip(&sides).collect();
    Side::write_all(&written, preview_hz, (store, crew))?;
    job.progress(Progress { stage: Stage::Preview, share: 1.0 })?;
    Ok(level_lufs)
}
