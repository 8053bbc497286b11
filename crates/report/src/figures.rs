//! Pictures over time: waveforms, loudness, gain reduction.

use maud::{Markup, html};
use recipe::{PICTURE_FLOOR_DB, Pictures, Report, Track};

use crate::number::{clock, text};
use crate::plot::{Axis, Ink, Layer, Plot};

pub(crate) fn over_time(report: &Report) -> Markup {
    let Some(pictures) = &report.pictures else { return html! {} };
    html! {
        section aria-labelledby="time" {
            h2 #time { "Over time" }
            (waveforms(pictures))
            (loudness(report, pictures))
            (reduction(pictures))
        }
    }
}

fn first_name(pictures: &Pictures) -> &'static str {
    if pictures.premaster.is_some() { "stems, just added" } else { "as it came" }
}

fn waveforms(pictures: &Pictures) -> Markup {
    let one = |id: &'static str, title: &str, ink: Ink, track: &Track| {
        let at = |index: usize| index as f64 * track.step_s;
        let side = |sign: f64| -> Vec<(f64, f64)> {
            let points = track.peak.iter().enumerate();
            points.map(|(index, peak)| (at(index), sign * f64::from(*peak))).collect()
        };
        let largest = track.peak.iter().copied().fold(0.0_f32, f32::max);
        let reach = f64::from(largest).max(1.0);
        let labels = vec![(-1.0, "−1".into()), (0.0, "0".into()), (1.0, "1".into())];
        Plot {
            id,
            title,
            says: format!(
                "{} long; the largest sample is {} of full scale.",
                clock(pictures.duration_s),
                text(f64::from(largest), 2)
            ),
            x: Axis::time(pictures.duration_s),
            y: Axis { from: -reach, to: reach, labels, unit: "" },
            layers: vec![Layer::Area { ink, upper: side(1.0), lower: side(-1.0) }],
            key: Vec::new(),
            bands: Vec::new(),
        }
        .render()
    };
    html! {
        div.low {
            @if let Some(rough) = &pictures.rough {
                (one("wave-rough", &format!("Waveform: {}", first_name(pictures)), Ink::Rough, rough))
            }
            @if let Some(master) = &pictures.master {
                (one("wave-master", "Waveform: the master", Ink::Master, master))
            }
        }
    }
}

fn loudness(report: &Report, pictures: &Pictures) -> Markup {
    let versions = [
        (Ink::Rough, first_name(pictures), &pictures.rough),
        (Ink::Mix, "mix", &pictures.premaster),
        (Ink::Master, "master", &pictures.master),
    ];
    let mut layers = Vec::new();
    let mut key = Vec::new();
    for (index, section) in pictures.sections.iter().enumerate() {
        if index % 2 == 0 {
            layers.push(Layer::Band { from: section.start_s, to: section.end_s });
        }
    }
    if let Some(master) = &pictures.master {
        layers.extend(lines(Ink::Faint, master, &master.momentary_lufs));
        key.push((Ink::Faint, "master, 400 ms".to_owned()));
    }
    for (ink, name, track) in versions {
        if let Some(track) = track {
            layers.extend(lines(ink, track, &track.short_term_lufs));
            key.push((ink, format!("{name}, 3 s")));
        }
    }
    let ends = (0.0, pictures.duration_s);
    if let Some(lufs) = report.mastering_report.lufs_integrated {
        layers.push(Layer::Line { ink: Ink::Aim, points: vec![(ends.0, lufs), (ends.1, lufs)] });
        key.push((Ink::Aim, "master, integrated".to_owned()));
    }
    let bands = pictures.sections.iter().map(|one| (one.start_s, one.end_s, one.name.clone()));
    Plot {
        id: "loudness",
        title: "Loudness",
        says: told(report, pictures),
        x: Axis::time(pictures.duration_s),
        y: Axis::level(bottom(pictures), 0.0, 10.0, "LUFS"),
        layers,
        key,
        bands: bands.collect(),
    }
    .render()
}

/// Low enough for nine tenths of what is heard over 3 s.
fn bottom(pictures: &Pictures) -> f64 {
    let tracks = [&pictures.rough, &pictures.premaster, &pictures.master];
    let lowest = tracks.into_iter().flatten().filter_map(|track| {
        let mut heard: Vec<f32> = track.short_term_lufs.clone();
        heard.retain(|lufs| *lufs > PICTURE_FLOOR_DB);
        heard.sort_by(f32::total_cmp);
        heard.get(heard.len() / 10).copied()
    });
    let lowest = lowest.fold(-20.0_f32, f32::min);
    (f64::from(lowest) / 10.0).floor().clamp(-6.0, -3.0) * 10.0
}

fn told(report: &Report, pictures: &Pictures) -> String {
    let level = |value: Option<f64>| value.map_or("–".into(), |value| text(value, 1));
    let mut words = format!(
        "The master stands at {} LUFS over all; its loudest 3 s reach {} LUFS.",
        level(report.mastering_report.lufs_integrated),
        level(report.after.as_ref().and_then(|after| after.short_term_max_lufs))
    );
    if !pictures.sections.is_empty() {
        words += " Sections: ";
        let names =
            pictures.sections.iter().map(|one| format!("{} {}", clock(one.start_s), one.name));
        words += &names.collect::<Vec<_>>().join(", ");
        words += ".";
    }
    words
}

/// Lines through what is heard; silence is a gap.
fn lines(ink: Ink, track: &Track, levels: &[f32]) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        if *level > PICTURE_FLOOR_DB {
            points.push(((index as f64 + 1.0) * track.step_s, f64::from(*level)));
        } else if !points.is_empty() {
            layers.push(Layer::Line { ink, points: std::mem::take(&mut points) });
        }
    }
    if points.len() > 1 {
        layers.push(Layer::Line { ink, points });
    }
    layers
}

fn reduction(pictures: &Pictures) -> Markup {
    let active: Vec<_> = pictures
        .reductions
        .iter()
        .filter(|one| one.reduction_db.iter().any(|db| *db > 0.05))
        .collect();
    let most =
        |one: &recipe::ReductionTrack| one.reduction_db.iter().copied().fold(0.0_f32, f32::max);
    let deepest = active.iter().map(|one| f64::from(most(one))).fold(3.0, f64::max);
    let step = if deepest > 12.0 {
        6.0
    } else if deepest > 6.0 {
        3.0
    } else {
        1.0
    };
    let bottom = -(deepest / step).ceil().min(100.0) * step;
    let layers = active.iter().zip(Ink::LINES.into_iter().cycle()).map(|(one, ink)| {
        let points = one.reduction_db.iter().enumerate();
        let points = points.map(|(index, db)| (index as f64 * one.step_s, -f64::from(*db)));
        Layer::Line { ink, points: points.collect() }
    });
    let key = active.iter().zip(Ink::LINES.into_iter().cycle());
    let key = key.map(|(one, ink)| (ink, one.name.replace('_', " ")));
    let told = active.iter().map(|one| {
        format!("{} at most {} dB", one.name.replace('_', " "), text(f64::from(most(one)), 1))
    });
    let told = told.collect::<Vec<_>>().join(", ");
    html! {
        @if active.is_empty() {
            p { "Neither buses nor limiter took anything away." }
        } @else {
            (Plot {
                id: "reduction",
                title: "Gain reduction",
                says: format!("The deepest in each moment: {told}."),
                x: Axis::time(pictures.duration_s),
                y: Axis::level(bottom, 0.0, step, "dB"),
                layers: layers.collect(),
                key: key.collect(),
                bands: Vec::new(),
            }.render())
        }
    }
}
