//! Short passages for the report's players: the loudest 20 s as they came, as mixed and as mastered,
//! all at the same loudness.

use measure::Measurement;
use recipe::Player;

use crate::preview::{
    FADE_S, Passage, Side, common_level_lufs, fade_ends, loudest_window, preview_rate,
};
use crate::run::round_to;
use crate::{EngineError, Io, Progress, Slot, Stage, Version};

/// Length of a passage, in seconds.
const PASSAGE_S: f64 = 20.0;

/// Writes [`Slot::Player`] of each of `versions` and tells what they hold; the edge adds where
/// they are. `master` is the measured master at `rate_hz`.
pub(crate) fn players(
    versions: &[Version],
    master: &Measurement,
    rate_hz: u32,
    (store, crew, job): Io<'_>,
) -> Result<Vec<Player>, EngineError> {
    let player_hz = preview_rate(rate_hz);
    let passage = loudest(master, player_hz);
    let slots: Vec<Slot> = versions.iter().map(|version| version.whole()).collect();
    let mut sides = Side::read_all(&slots, player_hz, &[passage], (store, crew))?;
    let level_lufs = common_level_lufs(&sides);
    let mut players = Vec::new();
    for (version, side) in versions.iter().zip(&mut sides) {
        let gain_db = level_lufs - side.measured.loudness.integrated_lufs;
        let gain = audio::db_to_gain_f64(gain_db);
        let gain = if gain.is_finite() { gain as f32 } else { 0.0 };
        side.audio.block().each(|samples| samples.iter_mut().for_each(|sample| *sample *= gain));
        let fade = (FADE_S * f64::from(player_hz)) as usize;
        side.audio.0.iter_mut().for_each(|channel| fade_ends(channel, fade));
        players.push(Player {
            name: version.name().to_owned(),
            file: String::new(),
            start_s: round_to(passage.from as f64 / f64::from(player_hz), 0.01),
            duration_s: round_to(passage.frames as f64 / f64::from(player_hz), 0.01),
            gain_db: if gain_db.is_finite() { round_to(gain_db, 0.01) } else { 0.0 },
            lufs: if level_lufs.is_finite() { round_to(level_lufs, 0.01) } else { 0.0 },
        });
    }
    let written: Vec<(Slot, &Side)> =
        versions.iter().map(|version| Slot::Player(*version)).zip(&sides).collect();
    Side::write_all(&written, player_hz, (store, crew))?;
    job.progress(Progress { stage: Stage::Preview, share: 1.0 })?;
    Ok(players)
}

/// The loudest passage, or the whole song where it is shorter.
fn loudest(master: &Measurement, rate_hz: u32) -> Passage {
    let power = &master.envelope.k_power;
    let hops_per_s = 1e3 / measure::ENVELOPE_HOP_MS;
    let length = ((PASSAGE_S * hops_per_s) as usize).min(power.len());
    let from = loudest_window(power, length);
    let hop_frames = f64::from(rate_hz) / hops_per_s;
    Passage {
        from: (from as f64 * hop_frames) as u64,
        frames: (length as f64 * hop_frames) as usize,
    }
}
