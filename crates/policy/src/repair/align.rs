//! Polarity and time of stems that hold one source: who gives way.
//!
//! Links join stems to groups. Within a group, the polarity of most stems stands (of the louder
//! half where as many stand either way), and all wait for the latest. A group whose links
//! contradict each other is left alone.

use std::collections::BTreeMap;

use audio::math::power_to_db;
use measure::{Fault, Link, Verdict};
use recipe::Action;

use crate::Heard;
use crate::draft::Draft;

/// Shorter delays are not worth a filter, in ms.
const DELAY_MIN_MS: f64 = 0.005;

/// Two ways round a loop may differ by this much, in ms.
const LOOP_MS: f64 = 0.05;

/// What becomes of a stem.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moved {
    pub(super) inverted: bool,
    pub(super) delay_ms: f64,
}

/// Per stem that changes, by its place.
pub(super) fn moved(heard: &Heard<'_>) -> BTreeMap<usize, Moved> {
    let mut moved = BTreeMap::new();
    let diagnosis = &heard.session.diagnosis;
    for group in groups(heard) {
        let holds = |stem: usize| group.iter().any(|(member, ..)| *member == stem);
        let has = |is: fn(&Fault) -> bool| {
            diagnosis.findings.iter().any(|finding| {
                finding.verdict == Verdict::Sure && is(&finding.fault) && holds(finding.stem)
            })
        };
        let turned = if has(|fault| matches!(fault, Fault::Polarity)) {
            minority(heard, &group)
        } else {
            Vec::new()
        };
        let is_late = has(|fault| matches!(fault, Fault::Delay { .. }));
        let latest = group.iter().map(|(_, _, at)| *at).fold(f64::NEG_INFINITY, f64::max);
        for (stem, _, at_ms) in &group {
            let delay_ms = if is_late { latest - at_ms } else { 0.0 };
            let change = Moved {
                inverted: turned.contains(stem),
                delay_ms: if delay_ms >= DELAY_MIN_MS { delay_ms } else { 0.0 },
            };
            if change != Moved::default() {
                moved.insert(*stem, change);
            }
        }
    }
    moved
}

/// The moves, by id of the stem.
pub(super) fn drafts(heard: &Heard<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (stem, change) in moved(heard) {
        let Some(spec) = heard.stems.get(stem) else { continue };
        let Some((link, other)) = strongest(heard, stem) else { continue };
        let other = &heard.stems[other].id;
        let gain_db = link.mended_db - link.sum_db;
        if change.inverted {
            drafts.push(Draft::new(&spec.id, Action::Polarity).because(format!(
                "it is upside down against {other}, which heard the same: turned, the two add up \
                 to {gain_db:.1} dB more"
            )).evidence("pair_sum_db", link.sum_db, link.mended_db));
        }
        if change.delay_ms > 0.0 {
            drafts.push(
                Draft::new(&spec.id, Action::Align)
                    .set("delay_ms", change.delay_ms)
                    .because(format!(
                        "{other} hears the same {:.2} ms later: in step, the two add up to \
                         {gain_db:.1} dB more",
                        link.lag_ms.abs()
                    ))
                    .evidence("pair_sum_db", link.sum_db, link.mended_db),
            );
        }
    }
    drafts.sort_by(|a, b| a.target().cmp(b.target()));
    drafts
}

/// The link of a stem that gains most, and the stem at its other end.
fn strongest<'a>(heard: &Heard<'a>, stem: usize) -> Option<(&'a Link, usize)> {
    let own = heard.session.diagnosis.links.iter().filter_map(|link| match link.stems {
        (low, high) if low == stem => Some((link, high)),
        (low, high) if high == stem => Some((link, low)),
        _ => None,
    });
    let gain = |link: &Link| link.mended_db - link.sum_db;
    own.fold(None, |best: Option<(&Link, usize)>, next| match best {
        Some(best) if gain(best.0) >= gain(next.0) => Some(best),
        _ => Some(next),
    })
}

/// Groups of linked stems: place, inverted against the first, time against it in ms.
fn groups(heard: &Heard<'_>) -> Vec<Vec<(usize, bool, f64)>> {
    let links = &heard.session.diagnosis.links;
    let mut at: BTreeMap<usize, (bool, f64)> = BTreeMap::new();
    let mut groups = Vec::new();
    let mut by_clarity: Vec<&Link> = links.iter().collect();
    by_clarity.sort_by(|a, b| b.clarity.total_cmp(&a.clarity));
    for start in links.iter().map(|link| link.stems.0) {
        if at.contains_key(&start) {
            continue;
        }
        at.insert(start, (false, 0.0));
        let mut members = vec![start];
        // The clearest link that leads out of the group is followed first.
        while let Some((link, from_low)) = by_clarity.iter().find_map(|link| {
            let (low, high) = link.stems;
            match (members.contains(&low), members.contains(&high)) {
                (true, false) => Some((link, true)),
                (false, true) => Some((link, false)),
                _ => None,
            }
        }) {
            let (low, high) = link.stems;
            let (from, to, sign) = if from_low { (low, high, 1.0) } else { (high, low, -1.0) };
            let (inverted, at_ms) = at.get(&from).copied().unwrap_or_default();
            at.insert(to, (inverted ^ link.inverted, at_ms + sign * link.lag_ms));
            members.push(to);
        }
        let agrees = |link: &&Link| {
            let (low, high) = link.stems;
            let ((a, a_ms), (b, b_ms)) = (at[&low], at[&high]);
            (a ^ b) == link.inverted && (b_ms - a_ms - link.lag_ms).abs() <= LOOP_MS
        };
        let inside = links.iter().filter(|link| members.contains(&link.stems.0));
        if inside.clone().all(|link| agrees(&link)) {
            // The order of stems must not decide anything.
            members.sort_by(|a, b| heard.stems[*a].id.cmp(&heard.stems[*b].id));
            groups.push(members.iter().map(|stem| (*stem, at[stem].0, at[stem].1)).collect());
        }
    }
    groups
}

/// The stems that are turned.
fn minority(heard: &Heard<'_>, group: &[(usize, bool, f64)]) -> Vec<usize> {
    let side = |side: bool| group.iter().filter(move |(_, inverted, _)| *inverted == side);
    let weight = |of: bool| {
        let power = |stem: usize| {
            let m = &heard.session.stems[stem];
            f64::from(m.channels as u8) * crate::erb::db_to_power(m.dynamics.rms_dbfs)
        };
        let total: f64 = side(of).map(|(stem, ..)| power(*stem)).sum();
        // A hundredth of a dB is rounding: then the names decide.
        (side(of).count(), (100.0 * power_to_db(total)).round() as i64)
    };
    let first = group.first().is_some_and(|(_, inverted, _)| *inverted);
    let loser = match weight(first).cmp(&weight(!first)) {
        std::cmp::Ordering::Less => first,
        _ => !first,
    };
    side(loser).map(|(stem, ..)| *stem).collect()
}
