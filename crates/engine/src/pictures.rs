//! What the report draws: series over time and bands, from what was measured on the way.

use measure::masking::{Gain, Masking};
use measure::{ENVELOPE_HOP_MS, ERB_BANDS, Excitation, Measurement};
use recipe::{
    Console, MaskingTable, PICTURE_FLOOR_DB, PICTURE_POINTS_MAX, Pictures, Recipe, ReductionTrack,
    SectionKind, SectionMark, Strip, Track,
};

use crate::console::MixOutcome;
use crate::run::Facts;

/// Hops times stems on which masking is worked out: as many as the decisions look at.
const MASKING_CELLS: usize = 2_400;

/// Stems that a table shows; more would not be read.
const MASKING_STEMS_MAX: usize = 24;

/// Hops of 10 ms in the windows of momentary and short-term loudness.
const MOMENTARY_HOPS: usize = 40;
const SHORT_TERM_HOPS: usize = 300;

/// Everything that can be drawn of a run.
pub(crate) fn pictures(facts: &Facts<'_>) -> Pictures {
    let Facts { recipe, mix, verified, .. } = *facts;
    let master = &verified.measurement;
    Pictures {
        duration_s: seconds(master.frames as f64 / master.sample_rate_hz),
        sections: sections(recipe),
        rough: facts.rough.map(track),
        // A finished file that is mastered has no mix of its own.
        premaster: (!facts.only_master).then(|| track(&mix.premaster)),
        master: Some(track(master)),
        corridor: facts.profile.map(|profile| profile.tone),
        reductions: reductions(facts),
        masking: masking(facts),
        players: facts.players.to_vec(),
    }
}

fn sections(recipe: &Recipe) -> Vec<SectionMark> {
    let rate_hz = f64::from(recipe.session.sample_rate_hz.max(1));
    let mark = |section: &recipe::SectionSpec| SectionMark {
        start_s: seconds(section.start_frame as f64 / rate_hz),
        end_s: seconds(section.end_frame as f64 / rate_hz),
        name: match section.kind {
            SectionKind::Unknown => section.label.clone(),
            kind => kind.name().to_owned(),
        },
    };
    recipe.session.sections.iter().map(mark).collect()
}

/// A measurement as a picture's series.
#[must_use]
pub fn track(found: &Measurement) -> Track {
    let envelope = &found.envelope;
    let hops = envelope.peak.len();
    let step = hops.div_ceil(PICTURE_POINTS_MAX).max(10);
    let peak = envelope.peak.chunks(step).map(|part| part.iter().copied().fold(0.0, f32::max));
    Track {
        step_s: seconds(step as f64 * ENVELOPE_HOP_MS / 1e3),
        peak: peak.map(|peak| rounded(peak, 1e3)).collect(),
        momentary_lufs: loudest(&envelope.k_power, MOMENTARY_HOPS, step),
        short_term_lufs: loudest(&envelope.k_power, SHORT_TERM_HOPS, step),
        band_hz: bands_hz(),
        mid_db: octave_levels(&found.spectrum.mid_erb_db),
        side_db: octave_levels(&found.spectrum.side_erb_db),
    }
}

/// The spectrum of a song that is only known by its measurements, as a picture's series.
#[must_use]
pub fn centre_track(song: &recipe::AlbumTone) -> Track {
    let levels = |values: &[f64]| -> Vec<f32> {
        let mut levels = [f32::NEG_INFINITY; ERB_BANDS];
        for (level, value) in levels.iter_mut().zip(values) {
            *level = *value as f32;
        }
        octave_levels(&levels)
    };
    Track {
        band_hz: bands_hz(),
        mid_db: levels(&song.mid_erb_db),
        side_db: levels(&song.side_erb_db),
        ..Track::default()
    }
}

fn bands_hz() -> Vec<f32> {
    (0..ERB_BANDS).map(|band| rounded(hz(band as f64 + 1.0) as f32, 10.0)).collect()
}

