//! A mix as a session that a DAW can open, from values of a recipe.
//!
//! [`Session`] says in plain numbers what is on the desk: tracks, their devices, levels, sends and
//! lanes. [`dawproject`] and [`reaper`] write it in the words of a format, [`sheet`] as a list for
//! people. Levels are those of the stems as delivered: the strip's trim is taken out of every
//! threshold, so that a project needs no gain before its first device.

mod build;
mod colour;
pub mod dawproject;
mod device;
pub mod reaper;
pub mod sheet;

use recipe::Bus;

pub use build::{Labels, session};
pub use device::{Device, Setting};

/// A mix as a DAW shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Of the song.
    pub title: String,
    /// Of the song.
    pub artist: Option<String>,
    /// Rate at which the recipe is rendered, in Hz.
    pub sample_rate_hz: u32,
    /// Length with its tail, in seconds.
    pub duration_s: f64,
    /// Where it is known.
    pub tempo_bpm: Option<f64>,
    /// Quarters in a bar; four where nothing else is known.
    pub beats_per_bar: u8,
    /// Passages of the song, in order.
    pub markers: Vec<Marker>,
    /// Stems in their order, then the buses that have any, returns in use, and the master.
    pub tracks: Vec<Track>,
}

/// A named passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Its start, in seconds.
    pub start_s: f64,
    /// Its end, in seconds.
    pub end_s: f64,
    /// Like `chorus (B)`.
    pub name: String,
}

/// What a track is on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Index of a stem.
    Stem(usize),
    /// A bus.
    Bus(Bus),
    /// The reverb's return.
    Reverb,
    /// The delay's return.
    Delay,
    /// The sum.
    Master,
}

/// One channel of the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What it is.
    pub part: Part,
    /// The stem's id, or what the part is called.
    pub name: String,
    /// Red, green, blue: one colour for a group of roles.
    pub colour: [u8; 3],
    /// The audio of a stem.
    pub clip: Option<Clip>,
    /// Sign flipped.
    pub polarity_inverted: bool,
    /// Processors, in signal order.
    pub devices: Vec<Device>,
    /// Fader, in dB.
    pub volume_db: f32,
    /// Gain on top of the fader over time; straight in dB between points.
    pub lane: Vec<LanePoint>,
    /// −100 is left, 100 right.
    pub pan_pct: f32,
    /// Index of a track and the level into it, in dB, behind fader and pan.
    pub sends: Vec<(usize, f32)>,
    /// Index of the track that it goes into; the master goes nowhere.
    pub output: Option<usize>,
}

/// The one clip of a stem's track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clip {
    /// Index of the stem.
    pub stem: usize,
    /// Where it begins, in seconds: late where the recipe aligns it.
    pub start_s: f64,
    /// Its length, in seconds.
    pub duration_s: f64,
    /// Of the file.
    pub channels: u16,
    /// Of the file, in Hz.
    pub sample_rate_hz: u32,
}

/// A point of an automation lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LanePoint {
    /// In seconds.
    pub at_s: f64,
    /// In dB.
    pub gain_db: f32,
}

/// How much of a setting a format can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fidelity {
    /// The same sound, up to rounding.
    Exact,
    /// The same numbers in a device that works a little differently.
    Near,
    /// Only as a note.
    Note,
}

impl Fidelity {
    /// Its name, as printed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Note => "not translated",
        }
    }
}

/// What became of one thing on the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated {
    /// Name of the track.
    pub track: String,
    /// Like `compressor 3:1 at -21 dB`.
    pub what: String,
    /// How well.
    pub fidelity: Fidelity,
    /// Why not better; empty where it is exact.
    pub why: &'static str,
}

impl Session {
    /// Place of the track that is `part`.
    #[must_use]
    pub fn index_of(&self, part: Part) -> Option<usize> {
        self.tracks.iter().position(|track| track.part == part)
    }
}

impl Track {
    /// Points between which a straight line in amplitude is as good as one in dB: steps of at most
    /// [`LANE_STEP_DB`].
    #[must_use]
    pub fn fine_lane(&self) -> Vec<LanePoint> {
        let mut fine: Vec<LanePoint> = Vec::new();
        for pair in self.lane.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let steps = ((b.gain_db - a.gain_db).abs() / LANE_STEP_DB).ceil().max(1.0) as u32;
            fine.extend((0..steps).map(|step| {
                let share = f64::from(step) / f64::from(steps);
                LanePoint {
                    at_s: a.at_s + share * (b.at_s - a.at_s),
                    gain_db: a.gain_db + share as f32 * (b.gain_db - a.gain_db),
                }
            }));
        }
        fine.extend(self.lane.last());
        fine
    }
}

/// Largest step between points of a lane, in dB. Over a step of d dB a straight line in amplitude
/// lies at most d²·ln 10 / 160 dB over one in dB: 0.03 dB for 1.5.
pub const LANE_STEP_DB: f32 = 1.5;

/// dB as a factor.
#[must_use]
pub fn linear(gain_db: f32) -> f64 {
    libm::pow(10.0, f64::from(gain_db) / 20.0)
}

/// `text` on one line, without what no text file or XML may hold.
pub(crate) fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}
