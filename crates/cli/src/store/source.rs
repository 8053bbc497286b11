//! Files as the engine reads them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use engine::{IoFault, Slot, Source};
use media::{AudioHash, DecodeError, Decoder};

/// What is learnt while files are read.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    /// Oddities, each once, though files are read several times.
    pub(super) warnings: BTreeSet<String>,
    /// Hash of the samples of the master as read back.
    pub(super) master_hash: Option<String>,
}

/// One file, read from its start.
pub(super) struct FileSource {
    slot: Slot,
    name: String,
    decoder: Decoder,
    /// Hashes what is read, for the master.
    hash: Option<AudioHash>,
    learnt: Arc<Mutex<Learnt>>,
}

impl FileSource {
    pub(super) fn new(
        slot: Slot,
        name: String,
        decoder: Decoder,
        learnt: Arc<Mutex<Learnt>>,
    ) -> Self {
        let hash = (slot == Slot::Master).then(AudioHash::new);
        Self { slot, name, decoder, hash, learnt }
    }

    fn at_the_end(&mut self) {
        let Ok(mut learnt) = self.learnt.lock() else { return };
        for warning in self.decoder.warnings() {
            learnt.warnings.insert(format!("`{}`: {warning}", self.name));
        }
        if let Some(hash) = self.hash.take() {
            learnt.master_hash = Some(hash.finish());
        }
    }
}

/// The words of a file that cannot be read, with the file's name.
pub(super) fn fault(slot: Slot, name: &str, error: &DecodeError) -> IoFault {
    let is_input = matches!(slot, Slot::Stem(_));
    let words = if is_input {
        format!("`{name}`: {error}")
    } else {
        format!("`{name}` could not be read back: {error}; {ADVICE}")
    };
    IoFault { slot: Some(slot), is_input, words }
}

const ADVICE: &str = "check the disk that it is on, or choose another folder with -o";

impl Source for FileSource {
    fn sample_rate_hz(&self) -> u32 {
        self.decoder.info().sample_rate_hz
    }

    fn channels(&self) -> usize {
        self.decoder.info().channels
    }

    fn frames(&self) -> Option<u64> {
        self.decoder.info().frames
    }

    fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault> {
        let got =
            self.decoder.read(out, frames).map_err(|error| fault(self.slot, &self.name, &error))?;
        if let Some(hash) = &mut self.hash {
            match &*out {
                [mono] => hash.update(&[&mono[..got]]),
                [left, right, ..] => hash.update(&[&left[..got], &right[..got]]),
                [] => {}
            }
        }
        if got < frames {
            self.at_the_end();
        }
        Ok(got)
    }
}
