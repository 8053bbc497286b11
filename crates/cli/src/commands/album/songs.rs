//! One song of an album: heard, and mastered as any song is.

use engine::{Order, Stage};
use policy::{Rules, album_corridor, album_tone};
use recipe::{AlbumTone, BitDepth, Brief, Delivery, FileFormat, Profile};

use super::{Album, Song, order};
use crate::args::{AlbumArgs, RunArgs};
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs::{self, Input};
use crate::produce::{self, Known, Production};
use crate::progress::{Part, Watch};
use crate::store::{Files, OutFolder};
use crate::words;

/// A finished song.
pub(super) struct Made {
    /// Loudness of its master, in LUFS.
    pub(super) lufs: f64,
    /// Loudness that it was to have, in LUFS.
    pub(super) aim_lufs: f64,
    pub(super) warnings: Vec<String>,
    pub(super) passed: bool,
}

/// Folder of all songs' own results, inside that of the album.
pub(super) const FOLDER: &str = "songs";

/// Folder of a song's own results, inside that of the album.
pub(super) fn folder(song: &Song) -> String {
    format!("{FOLDER}/{}", song.name)
}

pub(super) fn listen(
    number: usize,
    input: Input,
    args: &AlbumArgs,
    ((crew, cache), part): ((&Threads, Option<&Cache>), Part),
) -> Result<Song, Fault> {
    let store = Files::to_hear(vec![input.stem_file()]).remembering(cache);
    let watch = Watch::within(&[Stage::Listen], args.run.show(), Some(part));
    let settings = args.run.settings(false);
    let heard = engine::measure_song(input.info.sample_rate_hz, settings, (&store, crew, &watch));
    watch.done();
    let heard = heard.map_err(|error| {
        let name = input.path.display();
        match error {
            engine::EngineError::Silent { .. } | engine::EngineError::TooShort { .. } => {
                let message = format!("`{name}` cannot be on an album: {error}");
                Fault::worded(Code::Input, &message)
            }
            other => other.into(),
        }
    })?;
    Ok(Song {
        name: order::file_name(number, &input),
        title: order::title(&input),
        came: album_tone(&heard.sum),
        picture: engine::track(&heard.sum),
        input,
    })
}

/// Masters a song to its place on the album, into a folder of its own: 32-bit floating point, which
/// is rounded and dithered once, when the track is cut.
pub(super) fn master(
    album: &Album<'_>,
    index: usize,
    aim_lufs: f64,
    ((crew, cache), part): ((&Threads, Option<&Cache>), Part),
) -> Result<Made, Fault> {
    let song = &album.songs[index];
    let args = album.args;
    if args.run.talks() {
        let all = album.songs.len();
        words::say(&format!("{} of {all}: {} to {aim_lufs:.1} LUFS\n", index + 1, song.title));
    }
    let mut brief = album.resolved.brief.clone();
    brief.lufs = aim_lufs;
    brief.delivery = Delivery {
        sample_rate_hz: Some(album.rate_hz),
        bit_depth: BitDepth::Float32,
        format: FileFormat::Wav,
        noise_shaping: false,
        ..brief.delivery
    };
    let profile = towards(&mut brief, &album.resolved.profile, &album.centre, args.tone);
    let watch = Watch::within(produce::MIX, args.run.show(), Some(part));
    // Beside the results, until all songs are made; the paths are as seen from where it will be.
    let out = OutFolder::open(&album.out.unfinished(&folder(song)))?;
    let home = args.out.canonicalize().unwrap_or_else(|_| args.out.clone()).join(folder(song));
    let order = Order {
        stems: vec![song.input.for_engine(&home)],
        brief,
        profile,
        tempo_bpm: None,
        references: None,
        only_master: true,
    };
    let run = RunArgs { quiet: true, json: false, timings: None, ..args.run.clone() };
    let production = Production {
        out,
        stems: vec![song.input.stem_file()],
        inputs: vec![&song.input.path],
        brief: &order.brief,
        tags: inputs::shared_tags([&song.input.info.tags]),
        keep_premaster: false,
        export_stems: false,
        keep_rough: false,
        keep_levels: false,
        references: Vec::new(),
        run,
        crew,
        watch,
        cache,
    };
    let known = Known {
        kind: "master",
        targets_from: Some(album.resolved.sources),
        stem_warnings: vec![song.input.warnings()],
    };
    let work = |settings, io: engine::Io<'_>| engine::mix(&order, &Rules, settings, io);
    let report = production.produce(known, work)?;
    let checks = report.qc_results.checks;
    Ok(Made {
        lufs: report.mastering_report.lufs_integrated.unwrap_or(f64::NEG_INFINITY),
        aim_lufs,
        // A song that stops early is a decision; anything else that does not hold is not.
        passed: recipe::QcChecks { lufs_in_range: true, ..checks }.all(),
        warnings: report.qc_results.warnings,
    })
}

/// The profile with the album's corridor in it, and the amount of tone in the brief. The profile's own
/// centroid is not asked for then: the album knows its own.
pub(super) fn towards(
    brief: &mut Brief,
    profile: &Profile,
    centre: &AlbumTone,
    tone_pct: f64,
) -> Profile {
    let mut profile = profile.clone();
    if tone_pct > 0.0 {
        profile.tone = album_corridor(centre);
        if brief.centroid_hz == profile.centroid_hz {
            brief.centroid_hz = None;
        }
        brief.amounts.tone_pct *= tone_pct as f32 / 100.0;
    }
    profile
}
