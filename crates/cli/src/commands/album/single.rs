//! A later single, mastered against the signature of its album.

use std::io::Read as _;
use std::path::Path;

use recipe::{AlbumSignature, Resolved};

use super::songs::towards;
use crate::args::WishArgs;
use crate::errors::{Code, Fault, input_fault};

/// Puts the album's tone into a wish, and its loudness and ceiling where the user says nothing.
pub(crate) fn follow(path: &Path, wish: &WishArgs, resolved: &mut Resolved) -> Result<(), Fault> {
    let signature = read(path)?;
    let brief = &mut resolved.brief;
    if wish.targets.is_none() {
        brief.lufs = wish.lufs.unwrap_or(signature.lufs);
        brief.ceiling_dbtp = wish.ceiling.unwrap_or(signature.ceiling_dbtp);
    }
    let centre = &signature.centre;
    resolved.profile = towards(brief, &resolved.profile, centre, signature.tone_pct);
    Ok(())
}

fn read(path: &Path) -> Result<AlbumSignature, Fault> {
    let name = path.to_string_lossy();
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| input_fault(&name, &error))?;
    file.take(AlbumSignature::BYTES_MAX as u64 + 1)
        .read_to_string(&mut text)
        .map_err(|error| input_fault(&name, &error))?;
    AlbumSignature::from_json(&text).map_err(|error| {
        let message = format!("`{name}` is no signature of an album: {error}");
        let hint = "name the album.signature.json that `mixmaster album` has written";
        Fault::new(Code::Input, message, hint)
    })
}
