//! Masters to be measured against. They go through the same engine, so their loudness is as exact
//! and their peaks as safe as ours: what differs is what they decide.

use measure::{ERB_BANDS, Measurement, SessionMeasurement};
use policy::{Heard, Policy, number};
use recipe::{Action, Brief, Move, Profile, ReferenceSong, Scope, Value};

/// B4: gain and limiter, nothing else.
pub(super) struct GainAndLimiter;

/// B5: mid and side get the reference's spectrum, the whole its loudness (after S. Grishakov,
/// Matchering: mid and side matched by RMS and by smoothed spectra, then limited), as far as
/// `limit_db` a band.
pub(super) struct MatchAll {
    pub(super) song: ReferenceSong,
    pub(super) limit_db: f64,
}

/// Bands that neither file fills are left alone, in dB under the loudest.
const EMPTY_DB: f64 = -70.0;

fn one(action: Action, params: &[(&str, f64)]) -> Move {
    let value = |(id, value): &(&str, f64)| ((*id).to_owned(), Value::Number(*value));
    Move {
        id: String::new(),
        target: "master".into(),
        action,
        params: params.iter().map(value).collect(),
        reason: String::new(),
        evidence: None,
        scope: Scope::User,
        amount_pct: 100.0,
        locked: false,
        by: "baseline".into(),
    }
}

fn finish(brief: &Brief, heard: &Measurement) -> Vec<Move> {
    let gain_db = brief.lufs - heard.loudness.integrated_lufs;
    vec![
        one(Action::Loudness, &[("gain_db", gain_db.clamp(-48.0, 48.0))]),
        one(Action::Limiter, &[("ceiling_dbtp", brief.ceiling_dbtp)]),
    ]
}

fn numbered(mut moves: Vec<Move>) -> Vec<Move> {
    number(&mut moves, 1);
    moves
}

impl Policy for GainAndLimiter {
    fn name(&self) -> &str {
        "b4"
    }

    fn mix(&self, _: &Heard<'_>, _: &Brief, _: &Profile) -> Vec<Move> {
        Vec::new()
    }

    fn master(
        &self,
        premaster: &Measurement,
        _: &SessionMeasurement,
        brief: &Brief,
        _: &Profile,
    ) -> Vec<Move> {
        numbered(finish(brief, premaster))
    }
}

impl MatchAll {
    /// What each band of mid and of side is to gain, in dB, without what all share.
    fn gains_db(&self, heard: &Measurement) -> [[f64; ERB_BANDS]; 2] {
        let own = [&heard.spectrum.mid_erb_db, &heard.spectrum.side_erb_db];
        let theirs = [&self.song.mid_erb_db, &self.song.side_erb_db];
        let top = |levels: &mut dyn Iterator<Item = f64>| levels.fold(f64::NEG_INFINITY, f64::max);
        let own_top = top(&mut own.iter().flat_map(|it| it.iter().map(|db| f64::from(*db))));
        let their_top = top(&mut theirs.iter().flat_map(|it| it.iter().copied()));
        let way = |side: usize, band: usize| {
            let (is, goal) = (f64::from(own[side][band]), theirs[side][band]);
            let filled = is > own_top + EMPTY_DB && goal > their_top + EMPTY_DB;
            filled.then_some(goal - is)
        };
        let known: Vec<f64> = (0..ERB_BANDS).filter_map(|band| way(0, band)).collect();
        let common_db = known.iter().sum::<f64>() / known.len().max(1) as f64;
        [0, 1].map(|side| {
            let gain = |band: usize| way(side, band).map_or(0.0, |db| db - common_db);
            std::array::from_fn(gain)
        })
    }
}

impl Policy for MatchAll {
    fn name(&self) -> &str {
        "b5"
    }

    fn mix(&self, _: &Heard<'_>, _: &Brief, _: &Profile) -> Vec<Move> {
        Vec::new()
    }

    fn master(
        &self,
        premaster: &Measurement,
        _: &SessionMeasurement,
        brief: &Brief,
        _: &Profile,
    ) -> Vec<Move> {
        let [mid, side] = self.gains_db(premaster);
        let held = |db: f64| db.clamp(-self.limit_db, self.limit_db);
        let mut moves = Vec::new();
        for band in 0..ERB_BANDS {
            // Band `i` lies around ERB number i + 1 (Glasberg & Moore 1990).
            let hz = (10.0_f64.powf((band as f64 + 1.0) / 21.4) - 1.0) / 0.004_37;
            let (common_db, more_db) = (held(mid[band]), held(side[band]) - held(mid[band]));
            moves.push(one(Action::Tone, &[("freq_hz", hz), ("gain_db", common_db)]));
            moves.push(one(Action::SideTone, &[("freq_hz", hz), ("gain_db", held(more_db))]));
        }
        moves.extend(finish(brief, premaster));
        numbered(moves)
    }
}
