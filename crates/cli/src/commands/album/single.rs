//! A later single, mixed or mastered against the signature of its album.

use std::io::Read as _;
use std::path::Path;

use measure::{Measurement, SessionMeasurement};
use policy::{Heard, Policy, Rules};
use recipe::{AlbumSignature, Brief, Family, Move, Profile, Resolved};

use super::songs::towards;
use crate::args::WishArgs;
use crate::errors::{Code, Fault, input_fault};

/// Puts the album's tone into a wish, and its loudness and ceiling where the user says nothing.
pub(crate) fn follow(path: &Path, wish: &WishArgs, resolved: &mut Resolved) -> Result<(), Fault> {
    towards_album(&read(path)?, wish, resolved);
    Ok(())
}

/// The same for stems: the amount of the album's tone is that of the master alone, which the policy
/// is told.
pub(crate) fn follow_mixing(
    path: Option<&Path>,
    wish: &WishArgs,
    resolved: &mut Resolved,
) -> Result<OnAlbum, Fault> {
    let Some(path) = path else { return Ok(OnAlbum { tone_pct: 100.0 }) };
    let signature = read(path)?;
    let tone_pct = resolved.brief.amounts.tone_pct;
    towards_album(&signature, wish, resolved);
    resolved.brief.amounts.tone_pct = tone_pct;
    // Without any of the album's tone it is the profile's, all of it.
    let tone_pct = if signature.tone_pct > 0.0 { signature.tone_pct } else { 100.0 };
    Ok(OnAlbum { tone_pct: tone_pct as f32 })
}

/// The rules, with so much of the tone of a master as its album has.
#[derive(Debug)]
pub(crate) struct OnAlbum {
    tone_pct: f32,
}

impl Policy for OnAlbum {
    fn name(&self) -> &str {
        Rules.name()
    }

    fn mix(&self, heard: &Heard<'_>, brief: &Brief, profile: &Profile) -> Vec<Move> {
        Rules.mix(heard, brief, profile)
    }

    fn master(
        &self,
        premaster: &Measurement,
        song: &SessionMeasurement,
        brief: &Brief,
        profile: &Profile,
    ) -> Vec<Move> {
        let mut moves = Rules.master(premaster, song, brief, profile);
        for one in moves.iter_mut().filter(|one| one.action.family() == Family::Tone) {
            one.amount_pct *= self.tone_pct / 100.0;
        }
        moves
    }
}

fn towards_album(signature: &AlbumSignature, wish: &WishArgs, resolved: &mut Resolved) {
    let brief = &mut resolved.brief;
    if wish.targets.is_none() {
        brief.lufs = wish.lufs.unwrap_or(signature.lufs);
        brief.ceiling_dbtp = wish.ceiling.unwrap_or(signature.ceiling_dbtp);
    }
    let centre = &signature.centre;
    resolved.profile = towards(brief, &resolved.profile, centre, signature.tone_pct);
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
