//! What one stem shows by itself: silence, offset, noise, channels, ends.

use super::Evidence;
use crate::doctor::{Fault, Finding, Proof, Verdict};
use crate::{ENVELOPE_HOP_MS, Measurement};
use audio::math::{gain_to_db_f64, power_to_db};

/// Smaller offsets do not matter: −60 dBFS, a thousandth of full scale.
const OFFSET_DBFS: f64 = -60.0;

/// An offset is the same all the time: of its seconds, four fifths lie within this share of it…
const OFFSET_SPREAD: f64 = 0.5;
/// …and likely, where they spread up to this, as slow sound makes them, but around a middle that
/// stands: so many times its own standard error, in both halves of the song within this share of
/// it. Sounds whose waves are lopsided do that, too (a fretless bass at −50 dBFS, a metal mix at
/// −43): never sure.
const OFFSET_SPREAD_WIDE: f64 = 2.0;
const OFFSET_ERRORS: f64 = 6.0;
const OFFSET_HALVES: f64 = 0.25;

/// Side under mid by so much is no difference that anyone made: rounding and dither.
const MONO_SURE_DB: f64 = -90.0;
const MONO_LIKELY_DB: f64 = -60.0;

/// Channels differ by so much when one is dead.
const DEAD_DB: f64 = 90.0;

/// Noise matters within this distance of the stem's level, in dB, from this level on, in dBFS.
const NOISE_UNDER_DB: f64 = 45.0;
const NOISE_DBFS: f64 = -75.0;

/// Noise is steady: its hops of 10 ms spread by no more than this around their median, in dB.
const NOISE_SPREAD_DB: f64 = 2.0;

/// It takes so many hops of pauses to call it noise: 1 s.
const NOISE_HOPS: usize = 100;

/// A stem that ends this much before the longest one, in ms, ends by itself…
const SHORTER_MS: f64 = 100.0;
/// …and abruptly, where its last 50 ms are within so many dB of its loudness.
const ABRUPT_DB: f64 = 12.0;
const END_HOPS: usize = 5;

/// The first hops of a sound that was cut into keep one level within this, in dB…
const STEADY_START_DB: f64 = 4.0;
/// …and most of the other stems begin otherwise.
const STARTS_SHARE: f64 = 0.34;

/// What tells a missing start from a missing end.
const STARTS_METRIC: &str = "start_under_level_db";

/// Lengths in such a ratio are a rate that was misread.
const RATES: [f64; 4] = [44_100.0 / 48_000.0, 48_000.0 / 44_100.0, 0.5, 2.0];
const RATE_TOLERANCE: f64 = 2e-4;

pub(super) fn findings(evidence: &Evidence<'_>) -> Vec<Finding> {
    let longest = evidence.stems.iter().map(|m| m.frames).max().unwrap_or(0);
    let mut found = Vec::new();
    for (stem, m) in evidence.stems.iter().enumerate() {
        let finding = |fault, verdict, evidence| Finding {
            fault,
            verdict,
            stem,
            others: Vec::new(),
            evidence,
        };
        if let Some((verdict, proof)) = silence(m) {
            found.push(finding(Fault::Silence, verdict, proof));
            continue;
        }
        let offset = evidence.signs.get(stem).and_then(|signs| offset(&signs.offsets));
        found.extend(offset.map(|(verdict, proof)| finding(Fault::Offset, verdict, proof)));
        found.extend(channels(m).map(|(fault, verdict, proof)| finding(fault, verdict, proof)));
        found.extend(noise(m).map(|(verdict, proof)| finding(Fault::Noise, verdict, proof)));
        let ends = ends(m, longest, evidence.stems.len());
        found.extend(ends.map(|(verdict, proof)| finding(Fault::Truncation, verdict, proof)));
        let starts = starts(stem, evidence.stems);
        found.extend(starts.map(|(verdict, proof)| finding(Fault::Truncation, verdict, proof)));
    }
    found.extend(rates(evidence.stems));
    found
}

type Verdicted = (Verdict, Vec<Proof>);

fn silence(m: &Measurement) -> Option<Verdicted> {
    let peak = m.peaks.sample_dbfs;
    let proof = vec![Proof::new("sample_peak_dbfs", peak, f64::from(audio::SILENCE_DB))];
    if !peak.is_finite() {
        return Some((Verdict::Sure, proof));
    }
    // Under the absolute gate of BS.1770 there is nothing that could be mixed; it may be noise.
    (m.loudness.integrated_lufs < -70.0 && peak < -60.0)
        .then_some((Verdict::Likely, vec![Proof::new("sample_peak_dbfs", peak, -60.0)]))
}

