//! What references ask for together: their weighted mean.

use audio::math::{gain_to_db_f64, power_to_db};
use measure::ERB_BANDS;
use recipe::{Matching, ReferenceAim, ReferenceSong};

use super::bands_under;
use crate::erb::{self, Bands};

/// Bands under the loudest by more than this have no tone to aim at, in dB.
const EMPTY_DB: f64 = -55.0;

/// A weighted mean of references. Levels are against the loudness of the whole.
#[derive(Clone, Debug)]
pub(crate) struct Aim {
    pub(crate) matching: Matching,
    /// Names, for reasons.
    pub(crate) names: String,
    /// Level of mid per band; of mid and side together where a reference has no width to tell.
    pub(crate) mid_db: Bands,
    /// Side over mid per band, in dB; none where no reference has a width.
    pub(crate) side_db: Option<Bands>,
    /// Side over mid of the whole.
    pub(crate) side_over_mid: Option<f64>,
    pub(crate) psr_db: Option<f64>,
    pub(crate) range_lu: Option<f64>,
    /// What a band counts: 0 where no reference tells.
    pub(crate) weights: Bands,
}

impl Aim {
    pub(crate) fn of(wish: &ReferenceAim) -> Self {
        let songs: Vec<&ReferenceSong> = wish.songs.iter().collect();
        Self::mean(&songs, wish.matching)
    }

    /// One reference alone.
    pub(crate) fn like(song: &ReferenceSong) -> Self {
        Self::mean(&[song], Matching::default())
    }

    fn mean(songs: &[&ReferenceSong], matching: Matching) -> Self {
        let all = |_: &ReferenceSong| true;
        let over = |value: &dyn Fn(&ReferenceSong) -> Option<f64>| weighted(songs, all, value);
        let names: Vec<&str> = songs.iter().map(|song| song.name.as_str()).collect();
        let (mut mid_db, mut weights) = ([0.0; ERB_BANDS], [0.0; ERB_BANDS]);
        let mut side_db = [0.0; ERB_BANDS];
        for band in 0..ERB_BANDS {
            let knows = |song: &ReferenceSong| band < bands_under(song.high_hz);
            let level = |song: &ReferenceSong| Some(mid_level(song, band) - song.integrated_lufs);
            if let Some(level_db) = weighted(songs, knows, &level) {
                (mid_db[band], weights[band]) = (level_db, 1.0);
            }
            let ratio = |song: &ReferenceSong| {
                song.has_width.then(|| at(&song.side_erb_db, band) - at(&song.mid_erb_db, band))
            };
            side_db[band] = weighted(songs, knows, &ratio).unwrap_or(0.0);
        }
        let known = mid_db.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0);
        let top_db = known.fold(f64::NEG_INFINITY, |top, (db, _)| top.max(*db));
        for (weight, db) in weights.iter_mut().zip(&mid_db) {
            *weight *= f64::from(*db > top_db + EMPTY_DB);
        }
        let ratio =
            |song: &ReferenceSong| song.has_width.then(|| gain_to_db_f64(song.side_over_mid));
        let side_over_mid = over(&ratio).map(audio::db_to_gain_f64);
        Self {
            matching,
            names: names.join(", "),
            mid_db,
            side_db: side_over_mid.map(|_| side_db),
            side_over_mid,
            psr_db: over(&|song| song.dynamics.map(|it| it.psr_median_db)),
            range_lu: over(&|song| song.dynamics.map(|it| it.range_lu)),
            weights,
        }
    }

    /// Side over mid under 120 Hz.
    pub(crate) fn low_side(&self) -> Option<f64> {
        let side_db = self.side_db?;
        let low = (0..ERB_BANDS).filter(|band| erb::centre_hz(*band) < 120.0);
        let powers = low.map(|band| (self.mid_db[band], self.mid_db[band] + side_db[band]));
        let (mid, side) = powers.fold((0.0, 0.0), |(mid, side), (m, s)| {
            (mid + erb::db_to_power(m), side + erb::db_to_power(s))
        });
        (mid > 0.0).then(|| (side / mid).sqrt())
    }

    /// RMS distance of mid from the aim over the lowest `bands`, in dB.
    pub(crate) fn tone_off_db(
        &self,
        mid_db: &Bands,
        side_db: &Bands,
        lufs: f64,
        bands: usize,
    ) -> f64 {
        let has_width = self.side_db.is_some();
        let level = |band: usize| {
            let both = erb::db_to_power(mid_db[band]) + erb::db_to_power(side_db[band]);
            let level_db = if has_width { mid_db[band] } else { power_to_db(both) };
            level_db.max(lufs - 100.0) - lufs
        };
        let (mut sum, mut count) = (0.0, 0.0);
        for band in (0..bands.min(ERB_BANDS)).filter(|band| self.weights[*band] > 0.0) {
            let off = level(band) - self.mid_db[band];
            sum += off * off;
            count += 1.0;
        }
        if count > 0.0 { (sum / count).sqrt() } else { 0.0 }
    }
}

fn at(levels: &[f64], band: usize) -> f64 {
    levels.get(band).copied().unwrap_or(-150.0)
}

/// Mid, or all that sounds where the file has no width to tell: the mid of one whose sides work
/// against each other is what is left of it and not its tone.
fn mid_level(song: &ReferenceSong, band: usize) -> f64 {
    let (mid, side) = (at(&song.mid_erb_db, band), at(&song.side_erb_db, band));
    if song.has_width { mid } else { power_to_db(erb::db_to_power(mid) + erb::db_to_power(side)) }
}

/// Weighted mean over the songs that know the value.
fn weighted(
    songs: &[&ReferenceSong],
    counts: impl Fn(&ReferenceSong) -> bool,
    value: &dyn Fn(&ReferenceSong) -> Option<f64>,
) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for song in songs.iter().filter(|song| counts(song)) {
        if let Some(value) = value(song) {
            sum += song.weight * value;
            weights += song.weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}
