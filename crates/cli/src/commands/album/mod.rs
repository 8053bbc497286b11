//! `album`: songs that belong together. Each is mastered by the same pipeline as alone, with a brief
//! that knows the others.

mod cue;
mod order;
mod single;
mod songs;
mod write;

use std::time::Instant;

use policy::{album_centre, album_loudness, typical};
use recipe::{AlbumManifest, AlbumTone, Delivery, Resolved};

use crate::args::AlbumArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs::{self, Input};
use crate::progress::Part;
use crate::store::OutFolder;
use crate::{stop, wish, words};

pub(crate) use single::{follow, follow_mixing};

/// A song and what was heard of it.
pub(super) struct Song {
    pub(super) input: Input,
    /// Name of its files.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) came: AlbumTone,
    pub(super) picture: recipe::Track,
}

/// What holds for all songs.
pub(super) struct Album<'a> {
    pub(super) args: &'a AlbumArgs,
    pub(super) resolved: Resolved,
    pub(super) manifest: AlbumManifest,
    pub(super) songs: Vec<Song>,
    pub(super) anchor: usize,
    pub(super) centre: AlbumTone,
    pub(super) rate_hz: u32,
    /// Where everything is until the whole album is there.
    pub(super) out: OutFolder,
    pub(super) pace: Pace,
}

/// How far an album is: its songs are heard, mastered and laid one behind the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    since: Instant,
    songs: usize,
}

impl Pace {
    /// Shares of the whole after which the songs are heard and mastered.
    const HEARD: f64 = 0.15;
    const MASTERED: f64 = 0.92;

    fn listened(self, before: usize) -> Part {
        self.part((0.0, Self::HEARD), before)
    }

    /// The place of a song after so many were mastered; one that is mastered again waits at the end.
    fn mastered(self, before: usize) -> Part {
        self.part((Self::HEARD, Self::MASTERED), before)
    }

    /// The place of laying the tracks.
    pub(super) fn laid(self) -> Part {
        Part { from: Self::MASTERED, to: 1.0, since: self.since }
    }

    fn part(self, (from, to): (f64, f64), before: usize) -> Part {
        let at =
            |songs: usize| from + (to - from) * (songs as f64 / self.songs.max(1) as f64).min(1.0);
        Part { from: at(before), to: at(before + 1), since: self.since }
    }
}

/// A song that misses its loudness by this much less stands where it should, in LU.
const CLOSE_LU: f64 = 0.3;

/// Times that the level of the album is lowered because a song cannot follow.
const PASSES: usize = 2;

/// Refuses what cannot be said of all songs at once.
fn deliverable(delivery: &Delivery) -> Result<(), Fault> {
    if let Some(further) = delivery.also.first() {
        let further = further.format.name();
        let message =
            format!("an album has one format, found {further} too; name one with --format");
        return Err(Fault::worded(Code::Usage, &message));
    }
    let tags = &delivery.tags;
    let own = [("title", &tags.title), ("track", &tags.track), ("isrc", &tags.isrc)];
    match own.into_iter().find(|(_, text)| text.is_some()) {
        Some((name, _)) => {
            let message =
                format!("`{name}` is of a song, not of an album; tag the files of the songs");
            Err(Fault::worded(Code::Usage, &message))
        }
        None => Ok(()),
    }
}

