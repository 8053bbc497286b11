//! What earlier runs have heard, kept in files: one entry a file, the least recently used gone
//! first.
//!
//! A cache only saves time. Whatever is wrong with it (it cannot be written, an entry is cut off,
//! another process removes files) costs measuring again and nothing else. An entry is written
//! beside its place and then renamed, so two processes never see half of one; what an entry holds
//! is checked by the engine.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;

use crate::args::CacheArgs;

/// Ending of entries; files of other names are never touched.
const ENDING: &str = "heard";

/// Start of the names of entries that are being written.
const UNFINISHED: &str = ".unfinished-";

/// An unfinished entry this old was left behind by a run that was killed.
const ABANDONED: Duration = Duration::from_secs(3_600);

/// An hour of a stem takes 6 MB, a song of 64 such stems with all that is known of its pairs and
/// sections less than this.
const ENTRY_BYTES_MAX: u64 = 64 << 20;

/// A folder of entries, brought down to a size when this value goes.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    bytes_max: u64,
}

impl Cache {
    /// The cache that the options and the environment name, and what to warn of.
    pub(crate) fn open(args: &CacheArgs) -> (Option<Self>, Option<String>) {
        let Some(folder) = folder(args) else { return (None, None) };
        let cache = Self { folder, bytes_max: args.cache_size_mib << 20 };
        match cache.prepare() {
            Ok(()) => (Some(cache), None),
            Err(error) => {
                let warning = format!(
                    "the cache folder `{}` cannot be used: {error}; everything is measured anew \
                     (choose another with --cache DIR, or none with --no-cache)",
                    cache.folder.display()
                );
                (None, Some(warning))
            }
        }
    }

    /// Makes the folder and sees whether it can be written.
    fn prepare(&self) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.unfinished().map(drop)
    }

    fn unfinished(&self) -> std::io::Result<tempfile::NamedTempFile> {
        tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ENDING}"))
    }

    /// The entry of this name. It counts as used now.
    pub(crate) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.path(name);
        // Reading a pipe or a device that somebody put there could wait for ever.
        let about = fs::symlink_metadata(&path).ok()?;
        if !about.is_file() || about.len() > ENTRY_BYTES_MAX {
            return None;
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).ok()?;
        file.take(ENTRY_BYTES_MAX).read_to_end(&mut bytes).ok()?;
        // Where the time cannot be set the entry is only forgotten sooner.
        let touched = File::options().append(true).open(&path);
        let _ = touched.and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    /// Keeps an entry, if it can.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        if bytes.len() as u64 > ENTRY_BYTES_MAX.min(self.bytes_max) {
            return;
        }
        // Nothing is lost but time.
        let _ = self.try_write(name, bytes);
    }

    fn try_write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut file = self.unfinished()?;
        file.write_all(bytes)?;
        file.persist(self.path(name)).map(drop).map_err(|error| error.error)
    }

    /// Removes what has not been used for longest until the rest fits, and what killed runs left.
    fn trim(&self) {
        let mut entries = self.entries();
        entries.sort();
        let mut total: u64 = entries.iter().map(|(_, _, bytes)| bytes).sum();
        for (_, path, bytes) in &entries {
            if total <= self.bytes_max {
                break;
            }
            // Another process may have been faster.
            let _ = fs::remove_file(path);
            total -= bytes;
        }
    }

    /// Time of last use, path and size of each entry. Abandoned ones are removed on the way.
    fn entries(&self) -> Vec<(SystemTime, PathBuf, u64)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            let path = entry.path();
            let used = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            if !about.is_file() {
                continue;
            }
            if path.extension().is_some_and(|ending| ending == ENDING) {
                found.push((used, path, about.len()));
            } else if is_unfinished(&path) && used.elapsed().is_ok_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(&path);
            }
        }
        found
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        self.trim();
    }
}

fn is_unfinished(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED))
}

/// By option, by environment (an empty value means none), or where the system keeps caches.
fn folder(args: &CacheArgs) -> Option<PathBuf> {
    if args.no_cache {
        return None;
    }
    if let Some(folder) = &args.cache {
        return Some(folder.clone());
    }
    if let Some(folder) = std::env::var_os("MIXMASTER_CACHE") {
        return (!folder.is_empty()).then(|| folder.into());
    }
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("mixmaster"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(bytes_max: u64) -> (tempfile::TempDir, Cache) {
        let place = tempfile::tempdir().unwrap();
        let cache = Cache { folder: place.path().join("deep/cache"), bytes_max };
        cache.prepare().unwrap();
        (place, cache)
    }

    fn age(cache: &Cache, name: &str, seconds: u64) {
        let file = File::options().append(true).open(cache.path(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    #[test]
    fn what_was_used_last_stays_when_room_is_short() {
        let (_place, cache) = cache(250);
        for (name, seconds) in [("a", 300), ("b", 200), ("c", 100)] {
            cache.write(name, &[7; 100]);
            age(&cache, name, seconds);
        }
        assert_eq!(cache.read("a").map(|bytes| bytes.len()), Some(100));
        cache.trim();
        let kept = ["a", "b", "c"].map(|name| cache.read(name).is_some());
        assert_eq!(kept, [true, false, true]);
    }

    #[test]
    fn an_entry_larger_than_the_cache_is_not_written() {
        let (_place, cache) = cache(99);
        cache.write("a", &[7; 100]);
        assert_eq!(cache.read("a"), None);
    }

    #[test]
    fn files_of_others_are_left_and_abandoned_ones_swept() {
        let (_place, cache) = cache(0);
        let foreign = cache.folder.join("letter.txt");
        let [old, new] = ["old", "new"].map(|it| cache.folder.join(format!("{UNFINISHED}{it}")));
        for path in [&foreign, &old, &new] {
            fs::write(path, "words").unwrap();
        }
        let then = SystemTime::now() - ABANDONED - Duration::from_secs(9);
        File::options().append(true).open(&old).unwrap().set_modified(then).unwrap();
        cache.trim();
        assert_eq!([&foreign, &old, &new].map(|path| path.exists()), [true, false, true]);
    }

    #[test]
    fn what_is_no_plain_file_is_no_entry() {
        let (_place, cache) = cache(1_000);
        fs::create_dir(cache.path("a")).unwrap();
        assert_eq!(cache.read("a"), None);
        cache.write("a", b"entry");
        assert_eq!(cache.read("a"), None);
        cache.trim();
    }
}
