//! The tracks, cut from the masters, and what is said of them.

use std::path::Path;

use engine::{AlbumLayout, LaidAlbum, LaidTrack, Stage, TrackLayout};
use media::{Tag, Tags};
use policy::{album_tone, album_tone_off_db};
use recipe::{AlbumReport, AlbumSignature, AlbumTrack, Evidence, Programme, TrackEnds};

use super::songs::{FOLDER, Made, folder};
use super::{Album, Song, cue, order};
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::progress::Watch;
use crate::store::{Files, StemFile, Writing};
use crate::words;

const REPORT: &str = "album.json";
const PAGE: &str = "album.html";
const SHEET: &str = "album.cue";
const SIGNATURE: &str = "album.signature.json";

/// Of a song's own results: those that the check before the work looks at.
const MASTER: &str = "master_final.wav";
const REPORT_OF_SONG: &str = "report.json";

/// Refuses what would overwrite a song of the album, before any work.
pub(super) fn check(album: &Album<'_>) -> Result<(), Fault> {
    let of_song = |song: &Song| [MASTER, REPORT_OF_SONG].map(|name| in_folder(song, name));
    let names = album.songs.iter().flat_map(of_song).chain(documents());
    album.out.check(&names.collect::<Vec<_>>(), &inputs(album))
}

fn inputs<'a>(album: &'a Album<'_>) -> Vec<&'a Path> {
    album.songs.iter().map(|song| song.input.path.as_path()).collect()
}

fn documents() -> [String; 4] {
    [REPORT, PAGE, SHEET, SIGNATURE].map(str::to_owned)
}

fn in_folder(song: &Song, name: &str) -> String {
    format!("{}/{name}", folder(song))
}

pub(super) fn album(
    album: Album<'_>,
    level_lufs: f64,
    made: &[Made],
    crew: &Threads,
) -> Result<(), Fault> {
    let (args, out) = (album.args, &album.out);
    let masters = album.songs.iter().map(|song| StemFile {
        id: song.name.clone(),
        path: out.unfinished(&in_folder(song, MASTER)),
        hash: String::new(),
    });
    let brief = &album.resolved.brief;
    let writing = Writing {
        delivery: recipe::Delivery {
            sample_rate_hz: Some(album.rate_hz),
            ..brief.delivery.clone()
        },
        seed: brief.seed,
        tags: crate::inputs::shared_tags(album.songs.iter().map(|song| &song.input.info.tags)),
        track_tags: album
            .songs
            .iter()
            .enumerate()
            .map(|(at, song)| tags(&album, at, song))
            .collect(),
    };
    let files = Files::new(masters.collect(), out, writing);
    let layout = AlbumLayout {
        sample_rate_hz: album.rate_hz,
        tracks: album.songs.iter().map(|song| ends(&album, song)).collect(),
        trim: !args.no_trim,
        image: args.image,
    };
    let tracks: Vec<String> =
        (0..album.songs.len()).map(|at| files.name(engine::Slot::Track(at))).collect();
    let image = args.image.then(|| files.name(engine::Slot::Image));
    let mut names =
        [tracks.clone(), image.iter().cloned().collect(), documents().to_vec()].concat();
    names.extend(out.written(FOLDER)?);
    out.check(&names, &inputs(&album))?;
    let watch = Watch::within(&[Stage::Verify], args.run.show(), Some(album.pace.laid()));
    watch.begin();
    let laid = engine::lay_album(&layout, (&files, crew, &watch));
    watch.done();
    let laid = laid?;
    let report = report(&album, level_lufs, (made, &tracks), &laid);
    out.write(REPORT, &report.to_json())?;
    out.write(PAGE, &report::album_page(&report))?;
    out.write(SHEET, &cue::sheet(&report, image.as_deref()))?;
    out.write(SIGNATURE, &signature(&album, &report).to_json())?;
    drop(files);
    album.out.publish(&names)?;
    if args.run.json {
        words::data(&report.to_json());
    } else if !args.run.quiet {
        words::data(&summary(&report, &args.out.display().to_string()));
    }
    over_the_ceiling(&report)
}

