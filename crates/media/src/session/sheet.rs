//! The desk as a list: JSON for programs, text for people.

use serde_json::{Value, json};

use super::{Part, Session, Track};

/// The desk as JSON.
#[must_use]
pub fn json(session: &Session) -> Value {
    let name = |index: usize| session.tracks[index].name.as_str();
    let tracks = session.tracks.iter().map(|track| {
        let devices = track.devices.iter().map(|device| {
            let settings: serde_json::Map<String, Value> = device
                .settings
                .iter()
                .map(|setting| (setting.spec.id.to_owned(), number(setting.value)))
                .collect();
            json!({ "action": device.action.name(), "settings": settings, "key": device.key.map(name) })
        });
        let sends = track.sends.iter();
        let sends = sends.map(|&(to, level)| json!({ "to": name(to), "level_db": number(level) }));
        let lane = track.lane.iter();
        let lane = lane.map(|point| json!([point.at_s, number(point.gain_db)]));
        json!({
            "name": track.name,
            "kind": kind(track),
            "output": track.output.map(name),
            "fader_db": number(track.volume_db),
            "pan_pct": number(track.pan_pct),
            "polarity_inverted": track.polarity_inverted,
            "delay_ms": track.clip.map_or(0.0, |clip| clip.start_s * 1e3),
            "lane_s_db": lane.collect::<Vec<_>>(),
            "sends": sends.collect::<Vec<_>>(),
            "devices": devices.collect::<Vec<_>>(),
        })
    });
    let markers = session.markers.iter();
    let markers =
        markers.map(|it| json!({ "start_s": it.start_s, "end_s": it.end_s, "name": it.name }));
    json!({
        "title": session.title,
        "artist": session.artist,
        "sample_rate_hz": session.sample_rate_hz,
        "tempo_bpm": session.tempo_bpm,
        "markers": markers.collect::<Vec<_>>(),
        "tracks": tracks.collect::<Vec<_>>(),
    })
}

/// As short as the number is told: −2.1, not −2.0999999046.
fn number(value: f32) -> Value {
    value.to_string().parse::<f64>().map_or(Value::Null, Value::from)
}

fn kind(track: &Track) -> &'static str {
    match track.part {
        Part::Stem(_) => "stem",
        Part::Bus(_) => "bus",
        Part::Reverb | Part::Delay => "return",
        Part::Master => "master",
    }
}

/// The desk as text, a track a paragraph.
#[must_use]
pub fn text(session: &Session) -> String {
    let mut text = format!("{}\n", session.title);
    if let Some(bpm) = session.tempo_bpm {
        text += &format!("{bpm} bpm\n");
    }
    for track in &session.tracks {
        let output = track.output.map_or("", |output| &session.tracks[output].name);
        text += &format!("\n{} ({})", track.name, kind(track));
        if !output.is_empty() {
            text += &format!(" into {output}");
        }
        text += &format!("\n  fader {} dB, pan {} %", track.volume_db, track.pan_pct);
        if track.polarity_inverted {
            text += ", polarity inverted";
        }
        if let Some(clip) = track.clip.filter(|clip| clip.start_s > 0.0) {
            text += &format!(", delayed by {} ms", clip.start_s * 1e3);
        }
        text.push('\n');
        for &(to, level_db) in &track.sends {
            text += &format!("  send to {} {level_db} dB\n", session.tracks[to].name);
        }
        for device in &track.devices {
            let key = device.key.map(|key| format!(", key {}", session.tracks[key].name));
            text += &format!("  {}{}\n", device.in_full(), key.unwrap_or_default());
        }
        if !track.lane.is_empty() {
            text += &format!("  lane of {} points\n", track.lane.len());
        }
    }
    for marker in &session.markers {
        text += &format!("\n{:8.2} s  {}", marker.start_s, marker.name);
    }
    text.trim_end().to_owned() + "\n"
}
