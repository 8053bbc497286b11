//! Sessions for DAWs, held against the published schemas and read back by somebody else's reader.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::io::{Cursor, Read};

use ::dawproject::prelude::{
    ChannelDevicesElementTypeContent as DeviceRead, ClipTypeContent, DawprojectReader,
    PointsTypeContent, Project, ProjectStructureElementTypeContent, RealParameterType, TrackType,
};
use media::session::{Fidelity, Labels, Part, Session, dawproject, linear, reaper, sheet};
use recipe::{Console, Recipe, fold};
use serde_json::{Value, json};
use uppsala::{XsdValidator, parse};

const PROJECT: &str = include_str!("dawproject/Project.xsd");
const METADATA: &str = include_str!("dawproject/MetaData.xsd");

fn stem(id: &str, role: &str, channels: u16) -> Value {
    json!({ "id": id, "file": format!("../stems/{id}.wav"), "hash": format!("b3:{:064}", 1),
            "sample_rate_hz": if channels == 1 { 44_100 } else { 48_000 }, "channels": channels,
            "frames": 88_200, "role": { "is": role, "confidence": 1.0, "from": "user" } })
}

fn recipe(stems: &[Value], moves: &[(&str, &str, Value)]) -> Recipe {
    let moves: Vec<Value> = moves
        .iter()
        .enumerate()
        .map(|(index, (target, action, params))| {
            json!({ "id": format!("m{index:03}"), "target": target, "action": action,
                    "params": params, "reason": "test", "scope": "user", "by": "user" })
        })
        .collect();
    let sections = json!([
        { "start_frame": 0, "end_frame": 48_000, "label": "A", "kind": "verse" },
        { "start_frame": 48_000, "end_frame": 96_000, "label": "B", "kind": "chorus" }]);
    let text = json!({
        "recipe": 1, "engine": "0.1.0",
        "session": { "sample_rate_hz": 48_000, "frames": 96_000, "tail_frames": 4_800,
                     "tempo_bpm": 123.5, "beats_per_bar": 3, "sections": sections, "stems": stems },
        "brief": { "profile": "neutral", "profile_from": "default", "lufs": -14.0,
                   "ceiling_dbtp": -1.0, "width_pct": 100.0 },
        "moves": moves });
    Recipe::from_json(&text.to_string()).unwrap()
}

/// Something of everything.
fn rich() -> (Recipe, Console) {
    let stems = [
        stem("bass", "bass", 2),
        stem("kick", "kick", 1),
        stem("voice \"<A&B>\" ]]> 'né` \u{1F3A4}", "lead_vocal", 2),
    ];
    let voice = "voice \"<A&B>\" ]]> 'né` \u{1F3A4}";
    let recipe = recipe(
        &stems,
        &[
            ("bass", "trim", json!({ "gain_db": 6.5 })),
            ("kick", "trim", json!({ "gain_db": -4 })),
            ("bass", "high_pass", json!({ "freq_hz": 35.5, "slope_db_per_oct": 24 })),
            ("bass", "gate", json!({ "threshold_db": -50, "ratio": 3, "range_db": 12 })),
            ("bass", "eq", json!({ "freq_hz": 280, "gain_db": -2.1, "q": 1.4 })),
            ("bass", "eq", json!({ "shape": "high_shelf", "freq_hz": 8000, "gain_db": 1.25 })),
            ("bass", "eq", json!({ "shape": "tilt", "freq_hz": 900, "gain_db": 1 })),
            ("bass", "compressor", json!({ "threshold_db": -21.3, "ratio": 3, "attack_ms": 12 })),
            ("bass", "saturation", json!({ "drive_db": 3 })),
            ("bass", "duck", json!({ "threshold_db": -30, "ratio": 4, "key": "kick" })),
            ("bass", "fader", json!({ "gain_db": -3.7 })),
            ("bass", "polarity", json!({})),
            ("kick", "align", json!({ "delay_ms": 1.5 })),
            ("kick", "pan", json!({ "position_pct": -12.5 })),
            ("kick", "fader", json!({ "gain_db": 7.5 })),
            (voice, "automation", json!({ "points": [[0, 0.0], [24_000, -4.0], [48_000, 1.0]] })),
            (voice, "fader", json!({ "gain_db": 1.1 })),
            (voice, "de_esser", json!({ "range_db": 4 })),
            (voice, "width", json!({ "width_pct": 120 })),
            (voice, "reverb_send", json!({ "level_db": -14.5 })),
            (voice, "delay_send", json!({ "level_db": -22 })),
            ("drum_bus", "compressor", json!({ "threshold_db": -18, "ratio": 2 })),
            ("vocal_bus", "fader", json!({ "gain_db": -0.5 })),
            ("reverb", "reverb", json!({ "decay_s": 1.8, "return_db": -2.0 })),
            ("delay", "delay", json!({ "time_ms": 320 })),
            ("master", "drive", json!({ "gain_db": 2.5 })),
            ("master", "tone", json!({ "freq_hz": 100, "gain_db": 1 })),
            ("master", "loudness", json!({ "gain_db": 4.25 })),
            ("master", "limiter", json!({ "ceiling_dbtp": -1.2 })),
        ],
    );
    let console = fold(&recipe).unwrap();
    (recipe, console)
}