/// How a song begins and ends: as its album.toml says, else as all do.
fn ends(album: &Album<'_>, song: &Song) -> TrackLayout {
    let args = album.args;
    let mut own = album.manifest.track.iter();
    let own = own.find(|track| order::is_called(&song.input, &track.file));
    let or = |read: fn(&TrackEnds) -> Option<f64>, all: f64| own.and_then(read).unwrap_or(all);
    TrackLayout {
        gap_s: or(|own| own.gap_s, args.gap),
        fades_s: [or(|own| own.fade_in_s, args.fade_in), or(|own| own.fade_out_s, args.fade_out)],
    }
}

fn tags(album: &Album<'_>, at: usize, song: &Song) -> Tags {
    let mut tags = crate::inputs::shared_tags([&song.input.info.tags]);
    tags.set(Tag::Title, &song.title);
    tags.set(Tag::Track, &format!("{}/{}", at + 1, album.songs.len()));
    let said = [(Tag::Album, &album.manifest.title), (Tag::AlbumArtist, &album.manifest.artist)];
    for (tag, text) in said {
        if let Some(text) = text {
            tags.set(tag, text);
        }
    }
    crate::inputs::tags_over(tags, &album.resolved.brief.delivery.tags)
}

fn report(
    album: &Album<'_>,
    level_lufs: f64,
    (made, files): (&[Made], &[String]),
    laid: &LaidAlbum,
) -> AlbumReport {
    let brief = &album.resolved.brief;
    let rows = album.songs.iter().zip(made).zip(files.iter().zip(&laid.tracks)).enumerate();
    let tracks: Vec<AlbumTrack> = rows
        .map(|(at, ((song, made), (file, laid)))| track(album, (at + 1, song), made, (file, laid)))
        .collect();
    let peaks = tracks.iter().filter_map(|track| track.true_peak_dbtp);
    let seconds = laid.programme.frames as f64 / f64::from(album.rate_hz.max(1));
    let mut warnings = Vec::new();
    if album.resolved.brief.lufs - level_lufs > 0.05 {
        warnings.push(format!(
            "the loudest song stands at {level_lufs:.1} LUFS instead of {:.1} LUFS: a song cannot \
             be as loud as its place on the album asks, and all keep their distances",
            brief.lufs
        ));
    }
    AlbumReport {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        title: album.manifest.title.clone(),
        artist: album.manifest.artist.clone(),
        profile: brief.profile.clone(),
        sample_rate_hz: album.rate_hz,
        lufs_target: brief.lufs,
        lufs_level: hundredths(level_lufs).unwrap_or(brief.lufs),
        even: album.args.even,
        ceiling_dbtp: brief.ceiling_dbtp,
        anchor: album.songs[album.anchor].title.clone(),
        tone_pct: album.args.tone,
        programme: Programme {
            duration_s: (seconds * 1e3).round() / 1e3,
            integrated_lufs: hundredths(laid.programme.loudness.integrated_lufs),
            range_lu: hundredths(laid.programme.loudness.range_lu),
            true_peak_dbtp: peaks.reduce(f64::max),
        },
        passed: made.iter().all(|made| made.passed)
            && tracks
                .iter()
                .all(|track| track.true_peak_dbtp.is_none_or(|peak| peak <= brief.ceiling_dbtp)),
        tracks,
        warnings,
        centre: engine::centre_track(&album.centre),
    }
}

