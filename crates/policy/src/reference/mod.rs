//! Records to come near: what is kept of a measured one, what several of them ask for together,
//! and how alike two pieces of music are.

mod aim;
mod likeness;

use measure::distance::{MixFeatures, MixFigures, feature_distance_under};
use measure::{ERB_BANDS, Measurement};
use recipe::{ReferenceDynamics, ReferenceSong};

use crate::draft::round_to;
use crate::erb;

pub(crate) use aim::Aim;
pub use likeness::Likeness;

/// Shorter music does not show how it moves, in s.
const DYNAMICS_FROM_S: f64 = 10.0;

/// Of a signal that is an offset over this, levels are not levels of music, linear.
const OFFSET_MAX: f64 = 0.01;

/// With more samples clipped than this share, peaks say nothing.
const CLIPPED_MAX: f64 = 1e-3;

/// Less side over mid than this is mono.
const MONO: f64 = 0.01;

/// Bands under the loudest by more than this are told as this, in dB.
const FLOOR_DB: f64 = -90.0;

/// Share of the rate under which a file's spectrum is whole: converters end there.
const BAND_SHARE: f64 = 0.45;

/// The highest band that is measured ends here, in Hz.
const HIGHEST_HZ: f64 = 16_000.0;

/// What is kept of a measured reference (in stereo), with what is odd about it.
#[must_use]
pub fn reference_song(name: &str, hash: &str, weight: f64, m: &Measurement) -> ReferenceSong {
    let (mid, side) = (&m.spectrum.mid_erb_db, &m.spectrum.side_erb_db);
    let top_db = mid.iter().chain(side).fold(f32::NEG_INFINITY, |top, db| top.max(*db));
    let levels = |bands: &[f32; ERB_BANDS]| -> Vec<f64> {
        let floor_db = f64::from(top_db).max(-150.0) + FLOOR_DB;
        bands.iter().map(|db| round_to(f64::from(*db).max(floor_db), 0.01)).collect()
    };
    let mut notes = Vec::new();
    let length_s = m.frames as f64 / m.sample_rate_hz.max(1.0);
    let high_hz = (BAND_SHARE * m.sample_rate_hz).min(HIGHEST_HZ);
    if high_hz < 0.8 * HIGHEST_HZ {
        let rate_hz = m.sample_rate_hz;
        notes.push(format!("at {rate_hz:.0} Hz it tells nothing over {high_hz:.0} Hz"));
    }
    let has_width = width_note(m, &mut notes);
    let dynamics = has_dynamics(m, length_s, &mut notes).then(|| dynamics(m));
    ReferenceSong {
        name: name.to_owned(),
        hash: hash.to_owned(),
        weight,
        picked: None,
        length_s: round_to(length_s, 0.001),
        integrated_lufs: round_to(m.loudness.integrated_lufs, 0.01),
        rms_dbfs: round_to(m.dynamics.rms_dbfs, 0.01),
        crest_db: round_to(m.dynamics.crest_db.max(0.0), 0.01),
        balance_db: round_to(m.stereo.balance_db, 0.01),
        side_over_mid: round_to(m.stereo.side_over_mid, 0.0001),
        mid_erb_db: levels(mid),
        side_erb_db: levels(side),
        high_hz: round_to(high_hz, 1.0),
        dynamics,
        has_width,
        notes,
    }
}

fn width_note(m: &Measurement, notes: &mut Vec<String>) -> bool {
    let stereo = m.stereo;
    if stereo.side_over_mid < MONO {
        notes.push("it is mono: width is left alone".into());
        return false;
    }
    if stereo.correlation < 0.0 {
        notes.push(format!(
            "left and right work against each other (correlation {:.2}): width is left alone",
            stereo.correlation
        ));
        return false;
    }
    true
}

fn has_dynamics(m: &Measurement, length_s: f64, notes: &mut Vec<String>) -> bool {
    let clipped = m.peaks.clipped_samples as f64 / (2.0 * m.frames.max(1) as f64);
    let why = if length_s < DYNAMICS_FROM_S {
        format!("{length_s:.1} s are too little to tell how it moves ({DYNAMICS_FROM_S:.0} s are)")
    } else if clipped > CLIPPED_MAX {
        format!("{:.1} % of its samples are clipped", 100.0 * clipped)
    } else if m.dynamics.dc.abs() > OFFSET_MAX {
        format!("it has an offset of {:.3}", m.dynamics.dc)
    } else {
        return true;
    };
    notes.push(format!("{why}: dynamics are left alone"));
    false
}

