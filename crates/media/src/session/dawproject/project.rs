//! `project.xml`: the desk under `Structure`, the song under `Arrangement`.

use std::io;

use super::devices;
use super::translation::comment;
use super::xml::{Real, Xml};
use crate::session::{Clip, Part, Session, Track, linear, printable};

/// Most that a fader shows: Bitwig ends at +6 dB, so that higher ones are told as such.
const VOLUME_MAX: f64 = 2.0;

/// What tracks are called by others.
struct Names {
    track: String,
    channel: String,
    volume: String,
}

struct Writing<'a> {
    session: &'a Session,
    xml: Xml,
    names: Vec<Names>,
}

/// The document; `audio` holds the path of each stem's file, and whether it is outside.
pub(super) fn project(session: &Session, audio: &[(String, bool)]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let names = session
        .tracks
        .iter()
        .map(|_| Names { track: xml.id(), channel: xml.id(), volume: xml.id() })
        .collect();
    let mut writing = Writing { session, xml, names };
    writing.xml.open("Project", &[("version", "1.0")])?;
    let application = [("name", "MixMaster"), ("version", env!("CARGO_PKG_VERSION"))];
    writing.xml.empty("Application", &application)?;
    writing.transport()?;
    writing.xml.open("Structure", &[])?;
    for (index, track) in session.tracks.iter().enumerate() {
        if !matches!(track.part, Part::Stem(_)) {
            writing.track(index)?;
        }
    }
    writing.xml.close()?;
    writing.arrangement(audio)?;
    writing.xml.close()?;
    Ok(writing.xml.finish())
}

