//! Fingerprints: of a file's bytes, by which a recipe names its inputs, and of samples, by which
//! a report names its result. Both are BLAKE3, written as `b3:` and 64 hexadecimal digits.

use std::io::{self, Read};

/// Bytes hashed at once: enough for the widest SIMD path, small enough for the cache.
const BUFFER_BYTES: usize = 128 * 1024;

/// Fingerprint of everything from the reader's position to its end.
///
/// # Errors
///
/// The reader's own.
pub fn hash(mut reader: impl Read) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(worded(&hasher)),
            Ok(bytes) => {
                hasher.update(&buffer[..bytes]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn worded(hasher: &blake3::Hasher) -> String {
    format!("b3:{}", hasher.finalize().to_hex())
}

/// Fingerprint of samples: interleaved `f32`, little-endian, whatever the file around them.
#[derive(Clone, Debug, Default)]
pub struct AudioHash {
    hasher: blake3::Hasher,
    bytes: Vec<u8>,
}

impl AudioHash {
    /// Nothing hashed yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds frames: one slice a channel; the shortest decides how many. How the audio is cut
    /// into calls does not change the result.
    pub fn update(&mut self, channels: &[&[f32]]) {
        match channels {
            [_] => crate::pack::float32(channels, false, &mut self.bytes),
            [left, right] => {
                let frames = left.len().min(right.len());
                let equal = [&left[..frames], &right[..frames]];
                crate::pack::float32(&equal, false, &mut self.bytes);
            }
            _ => {
                let frames = channels.iter().map(|channel| channel.len()).min().unwrap_or(0);
                self.bytes.clear();
                for frame in 0..frames {
                    for channel in channels {
                        self.bytes.extend_from_slice(&channel[frame].to_le_bytes());
                    }
                }
            }
        }
        self.hasher.update(&self.bytes);
    }

    /// The fingerprint so far.
    #[must_use]
    pub fn finish(&self) -> String {
        worded(&self.hasher)
    }
}
