//! Flat tops, and peaks between the samples.

use super::Evidence;
use crate::Measurement;
use crate::doctor::scan::Signs;
use crate::doctor::tops::Tops;
use crate::doctor::{Fault, Finding, Proof, Verdict};

/// So many flat tops at one ceiling are no accident.
const SURE_TOPS: u32 = 10;
const LIKELY_TOPS: u32 = 3;

/// Rippled tops are common in any dense sound: it takes more of them, and height missing.
const RIPPLED_TOPS: u32 = 40;
const RIPPLED_MISSING_DB: f64 = 2.0;

/// A wave that spends more of its time than this at its ceiling is made that way.
const SQUARE_SHARE: f64 = 0.15;

/// Over full scale by so much between the samples, in dBTP.
const OVER_DBTP: f64 = 0.1;

pub(super) fn findings(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (stem, (m, signs)) in evidence.stems.iter().zip(evidence.signs).enumerate() {
        if let Some((verdict, evidence)) = clipping(m, signs) {
            found.push(Finding { fault: Fault::Clipping, verdict, stem, others: vec![], evidence });
        } else if m.peaks.true_dbtp > OVER_DBTP && m.peaks.sample_dbfs <= 0.0 {
            let evidence = vec![Proof::new("true_peak_dbtp", m.peaks.true_dbtp, OVER_DBTP)];
            let (fault, verdict) = (Fault::InterSample, Verdict::Sure);
            found.push(Finding { fault, verdict, stem, others: vec![], evidence });
        }
    }
    found
}

fn clipping(m: &Measurement, signs: &Signs) -> Option<(Verdict, Vec<Proof>)> {
    let peak = audio::math::db_to_gain_f64(m.peaks.sample_dbfs);
    let best = |all: &[[Tops; 2]], near: f64| {
        let sides = all.iter().flatten().filter(|tops| f64::from(tops.ceiling) >= near * peak);
        let (mut count, mut samples, mut missing_db) = (0, 0, 0.0_f64);
        for tops in sides {
            count += tops.count;
            samples += tops.samples;
            missing_db = missing_db.max(tops.missing_db());
        }
        (count, samples as f64 / (signs.samples.max(1) as f64), missing_db)
    };
    // Asymmetric sounds are cut on one side, at another level than their peak on the other.
    let (exact, share, missing_db) = best(&signs.exact, 0.5);
    let active = m.activity.active_share.max(1e-3);
    if exact >= LIKELY_TOPS {
        let verdict = match (exact >= SURE_TOPS, share / active <= SQUARE_SHARE) {
            (true, true) => Verdict::Sure,
            (false, true) => Verdict::Likely,
            _ => Verdict::Unclear,
        };
        let proof = vec![
            Proof::new("flat_tops", f64::from(exact), f64::from(SURE_TOPS)),
            Proof::new("missing_db", missing_db, 0.0),
            Proof::new("time_at_ceiling_share", share / active, SQUARE_SHARE),
        ];
        return Some((verdict, proof));
    }
    let (rippled, share, missing_db) = best(&signs.rippled, 0.9);
    let is_cut = rippled >= RIPPLED_TOPS && missing_db >= RIPPLED_MISSING_DB;
    is_cut.then(|| {
        let verdict =
            if share / active <= SQUARE_SHARE { Verdict::Likely } else { Verdict::Unclear };
        let proof = vec![
            Proof::new("rippled_tops", f64::from(rippled), f64::from(RIPPLED_TOPS)),
            Proof::new("missing_db", missing_db, RIPPLED_MISSING_DB),
            Proof::new("time_at_ceiling_share", share / active, SQUARE_SHARE),
        ];
        (verdict, proof)
    })
}
