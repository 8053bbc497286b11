//! FLAC writer, by the flac-codec library.

use std::fmt;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flac_codec::Error;
use flac_codec::encode::{FlacSampleWriter, Options};

use crate::{EncodeError, Tags};

/// Writes integers into a FLAC file.
pub(crate) struct FlacWriter<W: Write + Seek> {
    /// Boxed: it is far larger than the other writers.
    encoder: Box<FlacSampleWriter<Shared<W>>>,
    sink: Shared<W>,
}

impl<W: Write + Seek> fmt::Debug for FlacWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlacWriter").finish_non_exhaustive()
    }
}

impl<W: Write + Seek> FlacWriter<W> {
    pub(crate) fn new(
        sink: W,
        sample_rate_hz: u32,
        channels: usize,
        bits: u32,
        tags: &Tags,
    ) -> Result<Self, EncodeError> {
        let mut options = Options::default();
        for (row, text) in tags.rows() {
            options = options.tag(row.vorbis, text);
        }
        let sink = Shared(Arc::new(Mutex::new(Some(sink))));
        let encoder = FlacSampleWriter::new(
            sink.clone(),
            options,
            sample_rate_hz,
            bits,
            channels as u8,
            None,
        )
        .map_err(worded)?;
        Ok(Self { encoder: Box::new(encoder), sink })
    }

    /// Appends interleaved samples.
    pub(crate) fn write(&mut self, samples: &[i32]) -> Result<(), EncodeError> {
        self.encoder.write(samples).map_err(worded)
    }

    /// Completes the last block and the header.
    pub(crate) fn finish(self) -> Result<W, EncodeError> {
        self.encoder.finalize().map_err(worded)?;
        let mut sink = self.sink.with(|sink| Ok(sink.take()))?.ok_or_else(gone)?;
        sink.seek(SeekFrom::End(0))?;
        sink.flush()?;
        Ok(sink)
    }
}

fn worded(error: Error) -> EncodeError {
    match error {
        Error::Io(error) => error.into(),
        error => EncodeError::Codec { format: "FLAC", reason: error.to_string() },
    }
}

fn gone() -> io::Error {
    io::Error::other("the sink was already given back")
}

/// The library keeps its sink for ever; this handle lets us have it back. Never contended.
#[derive(Debug)]
struct Shared<W>(Arc<Mutex<Option<W>>>);

impl<W> Clone for Shared<W> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<W> Shared<W> {
    fn with<T>(&self, work: impl FnOnce(&mut Option<W>) -> io::Result<T>) -> io::Result<T> {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<W: Write> Write for Shared<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|sink| sink.as_mut().ok_or_else(gone)?.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|sink| sink.as_mut().ok_or_else(gone)?.flush())
    }
}

impl<W: Seek> Seek for Shared<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.with(|sink| sink.as_mut().ok_or_else(gone)?.seek(to))
    }
}
