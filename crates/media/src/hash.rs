//! Fingerprint of a file's bytes, by which a recipe names its inputs: BLAKE3, written as `b3:` and
//! 64 hexadecimal digits.

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
            Ok(0) => return Ok(format!("b3:{}", hasher.finalize().to_hex())),
            Ok(bytes) => {
                hasher.update(&buffer[..bytes]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
