//! Pictures over frequency: the spectrum against what the profile asks for, and the width by band.

use maud::{Markup, html};
use recipe::{PICTURE_FLOOR_DB, Pictures, Report, ToneCorridor, Track};

use crate::number::text;
use crate::plot::{Axis, Ink, Layer, Plot};

/// Where frequencies are labelled, in Hz.
const LABELS_HZ: [(f64, &str); 8] = [
    (50.0, "50"),
    (100.0, "100"),
    (200.0, "200"),
    (500.0, "500"),
    (1_000.0, "1k"),
    (2_000.0, "2k"),
    (5_000.0, "5k"),
    (10_000.0, "10k"),
];

/// Ends of the pictures, in Hz.
const RANGE_HZ: (f64, f64) = (30.0, 16_000.0);

pub(crate) fn section(report: &Report) -> Markup {
    let Some(pictures) = &report.pictures else { return html! {} };
    html! {
        section aria-labelledby="tone" {
            h2 #tone { "Tone and space" }
            (spectrum(pictures))
            (width(pictures))
        }
    }
}

fn versions(pictures: &Pictures) -> Vec<(Ink, &'static str, &Track)> {
    let first = if pictures.premaster.is_some() { "stems, just added" } else { "as it came" };
    [
        (Ink::Rough, first, &pictures.rough),
        (Ink::Mix, "mix", &pictures.premaster),
        (Ink::Master, "master", &pictures.master),
    ]
    .into_iter()
    .filter_map(|(ink, name, track)| Some((ink, name, track.as_ref()?)))
    .filter(|(_, _, track)| is_whole(track))
    .collect()
}

/// A report that was edited may lack values.
fn is_whole(track: &Track) -> bool {
    let bands = track.band_hz.len();
    bands > 1 && track.mid_db.len() == bands && track.side_db.len() == bands
}

/// Octaves over 1 Hz: a position on a logarithmic axis.
pub(crate) fn place(hz: f64) -> f64 {
    hz.max(1e-3).log2()
}

pub(crate) fn frequencies() -> Axis {
    let labels = LABELS_HZ.iter().map(|(hz, label)| (place(*hz), (*label).to_owned()));
    Axis { from: place(RANGE_HZ.0), to: place(RANGE_HZ.1), labels: labels.collect(), unit: "" }
}

/// Level of mid and side together in each band, less the mean over the middle of the spectrum.
pub(crate) fn tone(track: &Track) -> Vec<(f64, f64)> {
    let power =
        |db: f32| if db > PICTURE_FLOOR_DB { 10_f64.powf(f64::from(db) / 10.0) } else { 0.0 };
    let sides = track.mid_db.iter().zip(&track.side_db);
    let levels = sides.map(|(mid, side)| 10.0 * (power(*mid) + power(*side)).max(1e-12).log10());
    let mut points: Vec<(f64, f64)> =
        track.band_hz.iter().map(|hz| f64::from(*hz)).zip(levels).collect();
    let level_db = middle(&points);
    points.iter_mut().for_each(|(_, db)| *db -= level_db);
    points
}

/// Mean of the levels between 100 Hz and 5 kHz, where most of the music is.
fn middle(points: &[(f64, f64)]) -> f64 {
    let inside: Vec<f64> =
        points.iter().filter(|(hz, _)| (100.0..5_000.0).contains(hz)).map(|(_, db)| *db).collect();
    inside.iter().sum::<f64>() / inside.len().max(1) as f64
}

fn spectrum(pictures: &Pictures) -> Markup {
    let versions = versions(pictures);
    let Some((_, _, last)) = versions.last() else { return html! {} };
    let mut layers = Vec::new();
    let mut key = Vec::new();
    let mut says =
        "Levels per octave against the middle of the spectrum; pink noise is flat.".to_owned();
    if let Some(corridor) = &pictures.corridor {
        layers.push(corridor_area(corridor, last));
        key.push((Ink::Goal, "the profile's corridor".to_owned()));
        says += &inside(corridor, last);
    }
    for (ink, name, track) in &versions {
        let points = tone(track).into_iter().map(|(hz, db)| (place(hz), db));
        layers.push(Layer::Line { ink: *ink, points: points.collect() });
        key.push((*ink, (*name).to_owned()));
    }
    Plot {
        id: "spectrum",
        title: "Spectrum",
        says,
        x: frequencies(),
        y: Axis::level(-36.0, 18.0, 6.0, "dB"),
        layers,
        key,
        bands: Vec::new(),
    }
    .render()
}

/// The corridor's middle at the places of a track, brought to the same mean.
fn goal(corridor: &ToneCorridor, track: &Track) -> Vec<(f64, f64)> {
    let hz = track.band_hz.iter().map(|hz| f64::from(*hz));
    let mut points: Vec<(f64, f64)> = hz.map(|hz| (hz, corridor.octave_level_db(hz))).collect();
    let level_db = middle(&points);
    points.iter_mut().for_each(|(_, db)| *db -= level_db);
    points
}

fn corridor_area(corridor: &ToneCorridor, track: &Track) -> Layer {
    let edge = |sign: f64| -> Vec<(f64, f64)> {
        let points = goal(corridor, track).into_iter();
        points.map(|(hz, db)| (place(hz), db + sign * corridor.tolerance_at_db(hz))).collect()
    };
    Layer::Area { ink: Ink::Goal, upper: edge(1.0), lower: edge(-1.0) }
}

/// How much of the spectrum lies inside, in words.
fn inside(corridor: &ToneCorridor, track: &Track) -> String {
    let pairs: Vec<_> = tone(track)
        .into_iter()
        .zip(goal(corridor, track))
        .filter(|((hz, _), _)| (40.0..14_000.0).contains(hz))
        .collect();
    let kept = pairs
        .iter()
        .filter(|((hz, is), (_, wanted))| (is - wanted).abs() <= corridor.tolerance_at_db(*hz))
        .count();
    let share = 100.0 * kept as f64 / pairs.len().max(1) as f64;
    format!(" {} % of the master's bands lie inside the profile's corridor.", text(share, 0))
}

fn width(pictures: &Pictures) -> Markup {
    let versions = versions(pictures);
    let side_db = |track: &Track| -> Vec<(f64, f64)> {
        let bands = track.band_hz.iter().zip(track.mid_db.iter().zip(&track.side_db));
        bands
            .filter(|(_, (mid, _))| **mid > PICTURE_FLOOR_DB)
            .map(|(hz, (mid, side))| (place(f64::from(*hz)), f64::from(side - mid)))
            .collect()
    };
    let layers =
        versions.iter().map(|(ink, _, track)| Layer::Line { ink: *ink, points: side_db(track) });
    html! {
        @if !versions.is_empty() {
            (Plot {
                id: "width",
                title: "Stereo width by frequency",
                says: "Side against mid: 0 dB is as much of one as of the other, −30 dB is nearly \
                       mono. Low frequencies belong to the middle.".into(),
                x: frequencies(),
                y: Axis::level(-36.0, 12.0, 6.0, "dB"),
                layers: layers.collect(),
                key: versions.iter().map(|(ink, name, _)| (*ink, (*name).to_owned())).collect(),
                bands: Vec::new(),
            }.render())
        }
    }
}
