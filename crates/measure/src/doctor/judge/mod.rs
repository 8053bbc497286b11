//! From numbers to verdicts. One file per kind of evidence; every threshold has its reason.

mod alone;
mod clipping;
mod cutoff;
mod hum;
mod together;

use super::pairs::Pairs;
use super::scan::Signs;
use super::{Diagnosis, Finding, Kinship};
use crate::Measurement;

/// Everything that verdicts are made of.
pub(crate) struct Evidence<'a> {
    pub(crate) stems: &'a [Measurement],
    pub(crate) signs: &'a [Signs],
    pub(crate) pairs: &'a Pairs,
}

impl Diagnosis {
    /// From what was heard in the stems, each for itself and all together. Stems that were not
    /// scanned, or not heard together, are judged by what there is.
    #[must_use]
    pub fn of(stems: &[Measurement], signs: &[Signs], pairs: &Pairs) -> Self {
        let evidence = Evidence { stems, signs, pairs };
        let mut findings = alone::findings(&evidence);
        findings.extend(clipping::findings(&evidence));
        findings.extend(hum::findings(&evidence));
        findings.extend(cutoff::findings(&evidence));
        let (links, together) = together::findings(&evidence);
        findings.extend(together);
        findings.sort_by_key(|finding: &Finding| (finding.stem, finding.verdict));
        Self { kinship: Kinship::of(pairs), links, findings }
    }
}
