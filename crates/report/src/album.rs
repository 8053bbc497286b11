//! The page of an album: the tracks beside each other, of the same pieces as the page of a song.

use maud::{Markup, html};
use recipe::{AlbumReport, AlbumTrack, PICTURE_FLOOR_DB};

use crate::number::{Number, clock, text};
use crate::plot::{Axis, Ink, Layer, Plot};
use crate::spectrum::{frequencies, place, tone};
use crate::verdict::{hint, sentence};

pub(crate) fn body(album: &AlbumReport) -> Markup {
    html! {
        (header(album))
        (warnings(album))
        (tracks(album))
        section aria-labelledby="time" {
            h2 #time { "From first to last" }
            (loudness(album))
        }
        section aria-labelledby="tone" {
            h2 #tone { "Tone" }
            (spectra(album, "came", "Spectra as the songs came", |track| &track.came))
            (spectra(album, "made", "Spectra of the tracks", |track| &track.made))
        }
        (files(album))
    }
}

fn header(album: &AlbumReport) -> Markup {
    let (mood, words) = verdict(album);
    let mut about = vec![match album.tracks.len() {
        1 => "1 track".to_owned(),
        count => format!("{count} tracks"),
    }];
    about.push(clock(album.programme.duration_s));
    about.extend(album.artist.clone());
    about.push(format!("anchor {}", album.anchor));
    about.push(format!("profile {}", album.profile));
    html! {
        header.verdict.(mood) {
            p.brand {
                "MixMaster" span.quiet { " · album" @if let Some(title) = &album.title { " · " (title) } }
            }
            h1 { (words) }
            p.notes {
                @if album.even { "Every track has the same loudness." }
                @else { "The loudest track sets the level; the others keep their distances to it." }
            }
            p.about { (about.join(" · ")) }
        }
        dl.tiles.album {
            div.tile { dt { "All of it" } dd.big { (Number::new(album.programme.integrated_lufs, 1, "LUFS")) }
                dd.small { "as one programme, gaps included" } }
            div.tile { dt { "Loudest track" } dd.big { (Number::new(album.lufs_level, 1, "LUFS")) }
                dd.small { "asked for " (Number::new(album.lufs_target, 1, "LUFS")) } }
            div.tile { dt { "True peak" } dd.big { (Number::new(album.programme.true_peak_dbtp, 2, "dBTP")) }
                dd.small { "ceiling " (Number::new(album.ceiling_dbtp, 2, "dBTP")) } }
            div.tile { dt { "Loudness range" } dd.big { (Number::new(album.programme.range_lu, 1, "LU")) }
                dd.small { "of the whole album" } }
        }
    }
}

fn verdict(album: &AlbumReport) -> (&'static str, String) {
    let peak = album.programme.true_peak_dbtp;
    if peak.is_some_and(|peak| peak > album.ceiling_dbtp + 0.005) {
        return ("bad", "Do not release: a track is over its ceiling.".into());
    }
    let tracks = album.tracks.len();
    if album.passed && album.warnings.is_empty() {
        return ("good", format!("Ready: {tracks} tracks, levels as asked, every ceiling kept."));
    }
    (
        "fair",
        format!("Have a listen: {tracks} tracks, every ceiling kept, not everything as asked."),
    )
}

fn warnings(album: &AlbumReport) -> Markup {
    let of_tracks = album.tracks.iter().flat_map(|track| {
        track.warnings.iter().map(move |warning| (Some(track.title.as_str()), warning))
    });
    let all: Vec<_> =
        album.warnings.iter().map(|warning| (None, warning)).chain(of_tracks).collect();
    html! {
        @if !all.is_empty() {
            section.warnings aria-labelledby="warnings" {
                h2 #warnings { "Worth knowing" }
                ul { @for (title, warning) in all { li {
                    p { @if let Some(title) = title { strong { (title) } ": " } (sentence(warning)) }
                    p.hint { strong { "What to do: " } (hint(warning)) }
                } } }
            }
        }
    }
}

