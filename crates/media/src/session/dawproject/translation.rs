//! What becomes of each thing on the desk in a DAWproject.

use recipe::Action;

use crate::session::{Device, Fidelity, Part, Session, Track, Translated, printable};

/// Fader positions that not every DAW has, in dB.
const FADER_TOP_DB: f32 = 6.02;

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
    let mut lines = Vec::new();
    if track.polarity_inverted {
        lines.push(line("polarity inverted".into(), (Fidelity::Note, "the format has no switch")));
    }
    if let Some(clip) = track.clip.filter(|clip| clip.start_s > 0.0) {
        let what = format!("aligned by {} ms", clip.start_s * 1e3);
        lines.push(line(what, (Fidelity::Exact, "")));
    }
    lines.extend(track.devices.iter().map(|device| line(device.title(), of_device(device))));
    if track.part != Part::Master {
        let far = (Fidelity::Near, "some faders end at +6 dB");
        let how = if track.volume_db > FADER_TOP_DB { far } else { (Fidelity::Exact, "") };
        lines.push(line(format!("fader {} dB", track.volume_db), how));
    }
    if !track.lane.is_empty() {
        let what = format!("lane of {} points", track.lane.len());
        lines.push(line(what, (Fidelity::Exact, "")));
    }
    if track.pan_pct.abs() > 0.0 {
        let why = "the number is ours, the pan law is the DAW's";
        lines.push(line(format!("pan {} %", track.pan_pct), (Fidelity::Near, why)));
    }
    lines.extend(track.sends.iter().map(|&(to, level_db)| {
        line(format!("send to {} {level_db} dB", session.tracks[to].name), (Fidelity::Exact, ""))
    }));
    lines
}

fn of_device(device: &Device) -> (Fidelity, &'static str) {
    use Fidelity::{Exact, Near, Note};
    let get = |id| device.get(id);
    match device.action {
        Action::Eq if device.word("shape") == "all_pass" => (Note, "the format has no all-pass"),
        Action::Eq if device.word("shape") == "tilt" => (Near, "a tilt is written as two shelves"),
        Action::HighPass | Action::LowPass | Action::Eq => {
            (Near, "the numbers are ours, the shape of a band is the DAW's")
        }
        Action::Compressor if get("mix_pct") < 100.0 => {
            (Near, "knee, mix, look-ahead, range and key filter stay behind")
        }
        Action::Compressor => (Near, "knee, look-ahead, range and key filter stay behind"),
        Action::Gate => (Near, "hysteresis, hold and look-ahead stay behind"),
        Action::Limiter => (Near, "the limiter is the DAW's: check the true peak of its export"),
        // In the input gain of the limiter: what lies between works on levels of its own.
        Action::Drive | Action::Loudness => (Exact, ""),
        Action::Reverb | Action::Delay => (Note, "the format has no such device: choose your own"),
        _ => (Note, "the format has no such device"),
    }
}

/// Drive and loudness of the master, which are the gain into its limiter.
pub(super) fn limiter_input_db(track: &Track) -> f64 {
    let gains = track.devices.iter().filter(|it| is_gain(it));
    gains.map(|device| f64::from(device.get("gain_db"))).sum()
}

fn is_gain(device: &Device) -> bool {
    matches!(device.action, Action::Drive | Action::Loudness)
}

/// What a track has to say in words: all settings that became no device.
pub(super) fn comment(session: &Session, track: &Track) -> String {
    let mut notes = Vec::new();
    if track.polarity_inverted {
        notes.push("invert the polarity".to_owned());
    }
    for device in &track.devices {
        if of_device(device).0 == Fidelity::Note {
            let key = device.key.and_then(|key| session.tracks.get(key));
            let key = key.map_or(String::new(), |key| format!(", listening to {}", key.name));
            notes.push(format!("{}{key}", device.in_full()));
        }
    }
    if notes.is_empty() {
        String::new()
    } else {
        printable(&format!("MixMaster: {}", notes.join("; ")))
    }
}
