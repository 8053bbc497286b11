//! What an adjective means: a region of the spectrum and the equaliser bands that change it, or
//! what is dialled besides. `docs/TWEAK.md` shows this table, and a test holds the two together.
//!
//! Regions and centres are the usual ones of mixing practice (B. Owsinski, "The Mixing Engineer's
//! Handbook"; A. U. Case, "Mix Smart"). Each step is small: words can be said again.

/// What people name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    Warm,
    Bright,
    Air,
    Mud,
    Boxy,
    Nasal,
    Harsh,
    Presence,
    Boomy,
    Full,
    Lows,
    Mids,
    Highs,
    Soft,
    Aggressive,
    Punch,
    Tight,
    Wide,
    Close,
    Wet,
    Echo,
    Compressed,
    Sibilant,
}

/// One band of a quality, at the usual step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Band {
    pub(super) shape: &'static str,
    pub(super) freq_hz: f64,
    pub(super) q: f64,
    /// For one step of more.
    pub(super) gain_db: f64,
}

/// A quality that is a tone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tone {
    /// What its evidence is called.
    pub(super) metric: &'static str,
    /// Where it is heard, in Hz.
    pub(super) region_hz: [f64; 2],
    /// More of the quality raises (1) or lowers (−1) the region.
    pub(super) sign: f64,
    /// The first is the one that the region is about.
    pub(super) bands: &'static [Band],
}

/// Most that words may change the first band of a quality on one target, in dB.
pub(super) const TONE_MAX_DB: f64 = 6.0;

const fn bell(freq_hz: f64, q: f64, gain_db: f64) -> Band {
    Band { shape: "bell", freq_hz, q, gain_db }
}

const fn low_shelf(freq_hz: f64, gain_db: f64) -> Band {
    Band { shape: "low_shelf", freq_hz, q: 0.71, gain_db }
}

const fn high_shelf(freq_hz: f64, gain_db: f64) -> Band {
    Band { shape: "high_shelf", freq_hz, q: 0.71, gain_db }
}

const fn tone(metric: &'static str, region_hz: [f64; 2], bands: &'static [Band]) -> Tone {
    Tone { metric, region_hz, sign: 1.0, bands }
}

/// Softness is less of something.
const SOFT: Tone = Tone {
    metric: "response_2_10_khz_db",
    region_hz: [2_000.0, 10_000.0],
    sign: -1.0,
    bands: &[bell(3_200.0, 0.7, -1.2), high_shelf(8_000.0, -1.0)],
};

impl Quality {
    /// The word for more of it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Warm => "warm",
            Self::Bright => "bright",
            Self::Air => "air",
            Self::Mud => "mud",
            Self::Boxy => "boxy",
            Self::Nasal => "nasal",
            Self::Harsh => "harsh",
            Self::Presence => "presence",
            Self::Boomy => "boomy",
            Self::Full => "full",
            Self::Lows => "lows",
            Self::Mids => "mids",
            Self::Highs => "highs",
            Self::Soft => "soft",
            Self::Aggressive => "aggressive",
            Self::Punch => "punch",
            Self::Tight => "tight",
            Self::Wide => "wide",
            Self::Close => "close",
            Self::Wet => "reverb",
            Self::Echo => "delay",
            Self::Compressed => "compression",
            Self::Sibilant => "sibilance",
        }
    }

    /// Whether its plain name is a complaint as likely as a wish.
    pub(super) const fn is_fault(self) -> bool {
        matches!(
            self,
            Self::Mud | Self::Boxy | Self::Nasal | Self::Harsh | Self::Boomy | Self::Sibilant
        )
    }

    /// What it is as a tone, if it is one.
    pub(super) const fn tone(self) -> Option<Tone> {
        Some(match self {
            Self::Warm => tone(
                "response_150_400_hz_db",
                [150.0, 400.0],
                const { &[bell(240.0, 0.6, 1.5), high_shelf(7_000.0, -0.7)] },
            ),
            Self::Bright => tone(
                "response_4_12_khz_db",
                [4_000.0, 12_000.0],
                const { &[high_shelf(5_000.0, 1.5)] },
            ),
            Self::Air => tone(
                "response_10_16_khz_db",
                [10_000.0, 16_000.0],
                const { &[high_shelf(11_000.0, 2.0)] },
            ),
            Self::Mud => {
                tone("response_200_500_hz_db", [200.0, 500.0], const { &[bell(310.0, 0.8, 2.0)] })
            }
            Self::Boxy => {
                tone("response_350_800_hz_db", [350.0, 800.0], const { &[bell(530.0, 1.1, 2.0)] })
            }
            Self::Nasal => tone(
                "response_800_1500_hz_db",
                [800.0, 1_500.0],
                const { &[bell(1_100.0, 1.4, 2.0)] },
            ),
            Self::Harsh => tone(
                "response_2500_5000_hz_db",
                [2_500.0, 5_000.0],
                const { &[bell(3_500.0, 1.2, 2.0)] },
            ),
            Self::Presence => tone(
                "response_2_5_khz_db",
                [2_000.0, 5_000.0],
                const { &[bell(3_200.0, 0.8, 1.5)] },
            ),
            Self::Boomy => {
                tone("response_60_150_hz_db", [60.0, 150.0], const { &[bell(95.0, 1.0, 2.0)] })
            }
            Self::Full => {
                tone("response_100_300_hz_db", [100.0, 300.0], const { &[bell(170.0, 0.7, 1.5)] })
            }
            Self::Lows => {
                tone("response_40_150_hz_db", [40.0, 150.0], const { &[low_shelf(130.0, 2.0)] })
            }
            Self::Mids => tone(
                "response_500_2500_hz_db",
                [500.0, 2_500.0],
                const { &[bell(1_100.0, 0.5, 1.5)] },
            ),
            Self::Highs => tone(
                "response_6_16_khz_db",
                [6_000.0, 16_000.0],
                const { &[high_shelf(6_500.0, 2.0)] },
            ),
            Self::Soft => SOFT,
            Self::Aggressive => tone(
                "response_1500_4000_hz_db",
                [1_500.0, 4_000.0],
                const { &[bell(2_500.0, 0.8, 1.5)] },
            ),
            _ => return None,
        })
    }
}