fn tracks(album: &AlbumReport) -> Markup {
    let rate_hz = f64::from(album.sample_rate_hz.max(1));
    let at = |frames: u64| frames as f64 / rate_hz;
    html! {
        section aria-labelledby="tracks" {
            h2 #tracks { "The tracks" }
            div.wide { table.numbers {
                caption {
                    "Loudness as it came, as it was to be and as read back; distance of the spectrum \
                     from the album's, before and after."
                }
                thead { tr {
                    th scope="col" { "Track" }
                    th scope="col" { "Starts" }
                    th scope="col" { "Length" }
                    th scope="col" { "Came, LUFS" }
                    th scope="col" { "Aim" }
                    th scope="col" { "Is" }
                    th scope="col" { "Peak, dBTP" }
                    th scope="col" { "Range, LU" }
                    th scope="col" { "Tone, dB" }
                } }
                tbody { @for track in &album.tracks { tr {
                    th scope="row" { (track.number) " " (track.title) }
                    td { (clock(at(track.start_frame))) }
                    td { (clock(at(track.frames))) }
                    td { (Number::new(track.before_lufs, 1, "")) }
                    td { (Number::new(track.aim_lufs, 1, "")) }
                    td { strong { (Number::new(track.after_lufs, 1, "")) } }
                    td { (Number::new(track.true_peak_dbtp, 2, "")) }
                    td { (Number::new(track.range_lu, 1, "")) }
                    td { @if let Some(tone) = &track.tone {
                        (Number::new(tone.before, 1, "")) " → " strong { (Number::new(tone.after, 1, "")) }
                    } @else { "–" } }
                } } }
            } }
        }
    }
}

fn loudness(album: &AlbumReport) -> Markup {
    let rate_hz = f64::from(album.sample_rate_hz.max(1));
    let mut layers = Vec::new();
    let mut bands = Vec::new();
    for (index, track) in album.tracks.iter().enumerate() {
        let start_s = track.start_frame as f64 / rate_hz;
        let end_s = start_s + track.frames as f64 / rate_hz;
        if index % 2 == 0 {
            layers.push(Layer::Band { from: start_s, to: end_s });
        }
        bands.push((start_s, end_s, format!("{} {}", track.number, track.title)));
        let heard = track.made.short_term_lufs.iter().enumerate();
        let heard = heard.filter(|(_, lufs)| **lufs > PICTURE_FLOOR_DB);
        let points = heard
            .map(|(at, lufs)| (start_s + (at as f64 + 1.0) * track.made.step_s, f64::from(*lufs)));
        layers.push(Layer::Line { ink: Ink::Master, points: points.collect() });
        if let Some(lufs) = track.after_lufs {
            layers
                .push(Layer::Line { ink: Ink::Aim, points: vec![(start_s, lufs), (end_s, lufs)] });
        }
    }
    let levels = album.tracks.iter().map(|track| {
        let lufs = track.after_lufs.map_or("–".into(), |lufs| text(lufs, 1));
        format!("{} {lufs}", track.title)
    });
    Plot {
        id: "loudness",
        title: "Loudness",
        says: format!("LUFS of each track: {}.", levels.collect::<Vec<_>>().join(", ")),
        x: Axis::time(album.programme.duration_s),
        y: Axis::level(-40.0, 0.0, 10.0, "LUFS"),
        layers,
        key: vec![(Ink::Master, "3 s".to_owned()), (Ink::Aim, "each track, integrated".to_owned())],
        bands,
    }
    .render()
}

fn spectra(
    album: &AlbumReport,
    id: &'static str,
    title: &'static str,
    read: fn(&AlbumTrack) -> &recipe::Track,
) -> Markup {
    let mut layers: Vec<Layer> = album
        .tracks
        .iter()
        .map(|track| {
            let points = tone(read(track)).into_iter().map(|(hz, db)| (place(hz), db));
            Layer::Line { ink: Ink::Rough, points: points.collect() }
        })
        .collect();
    let centre = tone(&album.centre).into_iter().map(|(hz, db)| (place(hz), db));
    layers.push(Layer::Line { ink: Ink::Master, points: centre.collect() });
    let distance = |track: &AlbumTrack| {
        track.tone.as_ref().map_or(0.0, |tone| if id == "came" { tone.before } else { tone.after })
    };
    let mean = album.tracks.iter().map(distance).sum::<f64>() / album.tracks.len().max(1) as f64;
    Plot {
        id,
        title,
        says: format!("On average {} dB from the middle of the album's corridor.", text(mean, 1)),
        x: frequencies(),
        y: Axis::level(-36.0, 18.0, 6.0, "dB"),
        layers,
        key: vec![
            (Ink::Rough, "the songs".to_owned()),
            (Ink::Master, "the middle of the corridor".to_owned()),
        ],
        bands: Vec::new(),
    }
    .render()
}

fn files(album: &AlbumReport) -> Markup {
    html! {
        section.files aria-labelledby="files" {
            h2 #files { "Files" }
            ul.names { @for track in &album.tracks { li { code { (track.file) } } } }
            p.quiet {
                "Each song has a report of its own in songs/. Files of tracks hold the silence that \
                 follows them: played one after another they are the album. album.signature.json is \
                 what a later single is mastered against."
            }
        }
    }
}
