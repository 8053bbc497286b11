//! The chunks that RIFF and AIFF files are made of.

use std::io::{Read, Seek, SeekFrom};

use crate::DecodeError;
use crate::input::Source;

/// Byte order of the lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// RIFF.
    Little,
    /// AIFF.
    Big,
}

/// The head of one chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    pub(crate) id: [u8; 4],
    /// Where its body starts, in bytes from the start of the file.
    pub(crate) start: u64,
    /// Length of the body, as the head says.
    pub(crate) claimed: u32,
    /// Bytes from the start of the body to the end of the file.
    pub(crate) left: u64,
}

impl Chunk {
    /// Reads the head at byte `at`, and leaves the source at the body. `None` at the end.
    pub(crate) fn at(
        source: &mut Source,
        at: u64,
        order: Order,
    ) -> Result<Option<Self>, DecodeError> {
        let mut head = [0; 8];
        source.seek(SeekFrom::Start(at))?;
        if source.fill(&mut head)? < head.len() {
            return Ok(None);
        }
        let [a, b, c, d, size @ ..] = head;
        let claimed = match order {
            Order::Little => u32::from_le_bytes(size),
            Order::Big => u32::from_be_bytes(size),
        };
        let start = at + 8;
        let left = source.len().saturating_sub(start);
        Ok(Some(Self { id: [a, b, c, d], start, claimed, left }))
    }

    /// Bytes of the body that are there.
    pub(crate) fn bytes(&self) -> u64 {
        u64::from(self.claimed).min(self.left)
    }

    /// Where the next chunk's head lies, this one's body being `bytes` long: at the next even
    /// position. `None` at the end.
    pub(crate) fn next(&self, bytes: u64) -> Option<u64> {
        let padded = bytes + bytes % 2;
        (padded < self.left).then(|| self.start + padded)
    }
}

/// Reads `bytes` bytes, or what is left of the file. The caller has limited `bytes`.
pub(crate) fn body(source: &mut Source, bytes: u64) -> Result<Vec<u8>, DecodeError> {
    let mut body = Vec::new();
    source.take(bytes).read_to_end(&mut body)?;
    Ok(body)
}
