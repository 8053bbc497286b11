//! What a diagnosis consists of.

use std::borrow::Cow;

use borsh::{BorshDeserialize, BorshSerialize};

use super::Kinship;

/// What is known about the stems beyond how each of them sounds.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, Default, PartialEq)]
pub struct Diagnosis {
    /// How alike any two stems are.
    pub kinship: Kinship,
    /// Pairs that surely heard one source, faulty or not.
    pub links: Vec<Link>,
    /// What is wrong, by stem, the worst first within a stem.
    pub findings: Vec<Finding>,
}

/// Two stems that surely hold one source: two microphones, a line and an amplifier, a bus and a
/// part of it.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The two, the lower one first.
    pub stems: (usize, usize),
    /// How much later the second one is, in ms; negative when it is earlier.
    pub lag_ms: f64,
    /// They meet upside down.
    pub inverted: bool,
    /// Level of both added, over their powers added, in dB, at equal K-weighted gain as delivered…
    pub sum_db: f64,
    /// …and in step, the right way round.
    pub mended_db: f64,
    /// Share of the phases that lag and polarity explain, 0 to 1.
    pub clarity: f64,
}

/// How sure a finding is.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is there: what can be put right without a price is put right.
    Sure,
    /// It is most likely there, or there and perhaps meant: proposed, never applied.
    Likely,
    /// Something is there; what it is cannot be told.
    Unclear,
}

impl Verdict {
    /// As a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Unclear => "unclear",
        }
    }
}

/// Something about a stem, or about it and others.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// How sure.
    pub verdict: Verdict,
    /// Whose: its place in the session.
    pub stem: usize,
    /// The others that it takes to see it.
    pub others: Vec<usize>,
    /// The numbers, the one that decided first.
    pub evidence: Vec<Proof>,
}

/// A measured number and where the verdict begins.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct Proof {
    /// What was measured, units last.
    pub metric: Cow<'static, str>,
    /// What was found.
    pub value: f64,
    /// From (or under) which value it counts.
    pub threshold: f64,
}

impl Proof {
    pub(super) const fn new(metric: &'static str, value: f64, threshold: f64) -> Self {
        Self { metric: Cow::Borrowed(metric), value, threshold }
    }
}

/// What can be wrong.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing sounds.
    Silence,
    /// Upside down against another.
    Polarity,
    /// Later than another by so much, in ms.
    Delay {
        /// In ms, positive.
        late_ms: f64,
    },
    /// Off centre by a constant.
    Offset,
    /// Cut off at a ceiling.
    Clipping,
    /// Between the samples it goes over full scale.
    InterSample,
    /// Mains hum.
    Hum {
        /// 50 or 60 Hz.
        mains_hz: f64,
        /// Level of each multiple from the fundamental up, in dBFS; −∞ where there is no hum.
        levels_dbfs: [f32; 8],
    },
    /// Steady noise in the pauses.
    Noise,
    /// Another stem is heard in it.
    Bleed,
    /// The same as another.
    Duplicate {
        /// Over the other, in dB.
        gain_db: f64,
        /// Later than the other, in ms.
        late_ms: f64,
    },
    /// The sum of others.
    SumOfOthers,
    /// Starts or ends in full sound.
    Truncation,
    /// Two channels, one sound.
    MonoAsStereo,
    /// Two channels, one of them silent.
    DeadChannel,
    /// Coded with loss at some time.
    Lossy {
        /// Where its spectrum ends, in Hz.
        cutoff_hz: f64,
    },
    /// Its length fits another rate than it says.
    Rate {
        /// Its own rate over the one it should say.
        ratio: f64,
    },
}

impl Fault {
    /// As a word of a report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::Polarity => "polarity",
            Self::Delay { .. } => "delay",
            Self::Offset => "offset",
            Self::Clipping => "clipping",
            Self::InterSample => "inter_sample_clipping",
            Self::Hum { .. } => "hum",
            Self::Noise => "noise_floor",
            Self::Bleed => "bleed",
            Self::Duplicate { .. } => "duplicate",
            Self::SumOfOthers => "sum_of_others",
            Self::Truncation => "truncation",
            Self::MonoAsStereo => "mono_as_stereo",
            Self::DeadChannel => "dead_channel",
            Self::Lossy { .. } => "lossy_cutoff",
            Self::Rate { .. } => "rate_mismatch",
        }
    }
}
