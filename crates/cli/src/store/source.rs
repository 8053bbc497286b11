//! Files as the engine reads them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use engine::{IoFault, Slot, Source};
use media::{DecodeError, Decoder};

/// What is learnt while files are read.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    /// Oddities that the header did not tell, each once, though files are read several times.
    pub(super) warnings: BTreeSet<(Slot, String)>,
}

/// One file, read from its start.
pub(super) struct FileSource {
    slot: Slot,
    name: String,
    decoder: Decoder,
    learnt: Arc<Mutex<Learnt>>,
}

impl FileSource {
    pub(super) fn new(
        slot: Slot,
        name: String,
        decoder: Decoder,
        learnt: Arc<Mutex<Learnt>>,
    ) -> Self {
        Self { slot, name, decoder, learnt }
    }

    fn at_the_end(&mut self) {
        let Ok(mut learnt) = self.learnt.lock() else { return };
        let of_header = self.decoder.info().warnings.len();
        for warning in self.decoder.warnings().skip(of_header) {
            learnt.warnings.insert((self.slot, warning.to_string()));
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
        if got < frames {
            self.at_the_end();
        }
        Ok(got)
    }
}