/// Only what stands still is an offset: the mean of a second of bass is not.
fn offset(seconds: &[[f32; 2]]) -> Option<Verdicted> {
    let channel = |c: usize| -> Vec<f64> { seconds.iter().map(|x| f64::from(x[c])).collect() };
    let middle = |means: &[f64]| quantiles(means).map_or(0.0, |(_, middle, _)| middle);
    let (left, right) = (channel(0), channel(1));
    let means = if middle(&right).abs() > middle(&left).abs() { right } else { left };
    let (low, offset, high) = quantiles(&means)?;
    let level = gain_to_db_f64(offset.abs());
    let size = offset.abs().max(1e-12);
    let spread = (high - low) / size;
    // Of a normal spread the middle four fifths are 2.56 deviations wide, and the median errs by
    // 1.25 deviations over the root of the number.
    let errors = 2.56 / 1.25 * (means.len() as f64).sqrt() / spread.max(1e-12);
    let (early, late) = means.split_at(means.len() / 2);
    let apart = (middle(early) - middle(late)).abs() / size;
    let stands = errors >= OFFSET_ERRORS && apart <= OFFSET_HALVES;
    let verdict = match (level >= OFFSET_DBFS, spread) {
        (false, _) => return None,
        (true, spread) if spread <= OFFSET_SPREAD && means.len() >= 4 => Verdict::Sure,
        (true, spread) if spread <= OFFSET_SPREAD => Verdict::Likely,
        (true, spread) if spread <= OFFSET_SPREAD_WIDE && stands => Verdict::Likely,
        // The mean of each second is another: slow sound, not an offset.
        (true, spread) if spread <= OFFSET_SPREAD_WIDE => Verdict::Unclear,
        (true, _) => return None,
    };
    Some((
        verdict,
        vec![
            Proof::new("offset_dbfs", level, OFFSET_DBFS),
            Proof::new("offset_spread_share", spread, OFFSET_SPREAD),
            Proof::new("offset_errors", errors, OFFSET_ERRORS),
        ],
    ))
}

/// The tenth, the middle and the ninth of ten.
fn quantiles(values: &[f64]) -> Option<(f64, f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted.get((share * (sorted.len().max(1) - 1) as f64) as usize).copied();
    Some((at(0.1)?, at(0.5)?, at(0.9)?))
}

fn channels(m: &Measurement) -> Option<(Fault, Verdict, Vec<Proof>)> {
    if m.channels != 2 {
        return None;
    }
    if m.stereo.balance_db.abs() >= DEAD_DB {
        // It may have been panned all the way: nothing is done about it.
        let proof = Proof::new("channel_difference_db", m.stereo.balance_db.abs(), DEAD_DB);
        return Some((Fault::DeadChannel, Verdict::Likely, vec![proof]));
    }
    let side_db = gain_to_db_f64(m.stereo.side_over_mid);
    let verdict = match side_db {
        db if db <= MONO_SURE_DB => Verdict::Sure,
        db if db <= MONO_LIKELY_DB => Verdict::Likely,
        _ => return None,
    };
    let proof = Proof::new("side_over_mid_db", side_db.max(-200.0), MONO_SURE_DB);
    Some((Fault::MonoAsStereo, verdict, vec![proof]))
}

/// Steady noise between the passages. Bleed and reverb come and go there.
fn noise(m: &Measurement) -> Option<Verdicted> {
    let threshold = audio::math::db_to_gain_f64(2.0 * m.activity.threshold_dbfs.max(-120.0));
    let quiet: Vec<bool> = m.envelope.power.iter().map(|p| f64::from(*p) < threshold).collect();
    // What decays is no floor: a pause counts from half a second after its start on.
    let (mut since, mut levels) = (0, Vec::new());
    for (hop, quiet) in quiet.iter().enumerate() {
        since = if *quiet { since + 1 } else { 0 };
        if since > 50 && m.envelope.power[hop] > 0.0 {
            levels.push(power_to_db(f64::from(m.envelope.power[hop])));
        }
    }
    if levels.len() < NOISE_HOPS {
        return None;
    }
    levels.sort_by(f64::total_cmp);
    let at = |share: f64| levels[(share * (levels.len() - 1) as f64) as usize];
    let (floor, spread) = (at(0.5), 0.5 * (at(0.9) - at(0.1)));
    let active = active_dbfs(m, threshold)?;
    if floor < NOISE_DBFS || active - floor > NOISE_UNDER_DB {
        return None;
    }
    let verdict = if spread <= NOISE_SPREAD_DB { Verdict::Likely } else { Verdict::Unclear };
    Some((
        verdict,
        vec![
            Proof::new("noise_floor_dbfs", floor, NOISE_DBFS),
            Proof::new("under_signal_db", active - floor, NOISE_UNDER_DB),
            Proof::new("noise_spread_db", spread, NOISE_SPREAD_DB),
        ],
    ))
}

