//! What a file is before it is played: its header and the hash of its bytes.

use std::fs::File;
use std::path::Path;

use engine::{Crew, Task};
use media::{Decoder, Info};

use crate::errors::{Code, Fault, input_fault, unreadable};
use crate::stop;

/// A file that can be used.
#[derive(Clone, Debug)]
pub(crate) struct Probed {
    pub(crate) info: Info,
    /// Content hash, `b3:…`.
    pub(crate) hash: String,
}

/// Opens an audio file. Only plain files: reading a pipe or a device could wait for ever.
pub(crate) fn open(path: &Path) -> Result<Decoder, Fault> {
    let name = path.to_string_lossy();
    let file = plain_file(path)?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    Decoder::open(Box::new(file), ending.as_deref()).map_err(|error| unreadable(&name, &error))
}

fn plain_file(path: &Path) -> Result<File, Fault> {
    let name = path.to_string_lossy();
    let kind = std::fs::metadata(path).map_err(|error| input_fault(&name, &error))?;
    if !kind.is_file() {
        let found = if kind.is_dir() { "a folder" } else { "neither a file nor a folder" };
        let message = format!("`{name}` is {found}, expected an audio file");
        return Err(Fault::new(Code::Input, message, "name the files themselves"));
    }
    File::open(path).map_err(|error| input_fault(&name, &error))
}

/// Hash of a file's bytes.
pub(crate) fn hash(path: &Path) -> Result<String, Fault> {
    let file = plain_file(path)?;
    media::hash(file).map_err(|error| input_fault(&path.to_string_lossy(), &error))
}

/// What a file's header says.
pub(super) fn info(path: &Path) -> Result<Info, Fault> {
    stop::check()?;
    Ok(open(path)?.info().clone())
}

pub(super) fn probe(path: &Path) -> Result<Probed, Fault> {
    Ok(Probed { info: info(path)?, hash: hash(path)? })
}

/// Probes all `paths` at once. The first fault in their order is told.
pub(crate) fn probe_all(paths: &[&Path], crew: &dyn Crew) -> Result<Vec<Probed>, Fault> {
    each(paths, crew, |path| probe(path))
}

/// Does `work` on every item at once and collects results in their order.
pub(crate) fn each<I: Sync, T: Send>(
    items: &[I],
    crew: &dyn Crew,
    work: impl Fn(&I) -> Result<T, Fault> + Sync,
) -> Result<Vec<T>, Fault> {
    let mut results: Vec<Option<Result<T, Fault>>> = items.iter().map(|_| None).collect();
    let work = &work;
    let tasks = items.iter().zip(&mut results);
    crew.run(tasks.map(|(item, slot)| Box::new(|| *slot = Some(work(item))) as Task<'_>).collect());
    results.into_iter().flatten().collect()
}
