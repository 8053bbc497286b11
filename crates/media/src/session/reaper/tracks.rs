//! Tracks: faders, folders, sends, lanes, effects and the one item of a stem.

use std::path::Path;

use super::jsfx;
use super::text::{Rpp, quoted};
use super::{Folder, Place, key_channel, keys};
use crate::session::{Clip, Session, Track, linear};

/// The constant-power law of our pan for mono, 0 dB in the middle and +3 dB at the sides, in the
/// words of REAPER: −3 dB with gain compensation, and a sine taper.
const PAN_LAW: f64 = std::f64::consts::SQRT_2;
const SINE_TAPER: u32 = 0;

/// Modes of sends.
const POST_FADER: u32 = 0;
const PRE_EFFECTS: u32 = 1;

pub(super) fn track(
    rpp: &mut Rpp,
    session: &Session,
    order: &[Place],
    place: usize,
    audio: &[String],
) {
    let Place { index, folder } = order[place];
    let track = &session.tracks[index];
    let id = rpp.guid();
    rpp.open(format!("TRACK {id}"));
    rpp.line(format!("NAME {}", quoted(&track.name)));
    let [red, green, blue] = track.colour.map(u32::from);
    rpp.line(format!("PEAKCOL {}", 0x0100_0000 | (blue << 16) | (green << 8) | red));
    rpp.line("AUTOMODE 0");
    rpp.line(format!("PANLAWFLAGS {SINE_TAPER}"));
    let pan = f64::from(track.pan_pct) / 100.0;
    rpp.line(format!("VOLPAN {} {pan} {PAN_LAW} -1 1", linear(track.volume_db)));
    rpp.line("MUTESOLO 0 0 0");
    rpp.line(format!("IPHASE {}", u32::from(track.polarity_inverted)));
    let bus = match folder {
        Folder::None => "0 0",
        Folder::Begins => "1 1",
        Folder::Ends => "2 -1",
    };
    rpp.line(format!("ISBUS {bus}"));
    rpp.line(format!("NCHAN {}", 2 + 2 * keys(track).len()));
    rpp.line("FX 1");
    rpp.line(format!("TRACKID {id}"));
    rpp.line("MAINSEND 1 0");
    receives(rpp, session, order, index);
    lane(rpp, track);
    effects(rpp, "FXCHAIN", session, track);
    if let Some(clip) = track.clip {
        item(rpp, track, clip, audio.get(clip.stem).map_or("", String::as_str));
    }
    rpp.close();
}

/// What comes in beside the folder's tracks: sends to a return, and keys.
fn receives(rpp: &mut Rpp, session: &Session, order: &[Place], index: usize) {
    let track = &session.tracks[index];
    let mut receive = |from: usize, mode: u32, level: f64, channel: usize| {
        let Some(from) = order.iter().position(|place| place.index == from) else { return };
        rpp.line(format!("AUXRECV {from} {mode} {level} 0 0 0 0 0 {channel} -1:U 0 -1 ''"));
    };
    for (from, other) in session.tracks.iter().enumerate() {
        for (_, level_db) in other.sends.iter().filter(|(to, _)| *to == index) {
            receive(from, POST_FADER, linear(*level_db), 0);
        }
    }
    for key in keys(track) {
        if let Some(channel) = key_channel(track, key) {
            receive(key, PRE_EFFECTS, 1.0, channel);
        }
    }
}

/// A lane is a gain on top of the fader, as REAPER has it.
fn lane(rpp: &mut Rpp, track: &Track) {
    if track.lane.is_empty() {
        return;
    }
    let id = rpp.guid();
    rpp.open("VOLENV2");
    rpp.line(format!("EGUID {id}"));
    rpp.line("ACT 1 -1");
    rpp.line("VIS 1 1 1");
    rpp.line("ARM 0");
    rpp.line("DEFSHAPE 0 -1 -1");
    for point in track.fine_lane() {
        rpp.line(format!("PT {} {} 0", point.at_s, linear(point.gain_db)));
    }
    rpp.close();
}

pub(super) fn effects(rpp: &mut Rpp, block: &str, session: &Session, track: &Track) {
    let known = track.devices.iter().filter(|device| jsfx::name(device.action).is_some());
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return;
    }
    rpp.open(block);
    rpp.line("SHOW 0");
    rpp.line("LASTSEL 0");
    rpp.line("DOCKED 0");
    for device in known {
        let Some(name) = jsfx::name(device.action) else { continue };
        let channel = device.key.and_then(|key| key_channel(track, key));
        let key = device.key.and_then(|key| session.tracks.get(key));
        let key = key.map_or(String::new(), |key| format!(", key {}", key.name));
        let is_deaf = device.key.is_some() && channel.is_none();
        rpp.line(format!("BYPASS {} 0 0", u32::from(is_deaf)));
        let title = quoted(&format!("{}{key}", device.title()));
        rpp.open(format!("JS \"MixMaster/{}.jsfx\" {title}", jsfx::file(name)));
        let values = jsfx::values(device, channel);
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        rpp.line(values.join(" "));
        rpp.close();
        let id = rpp.guid();
        rpp.line(format!("FXID {id}"));
        rpp.line("WAK 0 0");
    }
    rpp.close();
}

fn item(rpp: &mut Rpp, track: &Track, clip: Clip, path: &str) {
    let (id, own) = (rpp.guid(), rpp.guid());
    rpp.open("ITEM");
    rpp.line(format!("POSITION {}", clip.start_s));
    rpp.line("SNAPOFFS 0");
    rpp.line(format!("LENGTH {}", clip.duration_s));
    rpp.line("LOOP 0");
    rpp.line("ALLTAKES 0");
    rpp.line("FADEIN 1 0 0 1 0 0 0");
    rpp.line("FADEOUT 1 0 0 1 0 0 0");
    rpp.line("MUTE 0 0");
    rpp.line(format!("IGUID {id}"));
    rpp.line(format!("NAME {}", quoted(&track.name)));
    rpp.line("VOLPAN 1 0 1 -1");
    rpp.line("SOFFS 0");
    rpp.line("PLAYRATE 1 1 0 -1 0 0.0025");
    rpp.line("CHANMODE 0");
    rpp.line(format!("GUID {own}"));
    rpp.open(format!("SOURCE {}", source_kind(path)));
    rpp.line(format!("FILE {}", quoted(path)));
    rpp.close();
    rpp.close();
}

/// How REAPER calls the reader of a file.
fn source_kind(path: &str) -> &'static str {
    let ending = Path::new(path).extension().map(|it| it.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("flac") => "FLAC",
        Some("mp3") => "MP3",
        Some("ogg" | "oga") => "VORBIS",
        _ => "WAVE",
    }
}