impl Writing<'_> {
    /// A metre that is not known is four quarters, as every DAW begins.
    fn transport(&mut self) -> io::Result<()> {
        let Some(tempo_bpm) = self.session.tempo_bpm else { return Ok(()) };
        self.xml.open("Transport", &[])?;
        let range = Some((20.0, 666.0));
        let (element, name, unit) = ("Tempo", "Tempo", "bpm");
        self.xml.real(&Real { element, name, unit, value: tempo_bpm, range })?;
        let id = self.xml.id();
        let beats = self.session.beats_per_bar.to_string();
        let metre = [("denominator", "4"), ("numerator", beats.as_str()), ("id", &id)];
        self.xml.empty("TimeSignature", &metre)?;
        self.xml.close()
    }

    /// A track and, inside a bus, those that go into it.
    fn track(&mut self, index: usize) -> io::Result<()> {
        let session = self.session;
        let track = &session.tracks[index];
        let [red, green, blue] = track.colour;
        let (colour, name) = (format!("#{red:02x}{green:02x}{blue:02x}"), printable(&track.name));
        let id = self.names[index].track.clone();
        let kind = match track.part {
            Part::Bus(_) => "tracks",
            Part::Master => "audio notes",
            _ => "audio",
        };
        let comment = comment(session, track);
        let mut with = vec![("contentType", kind), ("loaded", "true"), ("id", id.as_str())];
        with.extend([("name", name.as_str()), ("color", colour.as_str())]);
        if !comment.is_empty() {
            with.push(("comment", comment.as_str()));
        }
        self.xml.open("Track", &with)?;
        self.channel(index)?;
        if matches!(track.part, Part::Bus(_)) {
            for (inner, other) in session.tracks.iter().enumerate() {
                if other.output == Some(index) {
                    self.track(inner)?;
                }
            }
        }
        self.xml.close()
    }

    fn channel(&mut self, index: usize) -> io::Result<()> {
        let session = self.session;
        let track = &session.tracks[index];
        let role = match track.part {
            Part::Stem(_) => "regular",
            Part::Bus(_) => "submix",
            Part::Reverb | Part::Delay => "effect",
            Part::Master => "master",
        };
        let channels = track.clip.map_or(2, |clip| clip.channels).to_string();
        let (id, volume) = (self.names[index].channel.clone(), self.names[index].volume.clone());
        let destination = track.output.map(|output| self.names[output].channel.clone());
        let mut with = vec![("audioChannels", channels.as_str()), ("role", role)];
        with.extend(destination.as_deref().map(|to| ("destination", to)));
        with.extend([("solo", "false"), ("id", id.as_str())]);
        self.xml.open("Channel", &with)?;
        devices::write(&mut self.xml, track)?;
        self.xml.flag("Mute", false)?;
        let (element, name, unit) = ("Pan", "Pan", "normalized");
        let value = 0.5 + f64::from(track.pan_pct) / 200.0;
        self.xml.real(&Real { element, name, unit, value, range: Some((0.0, 1.0)) })?;
        if !track.sends.is_empty() {
            self.xml.open("Sends", &[])?;
            for &(to, level_db) in &track.sends {
                let (id, to) = (self.xml.id(), self.names[to].channel.clone());
                let with = [("destination", to.as_str()), ("type", "post"), ("id", id.as_str())];
                self.xml.open("Send", &with)?;
                self.volume("Send", &volume_of(level_db), None)?;
                self.xml.close()?;
            }
            self.xml.close()?;
        }
        self.volume("Volume", &volume_of(track.volume_db), Some(&volume))?;
        self.xml.close()
    }

    /// A level; `id` where lanes refer to it.
    fn volume(&mut self, name: &str, value: &(f64, f64), id: Option<&str>) -> io::Result<()> {
        let (value, max) = (value.0.to_string(), value.1.to_string());
        let own = self.xml.id();
        let id = id.unwrap_or(&own);
        let with = [("max", max.as_str()), ("min", "0"), ("unit", "linear")];
        let with = [with.as_slice(), &[("value", &value), ("id", id), ("name", name)]].concat();
        self.xml.empty("Volume", &with)
    }

    fn arrangement(&mut self, audio: &[(String, bool)]) -> io::Result<()> {
        let session = self.session;
        let (id, lanes) = (self.xml.id(), self.xml.id());
        self.xml.open("Arrangement", &[("id", &id)])?;
        self.xml.open("Lanes", &[("timeUnit", "seconds"), ("id", &lanes)])?;
        for (index, track) in session.tracks.iter().enumerate() {
            let Some(clip) = track.clip else { continue };
            let (id, name) = (self.xml.id(), self.names[index].track.clone());
            self.xml.open("Lanes", &[("track", &name), ("id", &id)])?;
            if let Some((path, outside)) = audio.get(clip.stem) {
                self.clip(track, clip, (path, *outside))?;
            }
            if !track.lane.is_empty() {
                self.lane(index, track)?;
            }
            self.xml.close()?;
        }
        self.xml.close()?;
        if !session.markers.is_empty() {
            let id = self.xml.id();
            self.xml.open("Markers", &[("timeUnit", "seconds"), ("id", &id)])?;
            for marker in &session.markers {
                let (time, name) = (marker.start_s.to_string(), printable(&marker.name));
                self.xml.empty("Marker", &[("time", &time), ("name", &name)])?;
            }
            self.xml.close()?;
        }
        self.xml.close()
    }

    fn clip(&mut self, track: &Track, clip: Clip, file: (&str, bool)) -> io::Result<()> {
        let (clips, audio) = (self.xml.id(), self.xml.id());
        let (start, length) = (clip.start_s.to_string(), clip.duration_s.to_string());
        let (channels, rate) = (clip.channels.to_string(), clip.sample_rate_hz.to_string());
        let name = printable(&track.name);
        self.xml.open("Clips", &[("id", &clips)])?;
        let with = [("time", start.as_str()), ("duration", &length), ("playStart", "0")];
        let more = [("contentTimeUnit", "seconds"), ("name", name.as_str())];
        self.xml.open("Clip", &[with.as_slice(), &more].concat())?;
        let with = [("channels", channels.as_str()), ("duration", &length)];
        let more = [("sampleRate", rate.as_str()), ("id", audio.as_str())];
        self.xml.open("Audio", &[with.as_slice(), &more].concat())?;
        let (path, outside) = (printable(file.0), if file.1 { "true" } else { "false" });
        self.xml.empty("File", &[("path", &path), ("external", outside)])?;
        for _ in 0..3 {
            self.xml.close()?;
        }
        Ok(())
    }

    /// A lane is a gain on top of the fader; here it moves the fader itself.
    fn lane(&mut self, index: usize, track: &Track) -> io::Result<()> {
        let (id, volume) = (self.xml.id(), self.names[index].volume.clone());
        self.xml.open("Points", &[("unit", "linear"), ("id", &id)])?;
        self.xml.empty("Target", &[("parameter", &volume)])?;
        for point in track.fine_lane() {
            let time = point.at_s.to_string();
            let value = linear(track.volume_db + point.gain_db).to_string();
            let with = [("time", time.as_str()), ("value", &value), ("interpolation", "linear")];
            self.xml.empty("RealPoint", &with)?;
        }
        self.xml.close()
    }
}

/// A level as a factor, and the end of its scale.
fn volume_of(level_db: f32) -> (f64, f64) {
    let value = linear(level_db);
    (value, VOLUME_MAX.max(value))
}
