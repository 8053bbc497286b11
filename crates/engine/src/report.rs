//! The report, from what was measured on the way.

use dsp::dynamics::Reduction as Reduced;
use measure::Measurement;
use recipe::{
    BusReductions, EqApplied, InputAnalysis, LoudnessCost, MasteringReport, Measured, MixingReport,
    MoveLine, Platform, PlatformLine, QcChecks, QcResults, Reduction, Report, Sidechain, StemLine,
};
use recipe::{Console, Recipe};

use crate::console::MixOutcome;
use crate::master::Forecast;
use crate::qc::{Checks, width_pct};
use crate::run::Facts;

/// Puts a report together; times, files and the job's name are added by the edge.
pub(crate) fn build(facts: &Facts<'_>) -> Report {
    let Facts { recipe, mix, verified, .. } = *facts;
    Report {
        input_analysis: input_analysis(facts),
        mixing_report: mixing_report(mix, recipe),
        mastering_report: mastering_report(facts),
        qc_results: qc_results(facts),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        recipe_hash: Some(recipe.hash()),
        audio_hash: Some(verified.hash.clone()),
        profile: Some(recipe.brief.profile.clone()),
        before: facts.rough.map(measured),
        premaster: Some(measured(&mix.premaster)),
        after: Some(measured(&verified.measurement)),
        reference: crate::reference::report(
            recipe,
            facts.rough.unwrap_or(&mix.premaster),
            &verified.measurement,
        ),
        moves: recipe.moves.iter().map(|one| MoveLine::of(one, &recipe.brief.amounts)).collect(),
        findings: facts.findings.to_vec(),
        pictures: Some(crate::pictures::pictures(facts)),
        codecs: facts.coded.found.clone(),
        platforms: platforms(&verified.measurement),
        ..Default::default()
    }
}

/// What services make of a master.
fn platforms(master: &Measurement) -> Vec<PlatformLine> {
    let (lufs, peak_dbtp) = (master.loudness.integrated_lufs, master.peaks.true_dbtp);
    Platform::all().iter().filter_map(|platform| platform.judge(lufs, peak_dbtp)).collect()
}

/// A measurement in the words of the report.
#[must_use]
pub fn measured(found: &Measurement) -> Measured {
    let Measurement { loudness, peaks, dynamics, stereo, spectrum, activity, .. } = found;
    let [low_energy, mid_energy, high_energy] = spectrum.balance;
    Measured {
        integrated_lufs: number(loudness.integrated_lufs),
        range_lu: number(loudness.range_lu),
        momentary_max_lufs: number(loudness.momentary_max_lufs),
        short_term_max_lufs: number(loudness.short_term_max_lufs),
        true_peak_dbtp: number(peaks.true_dbtp),
        sample_peak_dbfs: number(peaks.sample_dbfs),
        clipped_samples: Some(peaks.clipped_samples),
        rms_dbfs: number(dynamics.rms_dbfs),
        crest_db: number(dynamics.crest_db),
        plr_db: number(dynamics.plr_db),
        psr_median_db: number(dynamics.psr_median_db),
        psr_p5_db: number(dynamics.psr_p5_db),
        dc: number(dynamics.dc),
        correlation: number(stereo.correlation),
        correlation_p1: number(stereo.correlation_p1),
        side_over_mid: number(stereo.side_over_mid),
        low_side_over_mid: number(stereo.low_side_over_mid),
        balance_db: number(stereo.balance_db),
        centroid_hz: number(spectrum.centroid_hz),
        bandwidth_hz: number(spectrum.bandwidth_hz),
        rolloff_hz: number(spectrum.rolloff_hz),
        flatness: number(spectrum.flatness),
        low_energy: number(low_energy),
        mid_energy: number(mid_energy),
        high_energy: number(high_energy),
        active_share: number(activity.active_share),
        onsets_per_s: number(activity.onsets_per_s),
        floor_dbfs: number(activity.floor_dbfs),
    }
}

