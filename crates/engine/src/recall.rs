//! What was heard before is not heard again.
//!
//! What is measured of a stem depends on its bytes, on the session's rate and on this engine, and
//! on nothing else; what is measured of a song depends on its stems and their order. So a
//! measurement can be kept under a name made of these, and the run that finds it there gives the
//! same bytes as one that listens. Whoever hands out the stems may bring a [`Recall`].
//!
//! An entry starts with a hash over its name and content. What does not fit (cut off, of another
//! name, of another version) is as good as not there.

use borsh::{BorshDeserialize, BorshSerialize};
use measure::{Measurement, SessionMeasurement};

use crate::Heard;

/// Raised whenever a measurement is laid out or worked out differently: entries of older engines
/// are then not found. A test holds a fingerprint against this.
const SCHEMA: u32 = 2;

/// Bytes of an entry's hash.
const SEAL: usize = 32;

/// Keeps entries between runs. It may lose any of them at any time.
pub trait Recall: Sync {
    /// Hash of the bytes of a stem; `None` when it must not be remembered. Asked again before
    /// something is kept, when the stem has been read to its end.
    fn content(&self, stem: usize) -> Option<String>;

    /// The entry of this name, 64 digits from 0 to f, if there is one.
    fn recall(&self, name: &str) -> Option<Vec<u8>>;

    /// Keeps an entry under a name, if it can.
    fn keep(&self, name: &str, entry: &[u8]);
}

/// What is known of a song before it is heard.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Each stem's measurement, and its length at its own rate.
    pub(crate) stems: Vec<Option<(Measurement, u64)>>,
    /// All but the stems, and the length of the longest one at the session's rate.
    song: Option<(SessionMeasurement, u64)>,
}

impl Known {
    /// Looks everything up.
    pub(crate) fn of(recall: Option<&dyn Recall>, stems: usize, sample_rate_hz: u32) -> Self {
        let Some(recall) = recall else {
            return Self { stems: vec![None; stems], song: None };
        };
        let one = |stem| look_up(recall, &stem_name(recall, stem, sample_rate_hz)?);
        let song = song_name(recall, stems, sample_rate_hz);
        Self {
            stems: (0..stems).map(one).collect(),
            song: song.and_then(|name| look_up(recall, &name)),
        }
    }

    /// Everything, if nothing has to be heard.
    pub(crate) fn take_all(&mut self) -> Option<Heard> {
        if self.stems.iter().any(Option::is_none) {
            return None;
        }
        let (mut song, frames) = self.song.take()?;
        let (stems, own_frames) = self.stems.drain(..).flatten().unzip();
        song.stems = stems;
        Some(Heard { song, own_frames, frames })
    }
}

/// Keeps what was `heard`, but for the stems that were `known` before.
pub(crate) fn keep(recall: &dyn Recall, heard: &mut Heard, known: &[bool], sample_rate_hz: u32) {
    let stems = heard.song.stems.iter().zip(&heard.own_frames).zip(known);
    for (stem, (measured, _)) in stems.enumerate().filter(|(_, (_, known))| !**known) {
        if let Some(name) = stem_name(recall, stem, sample_rate_hz) {
            put(recall, &name, &measured);
        }
    }
    if let Some(name) = song_name(recall, heard.song.stems.len(), sample_rate_hz) {
        let stems = std::mem::take(&mut heard.song.stems);
        put(recall, &name, &(&heard.song, heard.frames));
        heard.song.stems = stems;
    }
}

fn stem_name(recall: &dyn Recall, stem: usize, sample_rate_hz: u32) -> Option<String> {
    Some(name("stem", sample_rate_hz, &[recall.content(stem)?]))
}

/// The order counts: sums of floating-point numbers depend on it, and so does what is said of
/// pairs.
fn song_name(recall: &dyn Recall, stems: usize, sample_rate_hz: u32) -> Option<String> {
    let contents: Option<Vec<String>> = (0..stems).map(|stem| recall.content(stem)).collect();
    Some(name("song", sample_rate_hz, &contents?))
}

fn name(kind: &str, sample_rate_hz: u32, contents: &[String]) -> String {
    let engine = env!("CARGO_PKG_VERSION");
    let words = (kind, engine, SCHEMA, sample_rate_hz, contents);
    // Lengths come before strings, so no two lists of words are the same bytes. Strings and
    // numbers can always be packed.
    let bytes = borsh::to_vec(&words).unwrap_or_default();
    blake3::hash(&bytes).to_hex().to_string()
}

fn put(recall: &dyn Recall, name: &str, value: &impl BorshSerialize) {
    // A value that cannot be packed (it holds a NaN) is not kept.
    if let Ok(content) = borsh::to_vec(value) {
        let seal = seal(name, &content);
        recall.keep(name, &[&seal[..], &content].concat());
    }
}

fn look_up<T: BorshDeserialize>(recall: &dyn Recall, name: &str) -> Option<T> {
    let entry = recall.recall(name)?;
    let (seal_found, content) = entry.split_at_checked(SEAL)?;
    if seal_found != seal(name, content) {
        return None;
    }
    T::try_from_slice(content).ok()
}

fn seal(name: &str, content: &[u8]) -> [u8; SEAL] {
    let mut hash = blake3::Hasher::new();
    hash.update(name.as_bytes());
    hash.update(content);
    *hash.finalize().as_bytes()
}

#[cfg(test)]
#[path = "recall_tests.rs"]
mod tests;