pub(crate) fn album(args: &AlbumArgs) -> Result<(), Fault> {
    let resolved = wish::resolve(&args.wish, &args.delivery, true, None)?;
    deliverable(&resolved.brief.delivery)?;
    let crew = Threads::new(args.run.threads)?;
    let manifest = order::manifest(&args.files)?;
    let found = inputs::files(&args.files, &crew)?;
    let (cache, odd) = Cache::open(&args.cache);
    if args.run.talks() {
        words::warn(&found.warnings);
        words::warn(odd.as_slice());
    }
    let inputs = order::ordered(found.files, &manifest)?;
    let rate_hz =
        resolved.brief.delivery.sample_rate_hz.unwrap_or_else(|| common_rate(&inputs, args));
    let near = (&crew, cache.as_ref());
    let mut heard = Vec::new();
    let pace = Pace { since: Instant::now(), songs: inputs.len() };
    for (index, input) in inputs.into_iter().enumerate() {
        stop::check()?;
        heard.push(songs::listen(index + 1, input, args, (near, pace.listened(index)))?);
    }
    let anchor = anchor(args, &manifest, &heard)?;
    let came: Vec<AlbumTone> = heard.iter().map(|song| song.came.clone()).collect();
    let centre = album_centre(&came, anchor)
        .ok_or_else(|| Fault::worded(Code::Internal, "an album without songs"))?;
    let out = OutFolder::open(&args.out)?;
    let album =
        Album { args, resolved, manifest, songs: heard, anchor, centre, rate_hz, out, pace };
    write::check(&album)?;
    let (level_lufs, made) = master(&album, &came, near)?;
    write::album(album, level_lufs, &made, &crew)
}

/// Masters every song, the loudest first. Where one cannot be as loud as its place on the album asks,
/// all of them are brought down once, so that they keep their distances.
fn master(
    album: &Album<'_>,
    came: &[AlbumTone],
    near: (&Threads, Option<&Cache>),
) -> Result<(f64, Vec<songs::Made>), Fault> {
    let came_lufs: Vec<f64> = came.iter().map(|song| song.integrated_lufs).collect();
    let even = album.args.even;
    let mut level_lufs = album.resolved.brief.lufs;
    let mut made: Vec<Option<songs::Made>> = came.iter().map(|_| None).collect();
    let mut mastered = 0;
    for pass in 1..=PASSES {
        let aims = album_loudness(&came_lufs, level_lufs, even);
        let mut order: Vec<usize> = (0..aims.len()).collect();
        order.sort_by(|a, b| aims[*b].total_cmp(&aims[*a]).then(a.cmp(b)));
        for index in order {
            let stands =
                made[index].as_ref().is_some_and(|made| (made.lufs - aims[index]).abs() < CLOSE_LU);
            if stands {
                continue;
            }
            stop::check()?;
            let part = album.pace.mastered(mastered);
            made[index] = Some(songs::master(album, index, aims[index], (near, part))?);
            mastered += 1;
        }
        let short =
            made.iter().zip(&aims).filter_map(|(made, aim)| Some(aim - made.as_ref()?.lufs));
        let short_lu = short.fold(0.0, f64::max);
        if short_lu <= CLOSE_LU || pass == PASSES {
            break;
        }
        level_lufs = (level_lufs - short_lu).max(-40.0);
        if album.args.run.talks() {
            words::say(&format!(
                "one song stops {short_lu:.1} LU early: the album goes to {level_lufs:.1} LUFS, so \
                 that all keep their distances\n"
            ));
        }
    }
    Ok((level_lufs, made.into_iter().flatten().collect()))
}

/// The rate of most songs; of two that are as frequent the higher.
fn common_rate(inputs: &[Input], args: &AlbumArgs) -> u32 {
    let stems: Vec<_> = inputs.iter().map(|input| input.for_engine(&args.out)).collect();
    engine::session_rate(&stems)
}

fn anchor(args: &AlbumArgs, manifest: &AlbumManifest, songs: &[Song]) -> Result<usize, Fault> {
    let Some(name) = args.anchor.as_ref().or(manifest.anchor.as_ref()) else {
        let came: Vec<AlbumTone> = songs.iter().map(|song| song.came.clone()).collect();
        return Ok(typical(&came));
    };
    let found = songs.iter().position(|song| order::is_called(&song.input, name));
    found.ok_or_else(|| {
        let names: Vec<&str> = songs.iter().map(|song| song.input.id.as_str()).collect();
        let hint = format!("the songs are {}", names.join(", "));
        Fault::new(
            Code::Usage,
            format!("no song is called `{name}`, which is to be the anchor"),
            hint,
        )
    })
}