fn dynamics(m: &Measurement) -> ReferenceDynamics {
    /// Hops of 10 ms in a window and between two.
    const WINDOW: usize = 300;
    const STEP: usize = 10;
    let power: Vec<f64> = m.envelope.k_power.iter().map(|power| f64::from(*power)).collect();
    let windows = power.windows(WINDOW).step_by(STEP);
    let short = windows.map(|hops| hops.iter().sum::<f64>() / WINDOW as f64);
    let mut short: Vec<f64> = short
        .map(measure::power_to_lufs)
        .filter(|lufs| *lufs > -70.0)
        .map(|lufs| lufs - m.loudness.integrated_lufs)
        .collect();
    short.sort_by(f64::total_cmp);
    let under = |share: f64| {
        let last = short.len().saturating_sub(1) as f64;
        round_to(short.get((share * last).round() as usize).copied().unwrap_or(0.0), 0.01)
    };
    ReferenceDynamics {
        psr_median_db: round_to(m.dynamics.psr_median_db.max(0.0), 0.01),
        range_lu: round_to(m.loudness.range_lu.max(0.0), 0.01),
        short_term_lu: [0.1, 0.3, 0.5, 0.7, 0.95].map(under),
    }
}

/// Bands of a spectrum that end at `high_hz`.
pub(crate) fn bands_under(high_hz: f64) -> usize {
    (0..ERB_BANDS).filter(|band| erb::centre_hz(*band) <= high_hz).count().max(1)
}

fn figures(song: &ReferenceSong) -> MixFigures {
    let bands = |levels: &[f64]| std::array::from_fn(|i| levels.get(i).copied().unwrap_or(-150.0));
    MixFigures {
        integrated_lufs: song.integrated_lufs,
        rms_dbfs: song.rms_dbfs,
        crest_db: song.crest_db,
        side_over_mid: song.side_over_mid,
        balance_db: song.balance_db,
        mid_erb_db: bands(&song.mid_erb_db),
        side_erb_db: bands(&song.side_erb_db),
    }
}

/// How far a mix is from a reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReferenceDistance {
    /// The feature distance of Diff-MST.
    pub features: f64,
    /// RMS over the bands of mid of the distance in level, both at one loudness, in dB.
    pub tone_db: f64,
    /// Peaks over short-term loudness, its median against the reference's, in dB.
    pub psr_db: Option<f64>,
    /// Side over mid against the reference's, in dB.
    pub width_db: Option<f64>,
    /// Integrated loudness against the reference's, in LU.
    pub loudness_lu: f64,
}

/// How far a measured mix is from a reference; none of silence.
#[must_use]
pub fn reference_distance(mix: &Measurement, song: &ReferenceSong) -> Option<ReferenceDistance> {
    let own = MixFigures::of(mix);
    let (a, b) = (MixFeatures::of(mix)?, MixFeatures::from_figures(&figures(song))?);
    let high_hz = song.high_hz.min(BAND_SHARE * mix.sample_rate_hz);
    let bands = bands_under(high_hz);
    let aim = Aim::like(song);
    let tone_db = aim.tone_off_db(&own.mid_erb_db, &own.side_erb_db, own.integrated_lufs, bands);
    let ratio_db = audio::gain_to_db_f64(mix.stereo.side_over_mid / song.side_over_mid.max(1e-6));
    Some(ReferenceDistance {
        features: feature_distance_under(&a, &b, bands),
        tone_db,
        psr_db: song.dynamics.map(|it| (mix.dynamics.psr_median_db - it.psr_median_db).abs()),
        width_db: (song.has_width && ratio_db.is_finite()).then_some(ratio_db.abs()),
        loudness_lu: (mix.loudness.integrated_lufs - song.integrated_lufs).abs(),
    })
}

#[cfg(test)]
mod tests;
