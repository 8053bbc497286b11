//! The form of the song, as a recipe keeps it.

use measure::{Section, SectionKind};
use recipe::SectionSpec;

/// Sections in frames of the session.
pub(crate) fn sections(heard: &[Section], sample_rate_hz: u32) -> Vec<SectionSpec> {
    let frame = |second: f64| libm::round(second * f64::from(sample_rate_hz)).max(0.0) as u64;
    let spec = |section: &Section| SectionSpec {
        start_frame: frame(section.start_s),
        end_frame: frame(section.end_s),
        label: char::from(section.label).to_string(),
        kind: match section.kind {
            SectionKind::Intro => recipe::SectionKind::Intro,
            SectionKind::Verse => recipe::SectionKind::Verse,
            SectionKind::Chorus => recipe::SectionKind::Chorus,
            SectionKind::Bridge => recipe::SectionKind::Bridge,
            SectionKind::Outro => recipe::SectionKind::Outro,
            SectionKind::Unknown => recipe::SectionKind::Unknown,
        },
        loudness_lu: Some(crate::run::round_to(section.loudness_lu, 0.01)),
    };
    heard.iter().map(spec).filter(|spec| spec.end_frame > spec.start_frame).collect()
}