/// The loudest window of so many hops that ends in each step.
fn loudest(k_power: &[f32], window: usize, step: usize) -> Vec<f32> {
    let mut sum = 0.0_f64;
    let mut levels = vec![PICTURE_FLOOR_DB; k_power.len().div_ceil(step)];
    for (hop, power) in k_power.iter().enumerate() {
        sum += f64::from(*power);
        if let Some(gone) = hop.checked_sub(window) {
            sum -= f64::from(k_power[gone]);
        }
        if hop + 1 >= window {
            let lufs = level(measure::power_to_lufs(sum.max(0.0) / window as f64));
            levels[hop / step] = levels[hop / step].max(lufs);
        }
    }
    levels
}

/// Levels of the bands as those of a whole octave: pink noise is flat.
fn octave_levels(levels: &[f32; ERB_BANDS]) -> Vec<f32> {
    let octave = |(band, db): (usize, &f32)| {
        let width_hz = hz(band as f64 + 1.5) - hz(band as f64 + 0.5);
        let octave_hz = hz(band as f64 + 1.0) * std::f64::consts::FRAC_1_SQRT_2;
        level(f64::from(*db) - audio::math::power_to_db(width_hz / octave_hz))
    };
    levels.iter().enumerate().map(octave).collect()
}

/// Frequency of an ERB number (Glasberg & Moore 1990), in Hz.
fn hz(erb_number: f64) -> f64 {
    (audio::db_to_gain_f64(20.0 * erb_number / 21.4) - 1.0) / 0.004_37
}

fn reductions(facts: &Facts<'_>) -> Vec<ReductionTrack> {
    let MixOutcome { histories, .. } = facts.mix;
    let session_hz = f64::from(facts.recipe.session.sample_rate_hz);
    let mut tracks = Vec::new();
    for (bus, [compressor, duck]) in ["drum_bus", "music_bus", "vocal_bus"].iter().zip(histories) {
        for (what, history) in [("compressor", compressor), ("ducking", duck)] {
            let named = |history| reduction(format!("{bus} {what}"), history, session_hz);
            tracks.extend(history.as_ref().map(named));
        }
    }
    let master_hz = facts.verified.measurement.sample_rate_hz;
    tracks.push(reduction("limiter".into(), &facts.finish.history, master_hz));
    tracks
}

fn reduction(name: String, (gains, frames): &(Vec<f32>, u64), rate_hz: f64) -> ReductionTrack {
    let db = |gain: &f32| rounded((-audio::gain_to_db(*gain)).clamp(0.0, 100.0), 100.0);
    let step_s = seconds(*frames as f64 / rate_hz);
    ReductionTrack { name, step_s, reduction_db: gains.iter().map(db).collect() }
}

/// Who covers whom, as delivered and behind the console; none for a single stem, or where the
/// stems were not listened to.
fn masking(facts: &Facts<'_>) -> Option<MaskingTable> {
    let heard = facts.stems.iter().map(|(_, found)| found.as_ref());
    let heard: Vec<&Measurement> = heard.collect::<Option<_>>()?;
    let mut chosen: Vec<usize> =
        (0..heard.len()).filter(|stem| heard[*stem].loudness.integrated_lufs.is_finite()).collect();
    chosen.sort_by(|a, b| {
        let lufs = |stem: &usize| heard[*stem].loudness.integrated_lufs;
        lufs(b).total_cmp(&lufs(a)).then(a.cmp(b))
    });
    chosen.truncate(MASKING_STEMS_MAX);
    chosen.sort_unstable();
    if chosen.len() < 2 {
        return None;
    }
    let excitations: Vec<&Excitation> =
        chosen.iter().map(|stem| &heard[*stem].excitation).collect();
    let mut masking = Masking::coarse(&excitations, (MASKING_CELLS / chosen.len()).max(64));
    let flat = vec![Gain::db(0.0); chosen.len()];
    let before_pct = lost(&masking, &flat);
    let strips: Vec<&Strip> = chosen.iter().map(|stem| &facts.console.strips[*stem]).collect();
    let rate_hz = f64::from(facts.recipe.session.sample_rate_hz);
    for (index, strip) in strips.iter().enumerate() {
        masking = masking.with(index, &response_db(strip, facts.console, rate_hz), |_| 1.0);
    }
    // A compressor gives back the loudness that it takes: the fader says how loud a stem stands.
    let gains: Vec<Gain> = strips.iter().map(|strip| Gain::db(f64::from(strip.fader_db))).collect();
    let ids = chosen.iter().map(|stem| facts.recipe.session.stems[*stem].id.clone());
    Some(MaskingTable { stems: ids.collect(), before_pct, after_pct: lost(&masking, &gains) })
}

