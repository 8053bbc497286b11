//! `bench quality`: how good the mixes are, judged on songs whose human balance is known.
//!
//! Stems are perturbed, the engine mixes them through its real entry points, and what comes out is
//! measured and compared with what a person did and with baselines.

mod audio;
mod corpus;
mod judge;
mod metrics;
mod perturb;
mod play;
mod results;
mod rivals;
mod stats;
mod table;
mod truth;

use engine::Crew;
use recipe::{Brief, Wish};

use self::corpus::Song;
use self::perturb::Setup;
use self::play::{Loaded, Wished};
use self::results::{Results, Settings, Skipped, SongResult, StemResult};
use crate::args::QualityArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::{inputs, stop, words};

pub(crate) use perturb::Perturb;

pub(crate) fn quality(args: &QualityArgs) -> Result<(), Fault> {
    let wished = wished(args)?;
    let previous = args.previous.as_deref().map(Results::read).transpose()?;
    let crew = Threads::new(args.threads)?;
    let (songs, skipped) = chosen(args)?;
    if songs.is_empty() {
        let message = "no song can be judged: none has a human balance and two stems";
        let hint = "docs/QUALITY.md says what song.toml has to tell";
        return Err(Fault::new(Code::Input, message, hint));
    }
    let mut results = Bench { args, crew: &crew, wished: &wished }.run(songs, skipped)?;
    if let Some(previous) = &previous {
        results.compare(previous)?;
    }
    if let Some(path) = &args.save {
        std::fs::write(path, results.to_json()).map_err(|error| {
            Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), &error))
        })?;
    }
    words::data(&if args.json { results.to_json() } else { table::text(&results) });
    Ok(())
}

fn wished(args: &QualityArgs) -> Result<Wished, Fault> {
    let wish = Wish { profile: Some(args.profile.clone()), ..Wish::default() };
    let resolved = Brief::resolve(&wish).map_err(|error| {
        Fault::new(Code::Usage, error.to_string(), "`mixmaster help mix` lists the profiles")
    })?;
    Ok(Wished { resolved })
}

/// Songs to judge, and those that cannot be.
fn chosen(args: &QualityArgs) -> Result<(Vec<Song>, Vec<Skipped>), Fault> {
    let mut songs = corpus::songs(&args.corpus)?;
    if let Some(text) = &args.only {
        songs.retain(|song| song.name.contains(text.as_str()));
    }
    let mut skipped = Vec::new();
    songs.retain(|song| {
        let reason = song.balance.as_ref().err();
        skipped.extend(
            reason.map(|reason| Skipped { song: song.name.clone(), reason: reason.clone() }),
        );
        reason.is_none()
    });
    for song in &songs {
        let strange = song.stems.iter().filter(|stem| stem.role.is_none());
        let strange: Vec<&str> = strange.map(|stem| stem.role_words.as_str()).collect();
        if !strange.is_empty() && !args.quiet {
            let words = strange.join("`, `");
            words::warn(&[format!("{}: no role is known for `{words}`", song.name)]);
        }
    }
    Ok((songs, skipped))
}

/// One bench on its way.
struct Bench<'a> {
    args: &'a QualityArgs,
    crew: &'a Threads,
    wished: &'a Wished,
}

impl Bench<'_> {
    fn run(&self, songs: Vec<Song>, skipped: Vec<Skipped>) -> Result<Results, Fault> {
        let mut judged = Vec::new();
        let mut known = Vec::new();
        for song in songs {
            self.say(&format!("{}\n", song.name));
            let loaded = load(song, self.crew)?;
            known.push(rivals::Known::of(&loaded));
            judged.push(self.judge(&loaded)?);
        }
        for (index, song) in judged.iter_mut().enumerate() {
            let off = rivals::role_means(&known, index);
            for run in &mut song.runs {
                run.scores.insert("b2".into(), judge::balance_scores(&off));
            }
        }
        Ok(Results {
            quality: Results::VERSION,
            engine: env!("CARGO_PKG_VERSION").into(),
            settings: Settings {
                seeds: self.args.seeds,
                anonymous: self.args.anonymous,
                quick: self.args.quick,
                profile: self.args.profile.clone(),
            },
            songs: judged,
            skipped,
        })
    }

    fn say(&self, text: &str) {
        if !self.args.quiet {
            words::say(text);
        }
    }

    /// All runs of a song, spread over the threads.
    fn judge(&self, loaded: &Loaded) -> Result<SongResult, Fault> {
        let mut setups = Vec::new();
        for perturb in &self.args.perturb {
            // Without chance there is only one way.
            let seeds = if *perturb == Perturb::None { 1 } else { self.args.seeds };
            setups.extend((1..=seeds).map(|seed| Setup {
                seed,
                perturb: *perturb,
                anonymous: self.args.anonymous,
                order: 0,
            }));
        }
        let runs = inputs::each(&setups, self.crew as &dyn Crew, |setup| {
            stop::check()?;
            judge::run(loaded, *setup, self.wished, self.args.quick)
        })?;
        let stems = loaded.song.stems.iter().zip(&loaded.human).map(|(stem, human)| {
            let lufs = human.loudness.integrated_lufs;
            StemResult {
                name: stem.name.clone(),
                role: stem.role.map(|role| role.name().into()),
                lufs: lufs.is_finite().then_some(lufs),
            }
        });
        let balance_from = loaded.song.balance.as_ref().map_or("", |balance| balance.source);
        Ok(SongResult {
            song: loaded.song.name.clone(),
            genre: loaded.song.genre.clone(),
            balance_from: balance_from.into(),
            stems: stems.collect(),
            runs,
        })
    }
}

/// Decodes a song and measures it as a person mixed it.
fn load(song: Song, crew: &dyn Crew) -> Result<Loaded, Fault> {
    let clips = inputs::each(&song.stems, crew, audio::decode)?;
    let mut loaded = Loaded { song, clips, human: Vec::new() };
    loaded.human = inputs::each(&loaded.human_tracks(), crew, audio::Track::measure)?;
    Ok(loaded)
}
