//! Files as the engine writes them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use engine::{IoFault, Sink, Slot};
use media::{EncodeError, EncodeSettings, Encoder};

use crate::errors::{output_words, unwritable};

/// Bytes gathered before the system is called. Encoders of linear PCM hand over more at once.
const BUFFER_BYTES: usize = 256 * 1024;

/// One file on its way.
pub(super) struct FileSink {
    slot: Slot,
    name: String,
    encoder: Encoder<BufWriter<File>>,
}

impl FileSink {
    /// Starts the file at `path`, whose name will be `name`.
    pub(super) fn create(
        slot: Slot,
        name: &str,
        path: &Path,
        settings: &EncodeSettings,
    ) -> Result<Self, IoFault> {
        let words = |words| IoFault { slot: Some(slot), is_input: false, words };
        let file = File::create(path).map_err(|error| words(output_words(name, &error)))?;
        let file = BufWriter::with_capacity(BUFFER_BYTES, file);
        let encoder =
            Encoder::new(file, settings).map_err(|error| words(unwritable(name, &error)))?;
        Ok(Self { slot, name: name.into(), encoder })
    }
}

/// A file, and another of the same samples.
pub(super) struct Two(FileSink, FileSink);

impl FileSink {
    /// This file and `other`.
    pub(super) fn and(self, other: Self) -> Two {
        Two(self, other)
    }
}

impl Sink for Two {
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault> {
        self.0.write(left, right)?;
        self.1.write(left, right)
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        let Self(one, other) = *self;
        Box::new(other).finish()?;
        Box::new(one).finish()
    }
}

fn fault(slot: Slot, name: &str, error: &EncodeError) -> IoFault {
    IoFault { slot: Some(slot), is_input: false, words: unwritable(name, error) }
}

impl Sink for FileSink {
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault> {
        self.encoder.write(&[left, right]).map_err(|error| fault(self.slot, &self.name, &error))
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        let Self { slot, name, encoder } = *self;
        let mut written = encoder.finish().map_err(|error| fault(slot, &name, &error))?;
        // Dropping the buffer would swallow what the disk says to its last bytes.
        written.sink.flush().map_err(|error| fault(slot, &name, &EncodeError::Io(error)))?;
        Ok(written.clipped_samples)
    }
}
