//! What shows only beside other stems: polarity, delay, copies, sums, bleed.

use super::Evidence;
use crate::doctor::kinship;
use crate::doctor::relation::{Relation, relation};
use crate::doctor::sums::Gram;
use crate::doctor::{Fault, Finding, Link, Proof, Verdict};

/// It takes so many frames in which both sound.
const FRAMES_MIN: u32 = 8;

/// Octaves that have to cohere before a pair is looked at, and before it surely has one source.
const OCTAVES_LOOK: f64 = 1.5;
const OCTAVES_SURE: f64 = 3.0;

/// Share of the phases that one lag explains…
const CLARITY_SURE: f64 = 0.8;
const CLARITY_LIKELY: f64 = 0.6;
/// …and how far its peak stands over the next.
const PROMINENCE_SURE: f64 = 1.6;

/// Later than this is an effect as often as a fault: two metres of air.
const LATE_SURE_MS: f64 = 6.0;

/// Shorter delays change nothing that can be heard: at 10 kHz a turn of 18 degrees.
const LATE_MIN_MS: f64 = 0.005;

/// Putting it right makes the two together louder by so much, in dB, or it is left.
const GAIN_MIN_DB: f64 = 0.5;

/// Bleed is this late (7 cm to 14 m of air), in ms, and such a share of the stem.
const BLEED_LATE_MS: (f64, f64) = (0.2, 40.0);
const BLEED_SHARE: (f64, f64) = (0.05, 0.5);

/// Where less of either stem follows from the other, one of them holds the other's source only
/// besides its own: its own sound is not late, and waiting for what came through the air would
/// shift it against the rest.
const ONE_SOURCE_SHARE: f64 = BLEED_SHARE.1;

/// A copy leaves so little of the other, in dB.
const COPY_SURE_DB: f64 = -50.0;
const COPY_LIKELY_DB: f64 = -20.0;

/// A sum of others leaves so little; and what the largest part leaves alone is so much more.
const SUM_SURE_DB: f64 = -40.0;
const SUM_LIKELY_DB: f64 = -12.0;
const SUM_OVER_SINGLE_DB: f64 = 6.0;

pub(super) fn findings(evidence: &Evidence<'_>) -> (Vec<Link>, Vec<Finding>) {
    let (mut links, mut found) = (Vec::new(), Vec::new());
    let stems = evidence.pairs.stems();
    for low in 0..stems {
        for high in low + 1..stems {
            let Some(relation) = relation(evidence.pairs, (low, high), OCTAVES_LOOK) else {
                continue;
            };
            if relation.frames < FRAMES_MIN {
                continue;
            }
            found.extend(bleed(evidence, &relation));
            pair(evidence, &relation, &mut links, &mut found);
        }
    }
    found.extend(sums(evidence, &found));
    (links, found)
}