fn labels() -> Labels {
    Labels { title: "A <song> & \"more\"".into(), artist: Some("Nobody".into()) }
}

fn session(of: &(Recipe, Console)) -> Session {
    media::session::session(&of.0, &of.1, &labels())
}

fn written(session: &Session, inside: bool) -> Vec<u8> {
    let stems = session.tracks.iter().filter(|track| track.clip.is_some()).count();
    let audio: Vec<dawproject::Audio<'_>> = (0..stems)
        .map(|index| match inside {
            true => dawproject::Audio::Embedded {
                ending: "wav".into(),
                open: Box::new(move || {
                    let bytes: Box<dyn Read> = Box::new(Cursor::new(vec![index as u8; 100]));
                    Ok(bytes)
                }),
            },
            false => dawproject::Audio::Referenced(format!("../stems/<{index}>.wav")),
        })
        .collect();
    let mut out = Cursor::new(Vec::new());
    dawproject::write(session, &audio, &mut out).unwrap();
    out.into_inner()
}

fn entry(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[track_caller]
fn assert_valid(xml: &str, schema: &str) {
    let (schema, document) = (parse(schema).unwrap(), parse(xml).unwrap());
    let errors = XsdValidator::from_schema(&schema).unwrap().validate(&document);
    assert!(errors.is_empty(), "{errors:#?}\n{xml}");
}

fn read(bytes: &[u8]) -> Project {
    let mut reader = DawprojectReader::new(Cursor::new(bytes.to_vec())).unwrap();
    reader.read_dawproject().unwrap();
    reader.build_dawproject().unwrap().project
}

/// All tracks of a project, those inside buses too.
fn tracks(project: &Project) -> Vec<&TrackType> {
    fn add<'a>(track: &'a TrackType, all: &mut Vec<&'a TrackType>) {
        all.push(track);
        track.track.iter().for_each(|inner| add(inner, all));
    }
    let mut all = Vec::new();
    for content in &project.structure.as_ref().unwrap().content {
        if let ProjectStructureElementTypeContent::Track(track) = content {
            add(track, &mut all);
        }
    }
    all
}

fn value(parameter: &RealParameterType) -> f64 {
    parameter.value.as_ref().unwrap().parse().unwrap()
}

#[test]
fn a_project_is_valid_against_the_published_schemas() {
    for inside in [true, false] {
        let bytes = written(&session(&rich()), inside);
        assert_valid(&entry(&bytes, "project.xml"), PROJECT);
        assert_valid(&entry(&bytes, "metadata.xml"), METADATA);
    }
    let bare = recipe(&[stem("a", "unknown", 2)], &[]);
    let console = fold(&bare).unwrap();
    let bytes = written(&session(&(bare, console)), true);
    assert_valid(&entry(&bytes, "project.xml"), PROJECT);
}

