//! Song by song, so that one song's audio is in memory at a time; its runs are spread over the
//! threads.

use engine::Crew;

use super::corpus::Song;
use super::judge::{self, Effort, Reference};
use super::ladders::{self, Rung};
use super::perturb::{Perturb, Setup};
use super::play::{Loaded, Wished};
use super::progress::Progress;
use super::results::{Results, Run, Settings, Skipped, SongResult, StemResult};
use super::{analysis, audio, rivals};
use crate::args::QualityArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::{inputs, stop};

/// One bench on its way.
pub(super) struct Bench<'a> {
    pub(super) args: &'a QualityArgs,
    pub(super) crew: &'a Threads,
    pub(super) wished: &'a Wished,
}

impl Bench<'_> {
    /// Measures all songs, for the role means, and judges those that were asked for.
    pub(super) fn run(&self, songs: Vec<Song>) -> Result<Results, Fault> {
        let text = self.args.only.as_deref().unwrap_or_default();
        let asked = |song: &Song| song.name.contains(text);
        let mut analyses = Vec::new();
        let mut heard = Vec::new();
        let mut skipped = Vec::new();
        for song in songs {
            // What is not asked for still tells where roles stand.
            if song.balance.is_err() && !asked(&song) {
                continue;
            }
            let mut loaded = self.listen(song)?;
            if asked(&loaded.song) {
                match analysis::of(&loaded, self.wished) {
                    Ok(analysis) => analyses.push(analysis),
                    // Silent, or too short: that is the song's fault, and the others are judged.
                    Err(fault) if fault.code == Code::Input => {
                        loaded.song.balance = Err(fault.sentence());
                    }
                    Err(fault) => return Err(fault),
                }
            }
            loaded.clips.clear();
            match &loaded.song.balance {
                Ok(_) => heard.push(loaded),
                Err(reason) => {
                    skipped.push(Skipped { song: loaded.song.name.clone(), reason: reason.clone() })
                }
            }
        }
        let songs = self.judge_all(heard, asked)?;
        let QualityArgs { seeds, anonymous, quick, .. } = *self.args;
        let profile = self.args.profile.clone();
        Ok(Results {
            quality: Results::VERSION,
            engine: env!("CARGO_PKG_VERSION").into(),
            settings: Settings { seeds, anonymous, quick, profile },
            songs,
            analyses,
            skipped,
        })
    }

    /// Ladders on every song that was asked for.
    pub(super) fn ladders(&self, songs: Vec<Song>) -> Result<Vec<(String, Vec<Rung>)>, Fault> {
        let text = self.args.only.as_deref().unwrap_or_default();
        let asked = |song: &Song| song.balance.is_ok() && song.name.contains(text);
        let songs: Vec<Song> = songs.into_iter().filter(asked).collect();
        let progress = Progress::new(songs.len(), self.args.quiet);
        let mut climbed = Vec::new();
        for song in songs {
            progress.song(&song.name, climbed.len());
            let loaded = self.listen(song)?;
            let rungs = ladders::climb(&loaded, self.wished)?;
            climbed.push((loaded.song.name, rungs));
            progress.run();
        }
        Ok(climbed)
    }

    fn judge_all(
        &self,
        heard: Vec<Loaded>,
        asked: impl Fn(&Song) -> bool,
    ) -> Result<Vec<SongResult>, Fault> {
        let known = |it: &Loaded| {
            let roles = it.song.stems.iter().map(|stem| stem.role).collect();
            rivals::Known::new(roles, it.human_lufs())
        };
        let known: Vec<rivals::Known> = heard.iter().map(known).collect();
        let setups = self.setups();
        let count = heard.iter().filter(|it| asked(&it.song)).count();
        let progress = Progress::new(setups.len() * count, self.args.quiet);
        let mut judged = Vec::new();
        for (index, mut loaded) in heard.into_iter().enumerate() {
            if !asked(&loaded.song) {
                continue;
            }
            progress.song(&loaded.song.name, setups.len() * judged.len());
            loaded.clips = inputs::each(&loaded.song.stems, self.crew, audio::decode)?;
            let role_means = rivals::role_means(&known, index);
            let reference = Reference::new(&loaded, role_means, self.wished)?;
            judged.push(self.judge(&loaded, &setups, &reference, &progress)?);
        }
        progress.done();
        Ok(judged)
    }

    /// Decodes a song and measures it as a person mixed it.
    fn listen(&self, song: Song) -> Result<Loaded, Fault> {
        let clips = inputs::each(&song.stems, self.crew as &dyn Crew, audio::decode)?;
        let mut loaded = Loaded { song, clips, human: Vec::new() };
        loaded.human =
            inputs::each(&loaded.human_tracks(), self.crew as &dyn Crew, audio::Track::measure)?;
        Ok(loaded)
    }

    fn setups(&self) -> Vec<Setup> {
        let of = |perturb: &Perturb| {
            // Without chance there is only one way.
            let seeds = if *perturb == Perturb::None { 1 } else { self.args.seeds };
            let perturb = *perturb;
            let anonymous = self.args.anonymous;
            (1..=seeds).map(move |seed| Setup { seed, perturb, anonymous, order: 0 })
        };
        self.args.perturb.iter().flat_map(of).collect()
    }

    /// All runs of a song.
    fn judge(
        &self,
        loaded: &Loaded,
        setups: &[Setup],
        reference: &Reference,
        progress: &Progress,
    ) -> Result<SongResult, Fault> {
        let run = |setup: &Setup| -> Result<Run, Fault> {
            stop::check()?;
            // Orders are a matter of the engine, not of chance: one seed will tell.
            let one = setup.seed == 1 && setup.perturb == Perturb::Gain;
            let orders = one && !self.args.quick;
            let effort = Effort { quick: self.args.quick, orders };
            let run = judge::run(loaded, *setup, self.wished, reference, effort)?;
            progress.run();
            Ok(run)
        };
        let runs = inputs::each(setups, self.crew as &dyn Crew, run)?;
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