fn pair(evidence: &Evidence<'_>, r: &Relation, links: &mut Vec<Link>, found: &mut Vec<Finding>) {
    let late_ms = 1e3 * r.lag_s;
    let gain_db = r.mended_db - r.sum_db;
    let share = |of, from| f64::from(kinship::share(evidence.pairs, of, from));
    let shared = share(r.low, r.high).min(share(r.high, r.low));
    let is_clear = r.octaves >= OCTAVES_SURE
        && r.clarity >= CLARITY_SURE
        && r.prominence >= PROMINENCE_SURE
        && shared >= ONE_SOURCE_SHARE;
    let in_reach = late_ms.abs() <= LATE_SURE_MS;
    if is_clear && in_reach {
        links.push(Link {
            stems: (r.low, r.high),
            lag_ms: late_ms,
            inverted: r.inverted,
            sum_db: r.sum_db,
            mended_db: r.mended_db,
            clarity: r.clarity,
        });
    }
    let verdict = match (is_clear && in_reach, r.clarity >= CLARITY_LIKELY) {
        (true, _) => Verdict::Sure,
        (false, true) => Verdict::Likely,
        _ => Verdict::Unclear,
    };
    let proof = |first: Proof| {
        vec![
            first,
            Proof::new("gain_db", gain_db, GAIN_MIN_DB),
            Proof::new("clarity", r.clarity, CLARITY_SURE),
            Proof::new("prominence", r.prominence, PROMINENCE_SURE),
            Proof::new("coherent_octaves", r.octaves, OCTAVES_SURE),
            Proof::new("shared_share", shared, ONE_SOURCE_SHARE),
        ]
    };
    let later = if late_ms < 0.0 { r.low } else { r.high };
    let mut finding = |fault, verdict, stem: usize, first: Proof| {
        let other = if stem == r.low { r.high } else { r.low };
        found.push(Finding { fault, verdict, stem, others: vec![other], evidence: proof(first) });
    };
    if r.inverted && gain_db >= GAIN_MIN_DB {
        finding(Fault::Polarity, verdict, r.high, Proof::new("sum_db", r.sum_db, 0.0));
    }
    let is_one_source = r.octaves >= OCTAVES_SURE;
    if is_one_source
        && late_ms.abs() >= LATE_MIN_MS
        && gain_db >= GAIN_MIN_DB
        && verdict != Verdict::Unclear
    {
        let fault = Fault::Delay { late_ms: late_ms.abs() };
        finding(fault, verdict, later, Proof::new("late_ms", late_ms.abs(), LATE_MIN_MS));
    }
    if !r.inverted && r.residual_db <= COPY_LIKELY_DB {
        let is_exact = r.residual_db <= COPY_SURE_DB && late_ms.abs() < LATE_MIN_MS;
        let verdict = if is_exact { Verdict::Sure } else { Verdict::Likely };
        let fault = Fault::Duplicate { gain_db: r.gain_db, late_ms };
        finding(fault, verdict, r.high, Proof::new("residual_db", r.residual_db, COPY_SURE_DB));
    }
}

/// Sound that came through the air: a part of the later one, some way behind the earlier one.
fn bleed(evidence: &Evidence<'_>, r: &Relation) -> Option<Finding> {
    let (earlier, later) = if r.lag_s < 0.0 { (r.high, r.low) } else { (r.low, r.high) };
    let late_ms = 1e3 * r.lag_s.abs();
    let share = f64::from(kinship::share(evidence.pairs, later, earlier));
    let is_bleed = r.clarity >= CLARITY_LIKELY
        && (BLEED_LATE_MS.0..BLEED_LATE_MS.1).contains(&late_ms)
        && (BLEED_SHARE.0..BLEED_SHARE.1).contains(&share);
    is_bleed.then(|| Finding {
        fault: Fault::Bleed,
        verdict: Verdict::Likely,
        stem: later,
        others: vec![earlier],
        evidence: vec![
            Proof::new("bleed_share", share, BLEED_SHARE.0),
            Proof::new("late_ms", late_ms, BLEED_LATE_MS.0),
            Proof::new("clarity", r.clarity, CLARITY_LIKELY),
        ],
    })
}

/// Stems that are the sum of two and more others. Copies were found already.
fn sums(evidence: &Evidence<'_>, found: &[Finding]) -> Vec<Finding> {
    let gram = Gram::of(evidence.pairs);
    let is_copy = |stem: usize| {
        found.iter().any(|finding| {
            matches!(finding.fault, Fault::Duplicate { .. })
                && finding.verdict == Verdict::Sure
                && (finding.stem == stem || finding.others.contains(&stem))
        })
    };
    let all = (0..evidence.pairs.stems()).filter(|stem| !is_copy(*stem));
    let sums = all.filter_map(|stem| {
        let sum = gram.nearest_sum(stem)?;
        let better_db = sum.single_db - sum.residual_db;
        let enough = sum.parts.len() >= 2 && better_db >= SUM_OVER_SINGLE_DB;
        let verdict = match sum.residual_db {
            db if enough && db <= SUM_SURE_DB => Verdict::Sure,
            db if enough && db <= SUM_LIKELY_DB => Verdict::Likely,
            _ => return None,
        };
        Some(Finding {
            fault: Fault::SumOfOthers,
            verdict,
            stem,
            others: sum.parts.iter().map(|(other, _)| *other).collect(),
            evidence: vec![
                Proof::new("residual_db", sum.residual_db, SUM_SURE_DB),
                Proof::new("parts", sum.parts.len() as f64, 2.0),
                Proof::new("largest_part_residual_db", sum.single_db, SUM_OVER_SINGLE_DB),
            ],
        })
    });
    sums.collect()
}