/// The validator is worth its name: it sees a wrong word, a missing attribute and a wrong order.
#[test]
fn a_broken_project_is_not_valid() {
    let xml = entry(&written(&session(&rich()), true), "project.xml");
    let schema = parse(PROJECT).unwrap();
    let validator = XsdValidator::from_schema(&schema).unwrap();
    for (from, to) in [
        ("role=\"submix\"", "role=\"group\""),
        ("unit=\"linear\"", "unit=\"furlong\""),
        ("version=\"1.0\">\n  <App", ">\n  <App"),
        ("<Devices>", "<Gadgets/><Devices>"),
    ] {
        assert!(xml.contains(from), "{from}");
        let broken = xml.replacen(from, to, 1);
        let errors = parse(&broken).map(|document| validator.validate(&document));
        assert!(errors.is_err() || !errors.unwrap().is_empty(), "{from} → {to} was not seen");
    }
}

/// Every fader, pan, send, equaliser gain and threshold of the console, as another reader finds
/// it. Levels are written with all digits of an f64, so that they come back to rounding.
#[test]
fn the_numbers_of_the_console_come_back_from_another_reader() {
    let of = rich();
    let (session, console) = (session(&of), &of.1);
    let project = read(&written(&session, true));
    let tracks = tracks(&project);
    assert_eq!(tracks.len(), session.tracks.len());
    let named = |name: &str| tracks.iter().find(|it| it.name.as_deref() == Some(name)).unwrap();
    for (strip, stem) in console.strips.iter().zip(&of.0.session.stems) {
        let channel = named(&stem.id).channel.as_ref().unwrap();
        let gain = value(channel.volume.as_ref().unwrap());
        assert!((gain - linear(strip.fader_db)).abs() < 1e-12, "{}: {gain}", stem.id);
        let pan = value(channel.pan.as_ref().unwrap());
        assert!((pan - (0.5 + f64::from(strip.pan.position_pct) / 200.0)).abs() < 1e-12);
        let sends = channel.sends.as_ref().map_or(0, |sends| sends.send.len());
        let ours = [strip.reverb_send_db, strip.delay_send_db];
        assert_eq!(sends, ours.iter().flatten().count());
    }
    let voice = named(&of.0.session.stems[2].id).channel.as_ref().unwrap();
    let send = value(&voice.sends.as_ref().unwrap().send[0].volume);
    assert!((send - linear(-14.5)).abs() < 1e-12, "{send}");
    let bus = named("vocal_bus").channel.as_ref().unwrap();
    assert!((value(bus.volume.as_ref().unwrap()) - linear(-0.5)).abs() < 1e-12);

    let bass = named("bass").channel.as_ref().unwrap();
    let devices = &bass.devices.as_ref().unwrap().content;
    let mut gains = Vec::new();
    for device in devices {
        match device {
            DeviceRead::Equalizer(eq) => {
                let bands = eq.band.iter().filter_map(|band| band.gain.as_ref());
                gains.extend(bands.map(|gain| value(gain) as f32));
            }
            DeviceRead::Compressor(compressor) => {
                let threshold = value(compressor.threshold.as_ref().unwrap()) as f32;
                let strip = &console.strips[0];
                let ours = strip.compressor.unwrap().threshold_db - strip.trim_db;
                assert!((threshold - ours).abs() < 1e-5, "{threshold} {ours}");
                let ratio = value(compressor.ratio.as_ref().unwrap());
                assert!((ratio - 100.0 * 2.0 / 3.0).abs() < 1e-6, "{ratio}");
                let attack = value(compressor.attack.as_ref().unwrap());
                assert!((attack - 0.012).abs() < 1e-9);
            }
            DeviceRead::NoiseGate(gate) => {
                let threshold = value(gate.threshold.as_ref().unwrap());
                assert!((threshold + 56.5).abs() < 1e-5, "{threshold}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(gains, [-2.1, 1.25, -1.0, 1.0]);
}

#[test]
fn lanes_clips_tempo_and_markers_come_back() {
    let of = rich();
    let session = session(&of);
    let project = read(&written(&session, true));
    let tempo = project.transport.as_ref().unwrap().tempo.as_ref().unwrap();
    assert!((value(tempo) - 123.5).abs() < 1e-12);
    let metre = project.transport.as_ref().unwrap().time_signature.as_ref().unwrap();
    assert_eq!((metre.numerator, metre.denominator), (3, 4));
    let arrangement = project.arrangement.as_ref().unwrap();
    let markers = &arrangement.markers.as_ref().unwrap().marker;
    let told: Vec<_> = markers.iter().map(|it| (it.time, it.name.clone().unwrap())).collect();
    assert_eq!(told, [(0.0, "verse (A)".into()), (1.0, "chorus (B)".into())]);
    let mut lanes = 0;
    for lane in &arrangement.lanes.as_ref().unwrap().content {
        let ClipTypeContent::Lanes(lane) = lane else { panic!("{lane:?}") };
        for content in &lane.content {
            match content {
                ClipTypeContent::Clips(clips) => {
                    let clip = &clips.clip[0];
                    let is_kick = clip.name.as_deref() == Some("kick");
                    assert!((clip.time - if is_kick { 1.5e-3 } else { 0.0 }).abs() < 1e-9);
                    let length = if is_kick { 2.0 } else { 88_200.0 / 48_000.0 };
                    assert!((clip.duration.unwrap() - length).abs() < 1e-12);
                }
                ClipTypeContent::Points(points) => {
                    lanes += 1;
                    check_lane(points, &session);
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(lanes, 1);
}

/// Between any two points a straight line in amplitude is a straight line in dB up to what
/// [`media::session::LANE_STEP_DB`] promises.
fn check_lane(points: &::dawproject::prelude::PointsType, session: &Session) {
    let read: Vec<(f64, f64)> = points
        .content
        .iter()
        .filter_map(|point| match point {
            PointsTypeContent::RealPoint(point) => {
                Some((point.time.parse().unwrap(), point.value.parse().unwrap()))
            }
            _ => None,
        })
        .collect();
    let track = &session.tracks[2];
    for step in 0..=100 {
        let at = f64::from(step) / 100.0;
        let ours = match at {
            at if at <= 0.5 => -8.0 * at,
            at => -4.0 + 10.0 * (at - 0.5),
        };
        let next = read.iter().position(|(time, _)| *time >= at).unwrap().max(1);
        let ((a, x), (b, y)) = (read[next - 1], read[next]);
        let gain = x + (y - x) * (at - a) / (b - a);
        let off_db = 20.0 * gain.log10() - f64::from(track.volume_db) - ours;
        assert!(off_db.abs() < 0.033, "{off_db} dB at {at} s");
    }
}

#[test]
fn what_has_no_device_is_told_and_stands_in_a_comment() {
    let session = session(&rich());
    let project = read(&written(&session, true));
    let tracks = tracks(&project);
    let comment = |name: &str| {
        let track = tracks.iter().find(|it| it.name.as_deref() == Some(name)).unwrap();
        track.comment.clone().unwrap_or_default()
    };
    for words in ["invert the polarity", "saturation: drive_db", "listening to kick"] {
        assert!(comment("bass").contains(words), "{}", comment("bass"));
    }
    assert!(comment("reverb").contains("decay_s 1.8 s"), "{}", comment("reverb"));
    assert_eq!(comment("kick"), "");
    let lines = dawproject::translation(&session);
    let notes = lines.iter().filter(|line| line.fidelity == Fidelity::Note).count();
    // Polarity, saturation, duck, de-esser, width, reverb, delay, tone.
    assert_eq!(notes, 8, "{lines:#?}");
    assert!(lines.iter().all(|line| (line.fidelity == Fidelity::Exact) == line.why.is_empty()));
}

#[test]
fn no_name_leads_out_of_the_archive() {
    let evil = ["..x", "CON", "a:b", "c*?|", "~"];
    let stems: Vec<Value> = evil.iter().map(|id| stem(id, "unknown", 2)).collect();
    let recipe = recipe(&stems, &[]);
    let console = fold(&recipe).unwrap();
    let bytes = written(&session(&(recipe, console)), true);
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in &names {
        let inside = name.strip_prefix("audio/").unwrap_or(name);
        assert!(!inside.contains(['/', '\\', ':']) && !inside.starts_with('.'), "{names:?}");
    }
    assert_eq!(names.len(), 2 + evil.len());
    assert_valid(&entry(&bytes, "project.xml"), PROJECT);
}

#[test]
fn sixty_four_stems_are_sixty_four_tracks() {
    let stems: Vec<Value> = (0..64).map(|i| stem(&format!("s{i:02}"), "synth", 2)).collect();
    let recipe = recipe(&stems, &[]);
    let console = fold(&recipe).unwrap();
    let session = session(&(recipe, console));
    let bytes = written(&session, false);
    assert_valid(&entry(&bytes, "project.xml"), PROJECT);
    assert_eq!(tracks(&read(&bytes)).len(), 64 + 1 + 1, "stems, a bus and the master");
    let rpp = reaper::project(&session, &vec!["a.wav".into(); 64]);
    assert_eq!(rpp.matches("<TRACK ").count(), 65);
}

#[test]
fn a_reaper_project_is_balanced_and_says_the_same_numbers() {
    let session = session(&rich());
    let audio = ["a.wav", "b \"x\".flac", "c.mp3"].map(String::from);
    let rpp = reaper::project(&session, &audio);
    let mut depth = 0;
    for line in rpp.lines() {
        let line = line.trim_start();
        // A note begins with a bar, so that what it holds can neither open nor close a block.
        depth += i32::from(line.starts_with('<')) - i32::from(line == ">");
        assert!(depth > 0 || line == ">", "{line}");
    }
    assert_eq!(depth, 0, "{rpp}");
    let volpans = rpp.lines().filter(|line| line.trim().starts_with("VOLPAN ")).count();
    assert_eq!(volpans, 3 + session.tracks.len() - 1, "an item and a track each");
    let kick = format!("VOLPAN {} -0.125 {}", linear(7.5), std::f64::consts::SQRT_2);
    for words in [
        kick.as_str(),
        "IPHASE 1",
        "TEMPO 123.5 3 4",
        "MARKER 2 1 \"chorus (B)\" 1",
        "<SOURCE FLAC\n        FILE 'b \"x\".flac'",
        "NAME \"kick\"",
        "ISBUS 2 -1",
    ] {
        assert!(rpp.contains(words), "no `{words}` in {rpp}");
    }
    // The key of the bass comes before all effects, on channels 3 and 4.
    let keyed =
        rpp.lines().find(|line| line.contains("AUXRECV") && line.contains(" 1 1 0 0 0 0 0 2 "));
    assert!(keyed.is_some(), "{rpp}");
    let effects = reaper::effects(&session);
    for line in rpp.lines().filter(|line| line.contains("<JS ")) {
        let file = line.split('"').nth(1).unwrap().trim_start_matches("MixMaster/");
        let text = &effects.iter().find(|(name, _)| name == file).unwrap().1;
        let values = rpp.lines().skip_while(|other| *other != line).nth(1).unwrap();
        let sliders = text.lines().filter(|line| line.starts_with("slider") && line.contains(":"));
        assert_eq!(values.split_whitespace().count(), sliders.count(), "{line}\n{values}");
    }
    let compressor = rpp.lines().skip_while(|line| !line.contains("compressor 3:1")).nth(1);
    assert!(compressor.unwrap().trim().starts_with("-27.8 3 6 12 120 0 60 0 100 0 0 10 40000"));
}

#[test]
fn the_sheet_says_all_settings() {
    let session = session(&rich());
    let sheet = sheet::json(&session);
    assert_eq!(sheet["tracks"][0]["fader_db"], -3.7);
    assert_eq!(sheet["tracks"][0]["devices"][2]["settings"]["gain_db"], -2.1);
    assert_eq!(sheet["tracks"][2]["sends"][0]["to"], "reverb");
    let text = sheet::text(&session);
    for words in ["fader -3.7 dB", "threshold_db -27.8 dBFS", "key kick", "send to delay -22 dB"] {
        assert!(text.contains(words), "no `{words}` in {text}");
    }
    assert_eq!(session.index_of(Part::Master), Some(session.tracks.len() - 1));
}