fn track(
    album: &Album<'_>,
    (number, song): (usize, &Song),
    made: &Made,
    (file, laid): (&String, &LaidTrack),
) -> AlbumTrack {
    let after = album_tone(&laid.measured);
    AlbumTrack {
        number,
        title: song.title.clone(),
        file: file.clone(),
        folder: folder(song),
        hash: song.input.hash.clone(),
        start_frame: laid.start_frame,
        frames: laid.frames,
        gap_frames: laid.gap_frames,
        trimmed_frames: laid.trimmed_frames,
        before_lufs: hundredths(song.came.integrated_lufs),
        aim_lufs: made.aim_lufs,
        after_lufs: hundredths(laid.measured.loudness.integrated_lufs),
        range_lu: hundredths(laid.measured.loudness.range_lu),
        true_peak_dbtp: hundredths(laid.measured.peaks.true_dbtp),
        tone: Some(Evidence {
            metric: "tone_off_db".into(),
            before: album_tone_off_db(&song.came, &album.centre),
            without: None,
            after: album_tone_off_db(&after, &album.centre),
        }),
        warnings: made.warnings.clone(),
        came: song.picture.clone(),
        made: engine::track(&laid.measured),
    }
}

fn signature(album: &Album<'_>, report: &AlbumReport) -> AlbumSignature {
    let mut lufs: Vec<f64> = report.tracks.iter().filter_map(|track| track.after_lufs).collect();
    lufs.sort_by(f64::total_cmp);
    let middle = lufs.get(lufs.len() / 2).copied().unwrap_or(report.lufs_level);
    AlbumSignature {
        album_signature: AlbumSignature::VERSION,
        engine: report.engine.clone(),
        title: report.title.clone(),
        lufs: middle.clamp(-40.0, -5.0),
        loudest_lufs: lufs.last().copied().unwrap_or(report.lufs_level).clamp(-40.0, -5.0),
        ceiling_dbtp: report.ceiling_dbtp,
        tone_pct: report.tone_pct,
        centre: album.centre.clone(),
    }
}

fn hundredths(value: f64) -> Option<f64> {
    value.is_finite().then(|| (value * 100.0).round() / 100.0)
}

fn summary(report: &AlbumReport, folder: &str) -> String {
    let rate_hz = f64::from(report.sample_rate_hz.max(1));
    let mut text = format!(
        "{}, {}, anchor {}\n\n{:<4}{:>8}{:>9}{:>9}{:>9}{:>8}{:>8}  {}\n",
        words::count(report.tracks.len(), "track"),
        words::clock(report.programme.duration_s),
        report.anchor,
        "",
        "start",
        "came",
        "LUFS",
        "peak",
        "tone",
        "to",
        "title"
    );
    let level = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.1}"));
    for track in &report.tracks {
        let tone = |read: fn(&Evidence) -> f64| level(track.tone.as_ref().map(read));
        text += &format!(
            "{:<4}{:>8}{:>9}{:>9}{:>9}{:>8}{:>8}  {}\n",
            track.number,
            words::clock(track.start_frame as f64 / rate_hz),
            level(track.before_lufs),
            level(track.after_lufs),
            track.true_peak_dbtp.map_or("–".into(), |peak| format!("{peak:.2}")),
            tone(|tone| tone.before),
            tone(|tone| tone.after),
            track.title
        );
    }
    text += &format!("\nAll of it: {} LUFS\n", level(report.programme.integrated_lufs));
    for warning in &report.warnings {
        text += &words::wrapped(&format!("warning: {warning}"), 0, 96);
    }
    text + &format!("Look at {folder}/{PAGE}\n")
}

fn over_the_ceiling(report: &AlbumReport) -> Result<(), Fault> {
    let over = report
        .tracks
        .iter()
        .find(|track| track.true_peak_dbtp.is_some_and(|peak| peak > report.ceiling_dbtp + 0.005));
    over.map_or(Ok(()), |track| {
        let peak = track.true_peak_dbtp.unwrap_or_default();
        let message = format!(
            "the true peak of `{}` is {peak:.2} dBTP, over its ceiling of {:.2} dBTP",
            track.file, report.ceiling_dbtp
        );
        Err(Fault::worded(Code::Promise, &message))
    })
}
