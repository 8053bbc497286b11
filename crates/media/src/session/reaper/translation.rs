//! What becomes of each thing on the desk in a REAPER project.

use recipe::Action;

use super::{jsfx, key_channel};
use crate::session::{Device, Fidelity, Part, Session, Track, Translated};

/// Everything on the desk, track by track, in signal order.
#[must_use]
pub fn translation(session: &Session) -> Vec<Translated> {
    session.tracks.iter().flat_map(|track| of_track(session, track)).collect()
}

fn of_track(session: &Session, track: &Track) -> Vec<Translated> {
    let line = |what: String, (fidelity, why)| Translated {
        track: track.name.clone(),
        what,
        fidelity,
        why,
    };
    let exact = (Fidelity::Exact, "");
    let mut lines = Vec::new();
    if track.polarity_inverted {
        lines.push(line("polarity inverted".into(), exact));
    }
    if let Some(clip) = track.clip.filter(|clip| clip.start_s > 0.0) {
        lines.push(line(format!("aligned by {} ms", clip.start_s * 1e3), exact));
    }
    lines.extend(track.devices.iter().map(|device| {
        let is_deaf = device.key.is_some_and(|key| key_channel(track, key).is_none());
        let deaf = (Fidelity::Note, "a track has room for three keys; this one is bypassed");
        line(device.title(), if is_deaf { deaf } else { of_device(device) })
    }));
    if track.part != Part::Master {
        lines.push(line(format!("fader {} dB", track.volume_db), exact));
    }
    if !track.lane.is_empty() {
        lines.push(line(format!("lane of {} points", track.lane.len()), exact));
    }
    if track.pan_pct.abs() > 0.0 {
        let is_mono = track.clip.is_some_and(|clip| clip.channels == 1);
        let balance = (Fidelity::Near, "REAPER turns the far channel down, we move it over");
        lines.push(line(format!("pan {} %", track.pan_pct), if is_mono { exact } else { balance }));
    }
    lines.extend(track.sends.iter().map(|&(to, level_db)| {
        line(format!("send to {} {level_db} dB", session.tracks[to].name), exact)
    }));
    lines
}

pub(super) fn of_device(device: &Device) -> (Fidelity, &'static str) {
    use Fidelity::{Exact, Near, Note};
    match device.action {
        Action::Saturation | Action::SoftClip => (Near, "without the engine's oversampling"),
        Action::Limiter => (Near, "on samples, not on the peaks between them"),
        Action::Reverb => (Note, "choose a reverb of your own, or take stems/returns.wav"),
        Action::Multiband | Action::Tone | Action::Transient => (Note, "no effect for it yet"),
        action if jsfx::name(action).is_some() => (Exact, ""),
        _ => (Note, "no effect for it yet"),
    }
}
