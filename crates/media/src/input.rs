//! The stream given by the caller, and its length.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Mutex;

/// What a decoder reads from: a file, or bytes in memory.
pub trait MediaInput: Read + Seek + Send {}

impl<T: Read + Seek + Send> MediaInput for T {}

/// An input whose length is known.
///
/// The mutex is never locked (every access is through `&mut`): it makes the input `Sync`, as the
/// decoding library asks for, without asking it of the caller.
pub(crate) struct Source {
    inner: Mutex<Box<dyn MediaInput>>,
    /// Length of the stream, in bytes.
    bytes: u64,
}

impl Source {
    /// Measures the stream and returns to its start.
    pub(crate) fn new(mut inner: Box<dyn MediaInput>) -> io::Result<Self> {
        let bytes = inner.seek(SeekFrom::End(0))?;
        inner.rewind()?;
        Ok(Self { inner: Mutex::new(inner), bytes })
    }

    /// Length of the stream, in bytes.
    pub(crate) fn len(&self) -> u64 {
        self.bytes
    }

    fn inner(&mut self) -> &mut dyn MediaInput {
        match self.inner.get_mut() {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        }
    }

    /// Reads until `buffer` is full or the stream ends. Returns the bytes read.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.inner().read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner().read(buffer)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner().seek(to)
    }
}

impl symphonia::core::io::MediaSource for Source {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.bytes)
    }
}
