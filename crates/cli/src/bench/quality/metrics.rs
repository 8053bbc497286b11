//! What is judged, as data: each row feeds the table, the page and the comparison.

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Better {
    Lower,
    Higher,
}

/// One number of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metric {
    /// Key in the JSON; never renamed.
    pub(super) id: &'static str,
    /// The test of the quality plan that it belongs to.
    pub(super) test: &'static str,
    /// In words.
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) better: Better,
    /// Decimals that mean something.
    pub(super) decimals: usize,
}

const fn lower(
    id: &'static str,
    test: &'static str,
    name: &'static str,
    unit: &'static str,
    decimals: usize,
) -> Metric {
    Metric { id, test, name, unit, better: Better::Lower, decimals }
}

/// All of them, in the order of the tables.
pub(super) const METRICS: &[Metric] = &[
    lower("t1_lu", "T1", "balance error", "LU", 2),
    lower("t1_capped_lu", "T1", "balance error, each stem capped at 8 LU", "LU", 2),
    lower("t1_planned_lu", "T1", "balance error of the planned faders", "LU", 2),
    lower("t1_planned_capped_lu", "T1", "the same, each stem capped at 8 LU", "LU", 2),
];

impl Metric {
    /// Whether `ours` is better than `theirs`.
    pub(super) fn wins(&self, ours: f64, theirs: f64) -> bool {
        match self.better {
            Better::Lower => ours < theirs,
            Better::Higher => ours > theirs,
        }
    }
}
