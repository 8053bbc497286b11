//! Audio on its way into the storage: told by its content, counted and hashed as it comes.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use crate::app::App;
use crate::job::StemOrder;
use crate::problem::{Problem, TOO_LARGE, UNSUPPORTED};
use crate::storage::PutError;

/// Bytes that tell what a file is.
const HEAD_BYTES: usize = 12;

/// Stores what comes as `object` and puts it down in `stem`. No more than `most_bytes` are taken,
/// and nothing but audio; what does not fit is not there afterwards.
pub(super) async fn take(
    app: &App,
    (object, most_bytes): (String, u64),
    mut stem: StemOrder,
    body: impl Stream<Item = Result<Bytes, Problem>> + Send,
) -> Result<StemOrder, Problem> {
    let (mut head, mut hasher, mut bytes) = (Vec::new(), blake3::Hasher::new(), 0);
    let name = stem.name.clone();
    let body = body.map(|chunk| {
        let chunk = chunk?;
        bytes += chunk.len() as u64;
        if bytes > most_bytes {
            return Err(too_large(app, &name));
        }
        if head.len() < HEAD_BYTES {
            head.extend(chunk.iter().take(HEAD_BYTES - head.len()));
            if head.len() == HEAD_BYTES {
                sniff(&name, &head)?;
            }
        }
        hasher.update(&chunk);
        Ok(chunk)
    });
    let stored = app.storage.put(&object, Box::pin(body)).await;
    stem.bytes = stored.map_err(|error| match error {
        PutError::Body(problem) => problem,
        PutError::Store(error) => error.into(),
    })?;
    sniff(&name, &head)?;
    stem.object = Some(object);
    stem.hash = hasher.finalize().to_hex().to_string();
    Ok(stem)
}

/// Bytes that one more file may have beside `used_bytes` of others.
pub(super) fn room(app: &App, used_bytes: u64) -> u64 {
    app.settings.max_file_bytes.min(app.settings.max_job_bytes.saturating_sub(used_bytes))
}

/// More than is accepted, of one file or of all.
pub(super) fn too_large(app: &App, name: &str) -> Problem {
    let found = format!(
        "`{name:.80}` is larger than {} MiB, or all files together are larger than {} MiB",
        app.settings.max_file_bytes >> 20,
        app.settings.max_job_bytes >> 20
    );
    Problem::new(TOO_LARGE, found).hint("send FLAC, or fewer stems")
}

/// Whether a file is audio of a kind that is accepted: by its content, whatever its name.
fn sniff(name: &str, head: &[u8]) -> Result<(), Problem> {
    let is = |at: usize, magic: &[u8]| head.get(at..at + magic.len()) == Some(magic);
    let riff = (is(0, b"RIFF") || is(0, b"RF64") || is(0, b"BW64")) && is(8, b"WAVE");
    let aiff = is(0, b"FORM") && (is(8, b"AIFF") || is(8, b"AIFC"));
    let mpeg = is(0, b"ID3") || (head.len() > 1 && head[0] == 0xff && head[1] & 0xe0 == 0xe0);
    if riff || aiff || mpeg || is(0, b"fLaC") || is(0, b"OggS") {
        return Ok(());
    }
    let found = if head.is_empty() {
        "an empty file".into()
    } else {
        format!("a file that begins with {:02x?}", &head[..head.len().min(4)])
    };
    Err(Problem::new(
        UNSUPPORTED,
        format!("`{name:.80}` is {found}, expected WAV, AIFF, FLAC, MP3 or Ogg Vorbis"),
    ))
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn files_are_known_by_their_content() {
        for head in [
            &b"RIFF\x10\0\0\0WAVE"[..],
            b"fLaC\0\0\0\x22....",
            b"OggS\0\x02......",
            b"ID3\x04........",
            b"FORM\0\0\0\0AIFC",
            &[0xff, 0xfb, 0x90, 0],
        ] {
            assert!(sniff("a", head).is_ok(), "{head:?}");
        }
        for head in
            [&b""[..], b"PK\x03\x04........", b"RIFF\x10\0\0\0AVI ", b"<html>......", b"RIF"]
        {
            assert!(sniff("a.wav", head).is_err(), "{head:?}");
        }
    }
}
