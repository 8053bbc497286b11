//! What is judged, as data: each row feeds the table, the page and the comparison.

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Better {
    Lower,
    Higher,
}

use Better::{Higher, Lower};

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

/// Rows of id, test, name, unit, better and decimals.
macro_rules! metrics {
    ($($id:literal $test:literal $name:literal $unit:literal $better:ident $decimals:literal;)*) => {
        &[$(Metric {
            id: $id, test: $test, name: $name, unit: $unit, better: $better, decimals: $decimals,
        }),*]
    };
}

/// All of them, in the order of the tables.
#[rustfmt::skip]
pub(super) const METRICS: &[Metric] = metrics! {
    "t1_lu"                  "T1"  "balance error"                                   "LU" Lower 2;
    "t1_capped_lu"           "T1"  "balance error, each stem capped at 8 LU"         "LU" Lower 2;
    "t1_planned_lu"          "T1"  "balance error of the planned faders"             "LU" Lower 2;
    "t1_planned_capped_lu"   "T1"  "the same, each stem capped at 8 LU"              "LU" Lower 2;
    "t2_lu"                  "T2"  "lead over rest, distance from the human's"       "LU" Lower 2;
    "t3_pct"                 "T3"  "share of what is played that is covered"         "%"  Lower 1;
    "t4_order_lu"            "T4"  "largest change of a stem by order and names"     "LU" Lower 3;
    "t4_level_split_lu"      "T4"  "largest change when a stem comes in two halves"  "LU" Lower 2;
    "t4_time_split_lu"       "T4"  "the same, halves in time"                        "LU" Lower 2;
    "t5_mean_lu"             "T5"  "mean change of a stem that needed none"          "LU" Lower 2;
    "t5_worst_lu"            "T5"  "largest change of a stem that needed none"       "LU" Lower 2;
    "t5_features"            "T5"  "distance from the human mix in features"         ""   Lower 3;
    "t6_off_lu"              "T6"  "distance from the loudness asked for"            "LU" Lower 2;
    "t7_over_db"             "T7"  "true peak over the ceiling"                      "dB" Lower 2;
    "t7_32x_over_db"         "T7"  "the same at 32 times the rate"                   "dB" Lower 2;
    "t8_peak_dbtp"           "T8"  "true peak after the worst lossy coder"           "dBTP" Lower 2;
    "t9_crest_loss_db"       "T9"  "peaks over loudness lost in mastering"           "dB" Lower 1;
    "t9_psr_p5_db"           "T9"  "peaks over loudness in the densest passages"     "dB" Higher 1;
    "t9_range_ratio"         "T9"  "loudness range, master over mix"                 ""   Higher 2;
    "t10_db"                 "T10" "onset energy in drum bands, master over mix"     "dB" Higher 2;
    "t12_worst_db"           "T12" "worst loss of a band in mono, mix"               "dB" Lower 1;
    "t12_correlation"        "T12" "correlation in the worst passages, mix"          ""   Higher 2;
    "t12_master_worst_db"    "T12" "worst loss of a band in mono, master"            "dB" Lower 1;
    "t12_master_correlation" "T12" "correlation in the worst passages, master"       ""   Higher 2;
    "t13_width_pct"          "T13" "width of the master over the mix"                "%"  Lower 0;
    "t13_low_width"          "T13" "side over mid under 120 Hz, master"              ""   Lower 3;
    "t14_human_db"           "T14" "tone, distance from the human mix"               "dB" Lower 2;
    "t14_corridor_db"        "T14" "tone, distance from the profile's corridor"      "dB" Lower 2;
    "t14_closer_pct"         "T14" "master nearer to the corridor than the input"    "%"  Higher 0;
    "t28_mix"                "T28" "score of the mix, 0 to 100"                      ""   Higher 1;
    "t28"                    "T28" "score of mix and master, 0 to 100"               ""   Higher 1;
};

impl Metric {
    /// Name and unit.
    pub(super) fn title(&self) -> String {
        if self.unit.is_empty() {
            self.name.into()
        } else {
            format!("{}, {}", self.name, self.unit)
        }
    }

    /// Whether `ours` is better than `theirs`.
    pub(super) fn wins(&self, ours: f64, theirs: f64) -> bool {
        match self.better {
            Lower => ours < theirs,
            Higher => ours > theirs,
        }
    }
}