fn active_dbfs(m: &Measurement, threshold: f64) -> Option<f64> {
    let loud = m.envelope.power.iter().map(|p| f64::from(*p)).filter(|p| *p >= threshold);
    let (sum, count) = loud.fold((0.0, 0_u64), |(sum, count), p| (sum + p, count + 1));
    (count > 0).then(|| power_to_db(sum / count as f64))
}

/// A stem that stops before the others while it sounds was cut off on the way.
fn ends(m: &Measurement, longest: u64, stems: usize) -> Option<Verdicted> {
    let missing_ms = (longest - m.frames) as f64 / m.sample_rate_hz * 1e3;
    if stems < 2 || missing_ms < SHORTER_MS {
        return None;
    }
    let threshold = audio::math::db_to_gain_f64(2.0 * m.activity.threshold_dbfs.max(-120.0));
    let active = active_dbfs(m, threshold)?;
    let last = m.envelope.power.len().saturating_sub(END_HOPS);
    let tail = &m.envelope.power[last..];
    let mean = tail.iter().map(|p| f64::from(*p)).sum::<f64>() / tail.len().max(1) as f64;
    let under_db = active - power_to_db(mean);
    (under_db <= ABRUPT_DB).then(|| {
        // Within a grid of 100 ms from the end others may have been trimmed at will.
        let verdict = if missing_ms >= 10.0 * SHORTER_MS { Verdict::Sure } else { Verdict::Likely };
        let proof = vec![
            Proof::new("end_under_level_db", under_db, ABRUPT_DB),
            Proof::new("missing_ms", missing_ms, 10.0 * SHORTER_MS),
        ];
        (verdict, proof)
    })
}

/// Level of the first 50 ms under the stem's own, in dB, where they hold one steady level from
/// the first 10 ms on. A note that begins rises, and a struck one falls; what was cut does neither.
fn steady_start_db(m: &Measurement) -> Option<f64> {
    let head = m.envelope.power.get(..END_HOPS)?;
    let threshold = audio::math::db_to_gain_f64(2.0 * m.activity.threshold_dbfs.max(-120.0));
    let active = active_dbfs(m, threshold)?;
    let levels: Vec<f64> = head.iter().map(|p| power_to_db(f64::from(*p).max(1e-15))).collect();
    let (low, high) = levels
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), db| (low.min(*db), high.max(*db)));
    let mean = head.iter().map(|p| f64::from(*p)).sum::<f64>() / END_HOPS as f64;
    let under_db = active - power_to_db(mean.max(1e-15));
    (high - low <= STEADY_START_DB && under_db <= ABRUPT_DB).then_some(under_db)
}

/// A stem that sounds in full from its first sample on, where the others begin by themselves, has
/// lost its beginning. It may be a sound without an attack on the first beat: never sure.
fn starts(stem: usize, stems: &[Measurement]) -> Option<Verdicted> {
    let under_db = steady_start_db(stems.get(stem)?)?;
    let alike = stems.iter().filter(|m| steady_start_db(m).is_some()).count();
    let share = alike as f64 / stems.len() as f64;
    // Where many do, the song itself was cut out of a longer one.
    let verdict = match stems.len() {
        0..3 => return None,
        _ if share <= STARTS_SHARE => Verdict::Likely,
        _ => Verdict::Unclear,
    };
    let proof = vec![
        Proof::new(STARTS_METRIC, under_db, ABRUPT_DB),
        Proof::new("stems_that_do_share", share, STARTS_SHARE),
    ];
    Some((verdict, proof))
}

/// One length against that of most others, in the ratio of two usual rates.
fn rates(stems: &[Measurement]) -> Vec<Finding> {
    let usual = stems.iter().map(|m| m.frames).max_by_key(|frames| {
        let as_long = stems.iter().filter(|m| near(m.frames as f64, *frames as f64, 1.0));
        (as_long.count(), *frames)
    });
    let Some(usual) = usual else { return Vec::new() };
    let as_long = stems.iter().filter(|m| near(m.frames as f64, usual as f64, 1.0)).count();
    // Two of three may be right or wrong together.
    if as_long < 3 || (usual as f64) * ENVELOPE_HOP_MS < 1.0 {
        return Vec::new();
    }
    let misread = |m: &Measurement| {
        RATES.into_iter().find(|ratio| near(m.frames as f64, usual as f64, *ratio))
    };
    let found = stems.iter().enumerate().filter_map(|(stem, m)| Some((stem, m, misread(m)?)));
    found
        .map(|(stem, m, ratio)| Finding {
            fault: Fault::Rate { ratio },
            verdict: Verdict::Likely,
            stem,
            others: Vec::new(),
            evidence: vec![Proof::new("length_ratio", m.frames as f64 / usual as f64, ratio)],
        })
        .collect()
}

fn near(frames: f64, usual: f64, ratio: f64) -> bool {
    (frames / (usual * ratio).max(1.0) - 1.0).abs() < RATE_TOLERANCE
}
