//! What makes an album of songs: one to lean on, a spectrum that they share, and how loud each is.
//!
//! The middle of the corridor is the median of all spectra, band by band and at one loudness, half
//! and half with the anchor's: the median keeps one odd song from pulling the others, the anchor
//! says which of the songs knows best. A song is brought there as to the corridor of a profile, by
//! the same moves and within the same guardrail.

use audio::math::{db_to_gain_f64, power_to_db};
use measure::{ERB_BANDS, Measurement};
use recipe::{AlbumTone, ToneCorridor};

use crate::draft::round_to;
use crate::erb;

/// Distance from the middle that is left alone between 400 Hz and 2.5 kHz, in dB: the narrowest
/// that a corridor may be.
const TOLERANCE_DB: f64 = 1.0;

/// Levels under the loudest band by more than this are none, in dB.
const FLOOR_DB: f64 = -80.0;

/// Share of the anchor in the middle of the corridor.
const ANCHOR_SHARE: f64 = 0.5;

/// Most that a song may stay under the loudest, in LU: more is no intention, but mixes that were
/// never put side by side.
pub const ALBUM_SPREAD_MAX_LU: f64 = 6.0;

/// Bands between 60 Hz and 12 kHz: ERB numbers of what every song has.
const BANDS: std::ops::Range<usize> = 2..37;

/// The most typical of the songs: the one whose spectrum and loudness are nearest to the median's.
/// The first of equals.
#[must_use]
pub fn typical(songs: &[AlbumTone]) -> usize {
    let all: Vec<Vec<f64>> = songs.iter().map(mid).collect();
    let middle = medians(&all);
    let lufs = median(songs.iter().map(|song| song.integrated_lufs).collect());
    let off = |song: &AlbumTone| {
        let tone_db = distance_db(&mid(song), &middle);
        tone_db + 0.25 * (song.integrated_lufs - lufs).abs()
    };
    let offs: Vec<f64> = songs.iter().map(off).collect();
    (0..songs.len()).min_by(|a, b| offs[*a].total_cmp(&offs[*b]).then(a.cmp(b))).unwrap_or(0)
}

/// What is kept of a song.
#[must_use]
pub fn album_tone(heard: &Measurement) -> AlbumTone {
    let (mid, side) = (&heard.spectrum.mid_erb_db, &heard.spectrum.side_erb_db);
    let top_db = mid.iter().chain(side).fold(-150.0_f32, |top, db| top.max(*db));
    let floor_db = f64::from(top_db) + FLOOR_DB;
    let levels = |bands: &[f32; ERB_BANDS]| {
        bands.iter().map(|db| round_to(f64::from(*db).max(floor_db), 0.01)).collect()
    };
    AlbumTone {
        integrated_lufs: round_to(heard.loudness.integrated_lufs, 0.01),
        mid_erb_db: levels(mid),
        side_erb_db: levels(side),
    }
}

/// The middle of the corridor.
#[must_use]
pub fn album_centre(songs: &[AlbumTone], anchor: usize) -> Option<AlbumTone> {
    let leader = songs.get(anchor)?;
    let blend = |which: fn(&AlbumTone) -> &[f64]| -> Vec<f64> {
        let all: Vec<Vec<f64>> = songs.iter().map(|song| levels(song, which)).collect();
        let own = levels(leader, which);
        own.iter()
            .zip(medians(&all))
            .map(|(own, all)| ANCHOR_SHARE * own + (1.0 - ANCHOR_SHARE) * all)
            .map(|db| round_to(db + leader.integrated_lufs, 0.01))
            .collect()
    };
    Some(AlbumTone {
        integrated_lufs: leader.integrated_lufs,
        mid_erb_db: blend(|song| &song.mid_erb_db),
        side_erb_db: blend(|song| &song.side_erb_db),
    })
}

/// The corridor around the middle, as profiles have one.
#[must_use]
pub fn album_corridor(centre: &AlbumTone) -> ToneCorridor {
    let power = |db: f64| db_to_gain_f64(2.0 * db);
    let density_db = |hz: f64| {
        // The band in which the frequency lies, and its width as a share of an octave.
        let band = (0..ERB_BANDS).find(|band| erb::edge_hz(band + 1) > hz).unwrap_or(ERB_BANDS - 1);
        let at = |levels: &[f64]| levels.get(band).map_or(0.0, |db| power(*db));
        let width_hz = erb::edge_hz(band + 1) - erb::edge_hz(band);
        let octave_hz = erb::centre_hz(band) * std::f64::consts::FRAC_1_SQRT_2;
        power_to_db(at(&centre.mid_erb_db) + at(&centre.side_erb_db))
            - power_to_db(width_hz / octave_hz)
    };
    // Over half an octave either way, so that one band does not decide.
    let octave_db = ToneCorridor::CENTRES_HZ.map(|hz| {
        let places = [0.71, 0.84, 1.0, 1.19, 1.41];
        places.iter().map(|place| density_db(place * hz)).sum::<f64>() / places.len() as f64
    });
    let at_1k_db = octave_db[5];
    ToneCorridor {
        octave_db: octave_db.map(|db| round_to((db - at_1k_db).clamp(-60.0, 20.0), 0.1)),
        tolerance_db: TOLERANCE_DB,
        is_shared: true,
    }
}

