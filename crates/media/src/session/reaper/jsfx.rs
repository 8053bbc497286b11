//! Effects of our own for REAPER. A slider is a row of the engine's table of parameters; the code
//! behind it, under `jsfx/`, is the engine's formula.

use audio::{ParamSpec, Unit};
use recipe::Action;

use super::is_compressor;
use crate::session::Device;

/// By how much the engine's strips lag their keys, in ms: sidechains see what is coming.
pub const KEY_AHEAD_MS: f32 = 10.0;

/// Room beyond the range of a parameter for what a strip's trim (60 dB at most) does to it.
const TRIM_ROOM_DB: f32 = 60.0;

/// Sliders that no table has: the first channel of the key, counted from 1 (0 is no key), and how
/// far the key is ahead.
const KEY_SLIDERS: [(&str, f32, f32); 2] = [("key_channel", 0.0, 7.0), ("key_ahead_ms", 0.0, 20.0)];

/// Name of the effect that does `action`, if there is one.
#[must_use]
pub fn name(action: Action) -> Option<&'static str> {
    Some(match action {
        action if is_compressor(action) => "compressor",
        Action::HighPass => "high_pass",
        Action::LowPass => "low_pass",
        Action::Eq => "eq",
        Action::DynamicEq => "dynamic_eq",
        Action::DeEsser => "de_esser",
        Action::Gate => "gate",
        Action::Saturation => "saturation",
        Action::Width => "width",
        Action::Drive | Action::Loudness => "gain",
        Action::SoftClip => "soft_clip",
        Action::Limiter => "limiter",
        Action::Delay => "delay",
        _ => return None,
    })
}

/// Name of its file, without the ending.
#[must_use]
pub fn file(name: &str) -> String {
    format!("mixmaster_{name}")
}

/// An action that the effect does, and its code.
fn body(name: &str) -> (Action, &'static str) {
    match name {
        "high_pass" => (Action::HighPass, include_str!("jsfx/high_pass.txt")),
        "low_pass" => (Action::LowPass, include_str!("jsfx/low_pass.txt")),
        "eq" => (Action::Eq, include_str!("jsfx/eq.txt")),
        "dynamic_eq" => (Action::DynamicEq, include_str!("jsfx/dynamic_eq.txt")),
        "de_esser" => (Action::DeEsser, include_str!("jsfx/de_esser.txt")),
        "gate" => (Action::Gate, include_str!("jsfx/gate.txt")),
        "saturation" => (Action::Saturation, include_str!("jsfx/saturation.txt")),
        "width" => (Action::Width, include_str!("jsfx/width.txt")),
        "gain" => (Action::Drive, include_str!("jsfx/gain.txt")),
        "soft_clip" => (Action::SoftClip, include_str!("jsfx/soft_clip.txt")),
        "limiter" => (Action::Limiter, include_str!("jsfx/limiter.txt")),
        "delay" => (Action::Delay, include_str!("jsfx/delay.txt")),
        _ => (Action::Compressor, include_str!("jsfx/compressor.txt")),
    }
}

/// The numbers of the processor alone: the level of a return is its fader.
fn rows(action: Action) -> &'static [ParamSpec] {
    let (processor, own) = action.tables();
    if processor.is_empty() { own } else { processor }
}

fn is_keyed(action: Action) -> bool {
    is_compressor(action) || action == Action::DynamicEq
}

/// The text of an effect.
#[must_use]
pub fn text(name: &str) -> String {
    let (action, body) = body(name);
    let (mut sliders, mut read) = (String::new(), String::new());
    let mut slider = |id: &str, range: String| {
        let number = read.lines().count() + 1;
        sliders += &format!("slider{number}:{range}{id}\n");
        read += &format!("{id} = slider{number};\n");
    };
    for row in rows(action) {
        slider(row.id, range(row));
    }
    if is_keyed(action) {
        for (id, min, max) in KEY_SLIDERS {
            slider(id, format!("{min}<{min},{max},1>"));
        }
    }
    let pins = ["left", "right"].map(String::from).into_iter();
    let keys = (3..=8).map(|channel| format!("key {channel}"));
    let pins = pins.chain(keys.filter(|_| is_keyed(action)));
    let pins: String = pins.map(|pin| format!("in_pin:{pin}\n")).collect();
    let (functions, code) = body.split_once("@slider\n").unwrap_or((body, ""));
    let moving = match action {
        Action::DynamicEq | Action::DeEsser => include_str!("jsfx/moving.txt"),
        _ => "",
    };
    format!(
        "desc:MixMaster {name}\n// Part of a session that MixMaster wrote; MIT OR Apache-2.0.\n\n\
         {sliders}\n{pins}out_pin:left\nout_pin:right\n\n@init\n{common}\n{moving}{functions}\n\
         @slider\n{read}{code}",
        name = name.replace('_', " "),
        common = include_str!("jsfx/common.txt"),
    )
}

fn range(row: &ParamSpec) -> String {
    let ParamSpec { min, default, max, unit, .. } = *row;
    match unit {
        Unit::Choice(words) => format!("{default}<{min},{max},1{{{}}}>", words.join(",")),
        Unit::Dbfs => {
            format!("{default}<{},{},0.0001>", min - TRIM_ROOM_DB, max + TRIM_ROOM_DB)
        }
        Unit::Db if row.id == "drive_db" => {
            format!("{default}<{},{},0.0001>", min - TRIM_ROOM_DB, max + TRIM_ROOM_DB)
        }
        _ => format!("{default}<{min},{max},0.0001>"),
    }
}

/// The values of an effect's sliders, in their order; `channel` is the first of the two on which
/// it hears its key, counted from 0.
#[must_use]
pub fn values(device: &Device, channel: Option<usize>) -> Vec<f32> {
    let mut values: Vec<f32> = device.settings.iter().map(|setting| setting.value).collect();
    if is_keyed(device.action) {
        let key = channel.map_or([0.0, 0.0], |channel| [(channel + 1) as f32, KEY_AHEAD_MS]);
        values.extend(key);
    }
    values
}
