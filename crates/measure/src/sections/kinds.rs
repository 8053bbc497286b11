//! What a part may be: intro, verse, chorus, bridge, outro, or none of these for sure.
//!
//! The chorus is the part that returns and is the loudest and fullest of those that do; the verse
//! returns as well. An intro or outro is thinner than the song between. No lyrics are known, so
//! trust stays under 0.8, and where little speaks for a kind, none is given.

use super::bars::Bars;
use super::{Section, SectionKind};
use audio::math::power_to_db;

/// How full a part is: its loudness in LU and its share of stems, which counts as this many LU.
const DENSITY_LU: f64 = 8.0;

/// The fullest part leads by this much, in LU, to be a chorus for sure.
const SURE_LU: f64 = 4.0;

/// An intro or outro is thinner than the song by this, in LU, and no longer than this share of it.
const THIN_LU: f64 = 2.0;
const EDGE_SHARE: f64 = 0.2;

/// Most trust there is without words.
const TRUST_MAX: f64 = 0.8;

/// A section for each part between two bounds.
pub(crate) fn describe(bars: &Bars, bounds: &[usize], labels: &[usize]) -> Vec<Section> {
    let mean = |range: std::ops::Range<usize>, value: &dyn Fn(usize) -> f64| {
        let length_s = |bar: usize| bars.times_s[bar + 1] - bars.times_s[bar];
        let all: f64 = range.clone().map(length_s).sum();
        range.map(|bar| value(bar) * length_s(bar)).sum::<f64>() / all.max(1e-9)
    };
    let song_power = mean(0..bars.bars.len(), &|bar| bars.bars[bar].power);
    let mut sections: Vec<Section> = bounds
        .windows(2)
        .zip(labels)
        .map(|(part, label)| {
            let range = part[0]..part[1];
            let power = mean(range.clone(), &|bar| bars.bars[bar].power);
            let lu = if song_power > 0.0 { power_to_db(power / song_power) } else { 0.0 };
            Section {
                start_s: bars.times_s[part[0]],
                end_s: bars.times_s[part[1]],
                label: b'A' + u8::try_from(*label).unwrap_or(25).min(25),
                kind: SectionKind::Unknown,
                kind_confidence: 0.0,
                loudness_lu: lu.max(-60.0),
                density: mean(range, &|bar| bars.bars[bar].density),
            }
        })
        .collect();
    guess(&mut sections);
    sections
}

fn fullness(section: &Section) -> f64 {
    section.loudness_lu + DENSITY_LU * section.density
}

/// Gives kinds to what can be told.
fn guess(sections: &mut [Section]) {
    if sections.len() < 3 {
        return;
    }
    let song_s = sections.last().map_or(0.0, |last| last.end_s);
    let length_s = |section: &Section| section.end_s - section.start_s;
    let typical = sections.iter().map(|s| fullness(s) * length_s(s)).sum::<f64>() / song_s;
    let returning = ranked(sections);
    if let Some((chorus, full)) = returning.first() {
        let next = returning.get(1).map_or(typical, |(_, full)| *full);
        let trust = TRUST_MAX * ((full - next) / SURE_LU).clamp(0.25, 1.0);
        for section in sections.iter_mut().filter(|section| section.label == *chorus) {
            (section.kind, section.kind_confidence) = (SectionKind::Chorus, trust);
        }
        for section in sections.iter_mut() {
            if returning.iter().skip(1).any(|(label, _)| *label == section.label) {
                (section.kind, section.kind_confidence) = (SectionKind::Verse, 0.7 * trust);
            } else if section.label != *chorus && section.start_s > 0.5 * song_s {
                (section.kind, section.kind_confidence) = (SectionKind::Bridge, 0.5 * trust);
            }
        }
    }
    for (index, kind) in [(0, SectionKind::Intro), (sections.len() - 1, SectionKind::Outro)] {
        let label = sections[index].label;
        // What returns in the middle of the song is part of it.
        if sections[1..sections.len() - 1].iter().any(|other| other.label == label) {
            continue;
        }
        let section = &mut sections[index];
        let thin = typical - fullness(section);
        if thin > THIN_LU && length_s(section) <= EDGE_SHARE * song_s {
            let trust = TRUST_MAX * (thin / (3.0 * THIN_LU)).min(1.0);
            (section.kind, section.kind_confidence) = (kind, trust);
        }
    }
}

/// Labels that return, the fullest first.
fn ranked(sections: &[Section]) -> Vec<(u8, f64)> {
    let mut labels: Vec<u8> = sections.iter().map(|section| section.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut found: Vec<(u8, f64)> = labels
        .into_iter()
        .filter_map(|label| {
            let alike = sections.iter().filter(|section| section.label == label);
            let count = alike.clone().count();
            let full = alike.map(fullness).sum::<f64>() / count as f64;
            (count > 1).then_some((label, full))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}
