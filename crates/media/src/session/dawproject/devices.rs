//! The four devices that every DAW has in this format, with our values.

use std::io;

use recipe::Action;

use super::translation::limiter_input_db;
use super::xml::{Real, Xml};
use crate::session::{Device, Track};

/// Slope of a filter of first order, in dB per octave.
const DB_PER_ORDER: f32 = 6.0;

pub(super) fn write(xml: &mut Xml, track: &Track) -> io::Result<()> {
    xml.open("Devices", &[])?;
    // Filters that follow one another are one equaliser.
    for group in track.devices.chunk_by(|a, b| a.is_filter() && b.is_filter()) {
        match group[0].action {
            Action::HighPass | Action::LowPass | Action::Eq => equalizer(xml, group)?,
            Action::Compressor => compressor(xml, &group[0])?,
            Action::Gate => gate(xml, &group[0])?,
            Action::Limiter => limiter(xml, &group[0], limiter_input_db(track))?,
            // The rest has no device here and stands in the track's comment.
            _ => {}
        }
    }
    xml.close()
}

fn device(xml: &mut Xml, element: &'static str, name: &str) -> io::Result<()> {
    let id = xml.id();
    let with = [("deviceName", name), ("deviceRole", "audioFX"), ("loaded", "true")];
    xml.open(element, &[with.as_slice(), &[("id", &id), ("name", name)]].concat())?;
    xml.flag("Enabled", true)
}

fn real(xml: &mut Xml, element: &'static str, unit: &str, value: f64) -> io::Result<()> {
    xml.real(&Real { element, name: element, unit, value, range: None }).map(|_| ())
}

fn equalizer(xml: &mut Xml, bands: &[Device]) -> io::Result<()> {
    device(xml, "Equalizer", "EQ")?;
    for band in bands {
        for (kind, gain_db) in kinds(band) {
            let get = |id| f64::from(band.get(id));
            let order = (band.get("slope_db_per_oct") / DB_PER_ORDER).round().max(1.0).to_string();
            let is_pass = band.action != Action::Eq;
            let with = [("type", kind), ("order", order.as_str())];
            xml.open("Band", if is_pass { &with } else { &with[..1] })?;
            real(xml, "Freq", "hertz", get("freq_hz"))?;
            if let Some(gain_db) = gain_db {
                real(xml, "Gain", "decibel", f64::from(gain_db))?;
            }
            if !is_pass {
                real(xml, "Q", "linear", get("q"))?;
            }
            xml.flag("Enabled", true)?;
            xml.close()?;
        }
    }
    xml.close()
}

/// The bands that a band of ours becomes: a tilt is two shelves, an all-pass is none.
fn kinds(band: &Device) -> Vec<(&'static str, Option<f32>)> {
    let gain_db = band.get("gain_db");
    match (band.action, band.word("shape")) {
        (Action::HighPass, _) => vec![("highPass", None)],
        (Action::LowPass, _) => vec![("lowPass", None)],
        (_, "bell") => vec![("bell", Some(gain_db))],
        (_, "low_shelf") => vec![("lowShelf", Some(gain_db))],
        (_, "high_shelf") => vec![("highShelf", Some(gain_db))],
        (_, "notch") => vec![("notch", None)],
        (_, "band_pass") => vec![("bandPass", None)],
        (_, "tilt") => vec![("lowShelf", Some(-gain_db)), ("highShelf", Some(gain_db))],
        _ => Vec::new(),
    }
}

/// A ratio of n : 1 as the share of what is over the threshold that is taken away.
fn ratio_pct(ratio: f32) -> f64 {
    100.0 * (1.0 - 1.0 / f64::from(ratio.max(1.0)))
}

fn seconds(milliseconds: f32) -> f64 {
    f64::from(milliseconds) / 1e3
}

fn compressor(xml: &mut Xml, from: &Device) -> io::Result<()> {
    device(xml, "Compressor", "Compressor")?;
    real(xml, "Attack", "seconds", seconds(from.get("attack_ms")))?;
    xml.flag("AutoMakeup", false)?;
    real(xml, "OutputGain", "decibel", f64::from(from.get("makeup_db")))?;
    real(xml, "Ratio", "percent", ratio_pct(from.get("ratio")))?;
    real(xml, "Release", "seconds", seconds(from.get("release_ms")))?;
    real(xml, "Threshold", "decibel", f64::from(from.get("threshold_db")))?;
    xml.close()
}

fn gate(xml: &mut Xml, from: &Device) -> io::Result<()> {
    device(xml, "NoiseGate", "Gate")?;
    real(xml, "Attack", "seconds", seconds(from.get("attack_ms")))?;
    real(xml, "Range", "decibel", f64::from(-from.get("range_db")))?;
    real(xml, "Ratio", "percent", ratio_pct(from.get("ratio")))?;
    real(xml, "Release", "seconds", seconds(from.get("release_ms")))?;
    real(xml, "Threshold", "decibel", f64::from(from.get("threshold_db")))?;
    xml.close()
}

fn limiter(xml: &mut Xml, from: &Device, input_db: f64) -> io::Result<()> {
    device(xml, "Limiter", "Limiter")?;
    real(xml, "Attack", "seconds", seconds(from.get("lookahead_ms")))?;
    real(xml, "InputGain", "decibel", input_db)?;
    real(xml, "Release", "seconds", seconds(from.get("release_ms")))?;
    real(xml, "Threshold", "decibel", f64::from(from.get("ceiling_dbtp")))?;
    xml.close()
}