/// Share of each stem's loudness alone that is lost to each other one, in percent.
fn lost(masking: &Masking, gains: &[Gain]) -> Vec<Vec<f32>> {
    let heard = masking.hear(gains);
    let row = |victim: usize| {
        let stem = &heard.stems[victim];
        let sounding = stem.own.iter().zip(&stem.alone_sones).filter(|(own, _)| **own != 0);
        let alone: f64 = sounding.map(|(_, sones)| f64::from(*sones)).sum();
        let alone = alone / stem.active_hops().max(1) as f64;
        let losses = masking.losses(gains, victim);
        let share = |loss: &[f64; ERB_BANDS]| {
            let share = loss.iter().sum::<f64>() / alone.max(1e-9);
            rounded((100.0 * share).clamp(0.0, 100.0) as f32, 10.0)
        };
        losses.iter().map(share).collect()
    };
    (0..heard.stems.len()).map(row).collect()
}

/// Filters and equalisers of a strip and its bus at the bands' centres, in dB.
fn response_db(strip: &Strip, console: &Console, rate_hz: f64) -> [f64; ERB_BANDS] {
    let own = dsp::filter::EqualizerSettings {
        high_pass: strip.high_pass,
        low_pass: strip.low_pass,
        bands: &strip.eq,
    };
    let bus = &console.buses[strip.bus as usize];
    let bus = dsp::filter::EqualizerSettings { bands: &bus.eq, ..Default::default() };
    std::array::from_fn(|band| {
        let hz = hz(band as f64 + 1.0).min(0.45 * rate_hz);
        (own.response_db(hz, rate_hz) + bus.response_db(hz, rate_hz)).clamp(-60.0, 24.0)
    })
}

fn level(db: f64) -> f32 {
    if db.is_finite() { rounded((db as f32).max(PICTURE_FLOOR_DB), 10.0) } else { PICTURE_FLOOR_DB }
}

fn rounded(value: f32, per_unit: f32) -> f32 {
    (value * per_unit).round() / per_unit
}

fn seconds(value: f64) -> f64 {
    crate::run::round_to(value, 1e-4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loudest_window_that_ends_in_a_step_is_told_and_incomplete_ones_are_not() {
        let mut power = vec![1e-4_f32; 100];
        power[50..60].fill(1e-2);
        let levels = loudest(&power, 10, 20);
        assert_eq!(levels.len(), 5);
        let quiet = level(measure::power_to_lufs(1e-4));
        // The window over the loud ten ends with hop 59, in the third step.
        assert_eq!(levels, [quiet, quiet, level(measure::power_to_lufs(1e-2)), levels[3], quiet]);
        assert!(levels[3] > quiet && levels[3] < levels[2], "it leaves step by step: {levels:?}");
        assert_eq!(loudest(&power[..5], 10, 20), [PICTURE_FLOOR_DB]);
    }

    #[test]
    fn pink_noise_is_flat() {
        // Equal power per octave: a band's power is its width in octaves.
        let pink: [f32; ERB_BANDS] = std::array::from_fn(|band| {
            let (low, high) = (hz(band as f64 + 0.5), hz(band as f64 + 1.5));
            audio::math::power_to_db(libm::log2(high / low)) as f32
        });
        // A band of an ERB is narrow: its density is that at its centre within the error of the
        // trapezoid, which is largest in the lowest bands.
        for (band, db) in octave_levels(&pink).iter().enumerate().skip(3) {
            assert!(db.abs() < 0.4, "band {band}: {db} dB");
        }
    }
}