/// What JSON can say of `value`, to a millionth: more digits are noise to a reader.
fn number(value: f64) -> Option<f64> {
    value.is_finite().then(|| (value * 1e6).round() / 1e6)
}

fn input_analysis(facts: &Facts<'_>) -> InputAnalysis {
    let session = &facts.recipe.session;
    let stems = session.stems.iter().zip(facts.stems).map(|(stem, (_, found))| StemLine {
        name: stem.id.clone(),
        role: stem.role.is.name().to_owned(),
        lufs: found.as_ref().and_then(|found| number(found.loudness.integrated_lufs)),
        true_peak: found.as_ref().and_then(|found| number(found.peaks.true_dbtp)),
        crest_factor: found.as_ref().and_then(|found| number(found.dynamics.crest_db)),
        warnings: Vec::new(),
    });
    InputAnalysis {
        total_stems: session.stems.len(),
        sample_rate: Some(session.sample_rate_hz),
        bit_depth: facts.stems.iter().map(|(bits, _)| *bits).max().filter(|bits| *bits > 0),
        duration_seconds: number(session.frames as f64 / f64::from(session.sample_rate_hz)),
        detected_bpm: session.tempo_bpm,
        detected_key: session.key.clone(),
        stems: stems.collect(),
    }
}

fn mixing_report(mix: &MixOutcome, recipe: &Recipe) -> MixingReport {
    let [drum_bus, music_bus, vocal_bus] = mix
        .buses
        .each_ref()
        .map(|bus| Some(bus.compressor.map_or(0.0, |reduction| reduction.average_db)))
        .map(|average_db| average_db.and_then(number));
    let name = |index: usize| recipe.session.stems[index].id.clone();
    let strips = mix.strips.iter().enumerate();
    let strips = strips.filter_map(|(index, strip)| {
        let (key, reduction) = strip.keyed?;
        Some((name(key), name(index), reduction))
    });
    let buses = ["drum_bus", "music_bus", "vocal_bus"].into_iter().zip(&mix.buses);
    let buses = buses.filter_map(|(bus, found)| {
        let (key, reduction) = found.duck?;
        Some((name(key), bus.to_owned(), reduction))
    });
    let sidechain = |(source, target, reduction): (String, String, Reduced)| Sidechain {
        source,
        target,
        avg_gr_db: number(reduction.average_db),
    };
    MixingReport {
        avg_gain_reduction_db: BusReductions { drum_bus, music_bus, vocal_bus },
        sidechain_applied: strips.chain(buses).map(sidechain).collect(),
        stereo_width_avg: number(mean_width_pct(recipe)),
    }
}

/// Mean of the stems' width settings; 100 is unchanged.
fn mean_width_pct(recipe: &Recipe) -> f64 {
    let Ok(Console { strips, .. }) = recipe::fold(recipe) else { return 100.0 };
    let sum: f64 = strips.iter().map(|strip| f64::from(strip.width.width_pct)).sum();
    if strips.is_empty() { 100.0 } else { sum / strips.len() as f64 }
}

fn mastering_report(facts: &Facts<'_>) -> MasteringReport {
    let Facts { recipe, console, mix, chain, finish, verified, .. } = *facts;
    let found = &verified.measurement;
    let tone_db = |freq_hz: f32| number(curve_db(&console.master.tone, freq_hz));
    let average_db = chain.multiband.iter().map(|band| band.average_db).fold(0.0, f64::max);
    let max_db = chain.multiband.iter().map(|band| band.max_db).fold(0.0, f32::max);
    MasteringReport {
        lufs_integrated: number(found.loudness.integrated_lufs),
        lufs_target: Some(recipe.brief.lufs),
        lra: number(found.loudness.range_lu),
        true_peak_dbtp: number(found.peaks.true_dbtp),
        crest_factor: number(found.dynamics.crest_db),
        stereo_width_pct: number(width_pct(&mix.premaster, found)),
        mono_correlation: number(found.stereo.correlation),
        eq_applied: EqApplied {
            low_shelf_db: tone_db(80.0),
            presence_db: tone_db(3_000.0),
            air_db: tone_db(12_000.0),
        },
        compression: Reduction {
            avg_gr_db: number(average_db),
            max_gr_db: number(f64::from(max_db)),
        },
        limiting: Reduction {
            avg_gr_db: number(finish.limiter.average_db),
            max_gr_db: number(f64::from(finish.limiter.max_db)),
        },
        loudness_cost: loudness_cost(facts),
    }
}