/// Distance of a song's spectrum from another's, at one loudness: RMS over the bands that every song
/// has, less what all bands have in common, in dB.
#[must_use]
pub fn album_tone_off_db(song: &AlbumTone, centre: &AlbumTone) -> f64 {
    round_to(distance_db(&mid(song), &mid(centre)), 0.01)
}

/// What each song is to have, in LUFS: the loudest has `level_lufs`, the others stay as far under it
/// as they came, [`ALBUM_SPREAD_MAX_LU`] at most; or all have the same.
#[must_use]
pub fn album_loudness(came_lufs: &[f64], level_lufs: f64, even: bool) -> Vec<f64> {
    let loudest = came_lufs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let under = |lufs: &f64| (loudest - lufs).clamp(0.0, ALBUM_SPREAD_MAX_LU);
    let aim = |lufs: &f64| if even { level_lufs } else { level_lufs - under(lufs) };
    came_lufs.iter().map(|lufs| round_to(aim(lufs), 0.01)).collect()
}

/// Levels against the loudness of the whole.
fn levels(song: &AlbumTone, which: fn(&AlbumTone) -> &[f64]) -> Vec<f64> {
    which(song).iter().map(|db| db - song.integrated_lufs).collect()
}

fn mid(song: &AlbumTone) -> Vec<f64> {
    levels(song, |song| &song.mid_erb_db)
}

/// The median song, band by band.
fn medians(songs: &[Vec<f64>]) -> Vec<f64> {
    (0..ERB_BANDS)
        .map(|band| median(songs.iter().filter_map(|song| song.get(band).copied()).collect()))
        .collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => 0.5 * (values[even / 2 - 1] + values[even / 2]),
    }
}

fn distance_db(a: &[f64], b: &[f64]) -> f64 {
    let offs: Vec<f64> = BANDS.filter_map(|band| Some(a.get(band)? - b.get(band)?)).collect();
    let count = offs.len().max(1) as f64;
    let mean = offs.iter().sum::<f64>() / count;
    (offs.iter().map(|off| (off - mean) * (off - mean)).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Falls by `tilt_db` from band to band 20 bands on.
    fn song(tilt_db: f64, lufs: f64) -> AlbumTone {
        let level = |band: usize| lufs - 20.0 - tilt_db * (band as f64 - 19.5) / 19.5;
        AlbumTone {
            integrated_lufs: lufs,
            mid_erb_db: (0..ERB_BANDS).map(level).collect(),
            side_erb_db: (0..ERB_BANDS).map(|band| level(band) - 10.0).collect(),
        }
    }

    #[test]
    fn the_typical_song_is_the_one_in_the_middle() {
        let songs = [song(12.0, -14.0), song(6.0, -14.0), song(1.0, -14.0)];
        assert_eq!(typical(&songs), 1);
        assert_eq!(typical(&songs[..1]), 0);
        // Level alone says little, spectrum much.
        let songs = [song(12.0, -14.0), song(6.0, -18.0), song(0.0, -14.0)];
        assert_eq!(typical(&songs), 1);
    }

    #[test]
    fn the_centre_lies_between_anchor_and_median_and_knows_no_level() {
        let songs = [song(12.0, -10.0), song(6.0, -20.0), song(0.0, -14.0)];
        let centre = album_centre(&songs, 0).unwrap();
        let between = song(9.0, -10.0);
        assert!(album_tone_off_db(&centre, &between) < 0.02, "half way from 12 to 6");
        let louder = song(9.0, -3.0);
        assert!(album_tone_off_db(&louder, &centre) < 0.02);
        assert!(album_centre(&songs, 3).is_none());
    }

    #[test]
    fn the_corridor_follows_the_centre() {
        let [dark, bright] = [12.0, 0.0].map(|tilt_db| album_corridor(&song(tilt_db, -14.0)));
        assert!(dark.octave_db[5].abs() < 1e-9 && bright.octave_db[5].abs() < 1e-9);
        // 12 dB over 20 bands of an ERB: from 1 kHz (number 15.6) to 8 kHz (number 33.4) it is 10.7.
        let more_db = bright.octave_db[8] - dark.octave_db[8];
        assert!((more_db - 10.9).abs() < 0.8, "{more_db}");
        assert!(dark.octave_db[2] > bright.octave_db[2]);
    }

    #[test]
    fn the_loudest_sets_the_level_and_the_others_keep_their_distance_within_limits() {
        let came = [-18.0, -16.0, -30.0];
        assert_eq!(album_loudness(&came, -10.0, false), [-12.0, -10.0, -16.0]);
        assert_eq!(album_loudness(&came, -10.0, true), [-10.0; 3]);
    }
}
