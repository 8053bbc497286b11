//! Songs as people balanced them: what places of stems are learnt from.

use std::path::PathBuf;

use measure::Measurement;
use recipe::Role;

use super::audio::{self, Track};
use super::corpus::{self, Song};
use super::perturb::Change;
use crate::crew::Threads;
use crate::errors::Fault;
use crate::inputs;

/// A song with a human balance.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) name: String,
    /// Somebody recorded or produced it; else a score was rendered.
    pub(crate) produced: bool,
    /// Each stem's true role and how it measures at the human level, on two channels.
    pub(crate) stems: Vec<(Role, Measurement)>,
}

/// Hears all songs under `folders` that have a human balance.
pub(crate) fn told(folders: &[PathBuf], crew: &Threads) -> Result<Vec<Told>, Fault> {
    let songs = corpus::songs(folders)?;
    let balanced: Vec<Song> = songs.into_iter().filter(|song| song.balance.is_ok()).collect();
    inputs::each(&balanced, crew, hear)
}

fn hear(song: &Song) -> Result<Told, Fault> {
    let gains = song.balance.as_ref().map(|balance| balance.gains_db.clone()).unwrap_or_default();
    let mut stems = Vec::new();
    for (stem, gain_db) in song.stems.iter().zip(gains) {
        let track = Track::new(audio::decode(stem)?, Change { gain_db, ..Change::default() });
        stems.push((stem.role.unwrap_or(Role::Unknown), track.measure()?));
    }
    Ok(Told { name: song.name.clone(), produced: song.produced, stems })
}