/// What loudness costs around the master's gain, as the forecast has it; by how much the forecast is
/// off at that gain has been measured, and is made up for.
fn loudness_cost(facts: &Facts<'_>) -> Vec<LoudnessCost> {
    let master = &facts.console.master;
    let gain_db = f64::from(master.loudness_db);
    let mut forecast = Forecast::new(&facts.chain.scratch.envelope, master);
    let here = forecast.cost(gain_db);
    let found = &facts.verified.measurement;
    let moved = |foreseen: f64, here: f64, found: f64| number(found + foreseen - here);
    (-3..=3_i32)
        .map(|step| {
            let cost = forecast.cost(gain_db + f64::from(step));
            let (lufs, crest_db) = (found.loudness.integrated_lufs, found.dynamics.crest_db);
            let psr_db = found.dynamics.psr_median_db;
            LoudnessCost {
                gain_db: f64::from(step),
                integrated_lufs: moved(cost.integrated_lufs, here.integrated_lufs, lufs),
                crest_db: moved(cost.crest_db, here.crest_db, crest_db),
                psr_median_db: moved(cost.psr_median_db, here.psr_median_db, psr_db),
                limiter_average_db: number(cost.limiter_average_db),
                change_db: number(cost.change_db),
            }
        })
        .collect()
}

/// The tone curve at `freq_hz`: straight lines over octaves, constant outside.
fn curve_db(points: &[(f32, f32)], freq_hz: f32) -> f64 {
    let octave = |hz: f32| f64::from(audio::math::log2(hz));
    let after = points.partition_point(|&(hz, _)| hz <= freq_hz);
    match (after.checked_sub(1).map(|before| points[before]), points.get(after)) {
        (Some((f0, g0)), Some(&(f1, g1))) => {
            let share = (octave(freq_hz) - octave(f0)) / (octave(f1) - octave(f0));
            f64::from(g0) + share * f64::from(g1 - g0)
        }
        (Some((_, gain_db)), None) | (None, Some(&(_, gain_db))) => f64::from(gain_db),
        (None, None) => 0.0,
    }
}

fn qc_results(facts: &Facts<'_>) -> QcResults {
    let Checks {
        lufs_in_range,
        true_peak_safe,
        stereo_width_safe,
        mono_compatible,
        crest_factor_preserved,
        ..
    } = facts.verdict.checks;
    let passed = lufs_in_range && facts.verdict.checks.all_safe();
    let notes = match (facts.stopped_by, passed) {
        (Some(broken), _) => format!("loudness stopped early: {broken}"),
        (None, true) => "all checks passed on the file as read back".to_owned(),
        (None, false) => "not every check passed: see the warnings".to_owned(),
    };
    QcResults {
        passed,
        checks: QcChecks {
            lufs_in_range,
            true_peak_safe,
            stereo_width_safe,
            mono_compatible,
            crest_factor_preserved,
        },
        warnings: facts.warnings.to_vec(),
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tone_curve_is_read_between_its_points() {
        let points = [(100.0, 2.0), (400.0, -2.0)];
        for (freq_hz, expected) in
            [(50.0, 2.0), (100.0, 2.0), (200.0, 0.0), (400.0, -2.0), (9e3, -2.0)]
        {
            assert!((curve_db(&points, freq_hz) - expected).abs() < 1e-4, "at {freq_hz} Hz");
        }
        assert!(curve_db(&[], 100.0).abs() < 1e-9, "no points, no gain");
    }

    #[test]
    fn what_json_cannot_say_is_left_out() {
        assert_eq!([number(f64::NEG_INFINITY), number(f64::NAN)], [None, None]);
        assert_eq!(number(-14.000_000_4), Some(-14.0));
    }
}
