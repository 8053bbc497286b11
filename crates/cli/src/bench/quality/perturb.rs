//! What is done to a song before the engine gets it: chance with a seed, so that runs repeat.

use clap::ValueEnum;

use super::corpus::Song;

/// What is changed in the stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Perturb {
    /// Each stem's level, by up to 12 dB either way
    Gain,
    /// Levels, and the sign of about every third stem
    Polarity,
    /// Levels, and each stem's tone, by up to 6 dB between bass and treble
    Tilt,
    /// Nothing: does a good mix stay as it is?
    None,
}

impl Perturb {
    /// Its name on the command line and in results.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Largest change of level, in dB.
const GAIN_MAX_DB: f64 = 12.0;

/// Largest tilt, in dB from the bottom to the top of the spectrum.
const TILT_MAX_DB: f64 = 6.0;

/// What happens to one stem.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Change {
    pub(super) gain_db: f64,
    pub(super) inverted: bool,
    /// Treble over bass, in dB.
    pub(super) tilt_db: f64,
}

/// How one run is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setup {
    pub(super) seed: u64,
    pub(super) perturb: Perturb,
    /// Names say nothing.
    pub(super) anonymous: bool,
    /// Counts the ways of naming and ordering the stems; the changes stay the same.
    pub(super) order: u64,
}

/// The changes of each stem. They depend on the seed and on the names of song and stem, not on
/// which other songs are judged.
pub(super) fn changes(song: &Song, setup: Setup) -> Vec<Change> {
    let change = |name: &str| {
        let mut chance = Chance::new(setup.seed, &[&song.name, name]);
        let gain_db = chance.within(GAIN_MAX_DB);
        let third = chance.share() < 1.0 / 3.0;
        let tilt_db = chance.within(TILT_MAX_DB);
        match setup.perturb {
            Perturb::None => Change::default(),
            Perturb::Gain => Change { gain_db, ..Change::default() },
            Perturb::Polarity => Change { gain_db, inverted: third, ..Change::default() },
            Perturb::Tilt => Change { gain_db, tilt_db, ..Change::default() },
        }
    };
    song.stems.iter().map(|stem| change(&stem.name)).collect()
}

/// The names under which the engine gets the stems: their own, or `s01…` in an order drawn by the
/// seed. The engine counts stems by name, so their order is drawn, too.
pub(super) fn names(song: &Song, setup: Setup) -> Vec<String> {
    if !setup.anonymous {
        return song.stems.iter().map(|stem| stem.name.clone()).collect();
    }
    let order = setup.order.to_string();
    let mut chance = Chance::new(setup.seed, &[&song.name, "names", &order]);
    let mut places: Vec<usize> = (1..=song.stems.len()).collect();
    // Fisher and Yates.
    for last in (1..places.len()).rev() {
        places.swap(last, chance.below(last + 1));
    }
    places.into_iter().map(|place| format!("s{place:02}")).collect()
}

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014), seeded by words through FNV-1a.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64, words: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
        for byte in seed.to_le_bytes().into_iter().chain(bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(hash)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform, 0 to 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform, −`most` to `most`.
    pub(crate) fn within(&mut self, most: f64) -> f64 {
        most * (2.0 * self.share() - 1.0)
    }

    /// Uniform, 0 to `count` − 1.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f64) as usize).min(count.saturating_sub(1))
    }
}
