//! A REAPER project (`.rpp`): text that we write ourselves, and effects of our own beside it.
//!
//! The state of REAPER's stock plug-ins is binary and undocumented, so devices are JSFX: readable
//! scripts with our parameters as sliders and the engine's formulas in them ([`jsfx`]). They lie in
//! [`EFFECTS`] beside the project and are copied once into REAPER's resource folder.

pub mod jsfx;
mod text;
mod tracks;
mod translation;

use recipe::Action;

use super::{Fidelity, Part, Session, Track, printable};
use text::{Rpp, quoted};
pub use translation::translation;

/// Folder of the effects, beside the project and in REAPER's resource folder.
pub const EFFECTS: &str = "Effects/MixMaster";

/// The project; `audio` holds the path of each stem's file, as seen from the project.
#[must_use]
pub fn project(session: &Session, audio: &[String]) -> String {
    let mut rpp = Rpp::new(&session.title);
    rpp.open("REAPER_PROJECT 0.1 \"7.0\" 0");
    notes(&mut rpp, session);
    rpp.line(format!("SAMPLERATE {} 1 0", session.sample_rate_hz));
    let (bpm, beats) = (session.tempo_bpm.unwrap_or(120.0), session.beats_per_bar);
    rpp.line(format!("TEMPO {bpm} {beats} 4"));
    rpp.line("PANLAW 1");
    rpp.line("PANMODE 3");
    for (index, marker) in session.markers.iter().enumerate() {
        let number = index + 1;
        let name = quoted(&marker.name);
        rpp.line(format!("MARKER {number} {} {name} 1 0 1 R", marker.start_s));
        rpp.line(format!("MARKER {number} {} \"\" 1", marker.end_s));
    }
    if let Some(master) = session.tracks.iter().find(|track| track.part == Part::Master) {
        rpp.line("MASTER_VOLUME 1 0 -1 -1 1");
        rpp.line("MASTER_NCH 2 2");
        tracks::effects(&mut rpp, "MASTERFXLIST", session, master);
    }
    let order = order(session);
    for (place, _) in order.iter().enumerate() {
        tracks::track(&mut rpp, session, &order, place, audio);
    }
    rpp.close();
    rpp.finish()
}

/// The effects that a session needs: name of the file and its text.
#[must_use]
pub fn effects(session: &Session) -> Vec<(String, String)> {
    let devices = session.tracks.iter().flat_map(|track| &track.devices);
    let mut names: Vec<&'static str> =
        devices.filter_map(|device| jsfx::name(device.action)).collect();
    names.sort_unstable();
    names.dedup();
    let file = |name: &&'static str| (format!("{}.jsfx", jsfx::file(name)), jsfx::text(name));
    names.iter().map(file).collect()
}

/// A track of the session and how its folder goes on behind it.
#[derive(Clone, Copy, Debug)]
struct Place {
    index: usize,
    folder: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folder {
    None,
    Begins,
    Ends,
}

/// Tracks as REAPER shows them: each bus before its stems, then the returns.
fn order(session: &Session) -> Vec<Place> {
    let mut order = Vec::new();
    for (index, track) in session.tracks.iter().enumerate() {
        match track.part {
            Part::Bus(_) => {
                order.push(Place { index, folder: Folder::Begins });
                let inner = session.tracks.iter().enumerate();
                let inner = inner.filter(|(_, track)| track.output == Some(index));
                order.extend(inner.map(|(index, _)| Place { index, folder: Folder::None }));
                if let Some(last) = order.last_mut() {
                    last.folder = Folder::Ends;
                }
            }
            Part::Reverb | Part::Delay => order.push(Place { index, folder: Folder::None }),
            Part::Stem(_) | Part::Master => {}
        }
    }
    order
}

/// What has no effect stands in the notes of the project.
fn notes(rpp: &mut Rpp, session: &Session) {
    rpp.open("NOTES 0 2");
    let title = session.artist.as_deref().map_or(String::new(), |artist| format!("{artist}: "));
    rpp.note(&format!("{title}{}", session.title));
    rpp.note(&format!("Copy the folder {EFFECTS} into REAPER's resource folder once."));
    for track in &session.tracks {
        for device in &track.devices {
            if translation::of_device(device).0 == Fidelity::Note {
                rpp.note(&format!("{}: {}", track.name, device.in_full()));
            }
        }
    }
    rpp.close();
}

/// The stems that a track's devices listen to, in the order of their channels.
fn keys(track: &Track) -> Vec<usize> {
    let mut keys: Vec<usize> = Vec::new();
    for key in track.devices.iter().filter_map(|device| device.key) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.truncate(KEYS_MAX);
    keys
}

/// Most keys of a track: an effect of ours has eight channels, two of which are the audio.
const KEYS_MAX: usize = 3;

/// The first of the two channels on which a track hears `key`, counted from 0.
fn key_channel(track: &Track, key: usize) -> Option<usize> {
    keys(track).iter().position(|one| *one == key).map(|place| 2 + 2 * place)
}

/// Whether a parallel or a keyed compressor is the same effect as a plain one.
fn is_compressor(action: Action) -> bool {
    matches!(action, Action::Compressor | Action::Parallel | Action::Duck)
}
