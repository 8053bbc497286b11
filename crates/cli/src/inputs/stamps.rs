//! Hashes of files remembered by what the file system says of them, as Git's index does: a file
//! that is the same inode, as long, and last changed at the same nanosecond is the same bytes.
//!
//! Good enough to hear a span quickly; what is delivered is hashed every time.

use std::path::Path;
use std::time::{Duration, SystemTime};

use engine::Crew;

use super::probe::{Probed, each, info, probe};
use crate::cache::Cache;
use crate::errors::Fault;

/// A file changed this shortly before it was hashed may change again within one tick of its file
/// system's clock (two seconds on FAT), and nobody could tell.
const TICK: Duration = Duration::from_secs(3);

/// Probes all `paths` at once; files that have not changed since they were remembered are not
/// read. The first fault in the order of paths is told.
pub(crate) fn probe_remembered(
    paths: &[&Path],
    cache: Option<&Cache>,
    crew: &dyn Crew,
) -> Result<Vec<Probed>, Fault> {
    let begun = SystemTime::now();
    let probes = each(paths, crew, |path| {
        match cache.and_then(|cache| hash_of(&cache.read(&name(path)?)?)) {
            Some(hash) => Ok(Probed { info: info(path)?, hash }),
            None => probe(path),
        }
    })?;
    let known = paths.iter().copied().zip(probes.iter().map(|probe| probe.hash.as_str()));
    remember(known, begun, cache);
    Ok(probes)
}

/// Remembers the hashes of files that were read since `begun`.
pub(crate) fn remember<'a>(
    files: impl Iterator<Item = (&'a Path, &'a str)>,
    begun: SystemTime,
    cache: Option<&Cache>,
) {
    let Some(cache) = cache else { return };
    for (path, hash) in files {
        // The name first: what is written between the two looks is then too young.
        let Some(name) = name(path) else { continue };
        if changed(path).is_some_and(|at| at + TICK < begun) {
            cache.write(&name, hash.as_bytes());
        }
    }
}

/// The hash of an entry that is one: a cut or foreign entry is as good as none.
fn hash_of(entry: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(entry).ok()?;
    let digits = text.strip_prefix("b3:")?;
    (digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .then(|| text.to_owned())
}

/// The entry of a file as it is now.
#[cfg(unix)]
fn name(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let about = std::fs::metadata(path).ok()?;
    let (written, changed) = (
        (about.mtime(), about.mtime_nsec()),
        // Changes with every write and cannot be set back by `touch`.
        (about.ctime(), about.ctime_nsec()),
    );
    let words =
        format!("file {} {} {} {written:?} {changed:?}", about.dev(), about.ino(), about.size());
    Some(blake3::hash(words.as_bytes()).to_hex().to_string())
}

/// When the file or what is said of it was last changed.
#[cfg(unix)]
fn changed(path: &Path) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    let about = std::fs::metadata(path).ok()?;
    let seconds = Duration::from_secs(u64::try_from(about.ctime().max(about.mtime())).ok()?);
    Some(SystemTime::UNIX_EPOCH + seconds)
}

/// Elsewhere no time is kept that a program cannot set back, so nothing is remembered.
#[cfg(not(unix))]
fn name(_: &Path) -> Option<String> {
    None
}

#[cfg(not(unix))]
fn changed(_: &Path) -> Option<SystemTime> {
    None
}
