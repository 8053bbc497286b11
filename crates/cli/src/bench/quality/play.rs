//! One run: a song as a setup gives it to the engine, and what comes out.

use std::sync::Arc;

use engine::{Alone, Clip, Heard, Order, Planned, RunSettings, Slot, StemInput, Store};
use measure::{Measurement, integrated_lufs};
use policy::Rules;
use recipe::{AutomationPoint, Profile, Recipe, Resolved, fold};

use super::audio::{Bench, Track, measure_clip};
use super::corpus::Song;
use super::perturb::{self, Change, Setup};
use crate::errors::{Code, Fault};

/// A song in memory.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) song: Song,
    pub(super) clips: Vec<Arc<Clip>>,
    /// Each stem as it stands in the human balance.
    pub(super) human: Vec<Measurement>,
}

impl Loaded {
    /// Gain of the human balance on a stem, in dB.
    pub(super) fn human_db(&self, index: usize) -> f64 {
        let balance = self.song.balance.as_ref().ok();
        balance.and_then(|balance| balance.gains_db.get(index).copied()).unwrap_or(0.0)
    }

    /// Loudness of each stem in the human balance.
    pub(super) fn human_lufs(&self) -> Vec<f64> {
        self.human.iter().map(|stem| stem.loudness.integrated_lufs).collect()
    }

    /// The stems as a person mixed them.
    pub(super) fn human_tracks(&self) -> Vec<Track> {
        let track = |(index, clip): (usize, &Arc<Clip>)| {
            let change = Change { gain_db: self.human_db(index), ..Change::default() };
            Track::new(Arc::clone(clip), change)
        };
        self.clips.iter().enumerate().map(track).collect()
    }

    /// The stems as a setup gives them to the engine.
    pub(super) fn tracks(&self, setup: Setup) -> Vec<Track> {
        let changes = perturb::changes(&self.song, setup);
        let mut tracks = self.human_tracks();
        for (track, change) in tracks.iter_mut().zip(changes) {
            track.change = Change { gain_db: track.change.gain_db + change.gain_db, ..change };
        }
        tracks
    }
}

/// What is wished for in every run.
#[derive(Clone, Debug)]
pub(super) struct Wished {
    pub(super) resolved: Resolved,
}

impl Wished {
    pub(super) fn profile(&self) -> &Profile {
        &self.resolved.profile
    }
}

/// Tracks with names, in the order of the engine.
#[derive(Clone, Debug)]
pub(super) struct Session {
    order: Order,
    store: Bench,
    /// Place in the engine's order of each track handed over.
    places: Vec<usize>,
}

impl Session {
    /// `named` are tracks with their names; `key` makes the content hashes of this run differ from
    /// those of others.
    pub(super) fn new(named: Vec<(String, Track)>, key: &str, wished: &Wished) -> Self {
        let mut sorted: Vec<usize> = (0..named.len()).collect();
        sorted.sort_by(|a, b| named[*a].0.cmp(&named[*b].0));
        let mut places = vec![0; named.len()];
        for (place, index) in sorted.iter().enumerate() {
            places[*index] = place;
        }
        let input = |index: &usize| input(&named[*index].0, &named[*index].1, (key, *index));
        let stems = sorted.iter().map(input).collect();
        let tracks = sorted.iter().map(|index| named[*index].1.clone()).collect();
        let order = Order {
            stems,
            brief: wished.resolved.brief.clone(),
            profile: wished.resolved.profile.clone(),
            references: None,
            tempo_bpm: None,
            only_master: false,
        };
        Self { order, store: Bench::new(tracks), places }
    }

    /// Listens and decides; nothing is rendered.
    pub(super) fn plan(&self) -> Result<Plan, Fault> {
        let settings = RunSettings { preview: false, ..RunSettings::default() };
        let io = (&self.store as &dyn Store, &Alone as &_, &Watch as &_);
        let Planned { recipe, heard, .. } = engine::plan(&self.order, &Rules, settings, io)?;
        let planned_db = planned_db(&recipe, &heard)?;
        let in_order = |index: &usize| planned_db[*index];
        Ok(Plan { gains_db: self.places.iter().map(in_order).collect(), recipe, heard })
    }

    /// The whole run, down to the master.
    pub(super) fn mix(&self) -> Result<Mixed, Fault> {
        let settings = RunSettings { export_stems: true, preview: false, ..RunSettings::default() };
        let io = (&self.store as &dyn Store, &Alone as &_, &Watch as &_);
        engine::mix(&self.order, &Rules, settings, io)?;
        let missing = |slot: Slot| {
            Fault::worded(Code::Internal, &format!("the engine wrote nothing into {slot:?}"))
        };
        let of = |slot: Slot| self.store.measured(slot).ok_or_else(|| missing(slot));
        let stems = self.places.iter().map(|place| of(Slot::Processed(*place)));
        let clip = |slot: Slot| self.store.clip(slot).ok_or_else(|| missing(slot));
        let (premaster, master) = (clip(Slot::Premaster)?, clip(Slot::Master)?);
        Ok(Mixed {
            stems: stems.collect::<Result<_, _>>()?,
            premaster: measure_clip(&premaster)?,
            master: measure_clip(&master)?,
            premaster_clip: premaster,
            master_clip: master,
        })
    }

    /// Places in the engine's order, by the order in which tracks were handed over.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }
}

/// Only a wish to stop is passed on.
pub(super) struct Watch;

impl engine::Job for Watch {
    fn progress(&self, _: engine::Progress) -> Result<(), engine::Cancelled> {
        if crate::stop::asked() { Err(engine::Cancelled) } else { Ok(()) }
    }
}

/// What was decided.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Change of each track's loudness by fader, rides and bus fader, in LU.
    pub(super) gains_db: Vec<f64>,
    pub(super) recipe: Recipe,
    pub(super) heard: Heard,
}

/// What came out.
#[derive(Clone, Debug)]
pub(super) struct Mixed {
    /// Each stem as it sits in the premaster, in the order handed over.
    pub(super) stems: Vec<Measurement>,
    pub(super) premaster: Measurement,
    pub(super) master: Measurement,
    pub(super) premaster_clip: Arc<Clip>,
    pub(super) master_clip: Arc<Clip>,
}

impl Mixed {
    /// Loudness of each stem against the human balance, in LU.
    pub(super) fn off_lu(&self, human_lufs: &[f64]) -> Vec<f64> {
        let ours = self.stems.iter().map(|stem| stem.loudness.integrated_lufs);
        ours.zip(human_lufs).map(|(ours, human)| ours - human).collect()
    }
}

pub(super) fn input(name: &str, track: &Track, key: (&str, usize)) -> StemInput {
    // Content differs from run to run, and so does its hash; digits are all that is checked.
    let Change { gain_db, inverted, tilt_db } = track.change;
    let words = format!("{key:?} {gain_db} {inverted} {tilt_db} {:?}", track.sounds);
    let mut chance = perturb::Chance::new(0, &[&words]);
    let digits: String = (0..64).map(|_| format!("{:x}", chance.below(16))).collect();
    StemInput {
        id: name.into(),
        file: format!("{name}.wav"),
        hash: format!("b3:{digits}"),
        sample_rate_hz: track.clip.sample_rate_hz,
        channels: if track.clip.channels.len() == 1 { 1 } else { 2 },
        bits: 24,
        role: None,
    }
}

/// What faders and rides do to the loudness of each stem, in LU: gains over time are applied to
/// its K-weighted envelope, so that a ride counts where the stem is loud.
fn planned_db(recipe: &Recipe, heard: &Heard) -> Result<Vec<f64>, Fault> {
    let console = fold(recipe)
        .map_err(|error| Fault::worded(Code::Internal, &format!("a plan of ours: {error}")))?;
    let frames_per_hop = f64::from(recipe.session.sample_rate_hz) * measure::ENVELOPE_HOP_MS / 1e3;
    let change = |(strip, stem): (&recipe::Strip, &Measurement)| {
        let fader_db = f64::from(strip.fader_db + console.buses[strip.bus as usize].fader_db);
        if strip.automation.is_empty() {
            return fader_db;
        }
        let ridden: Vec<f32> = (stem.envelope.k_power.iter().enumerate())
            .map(|(hop, power)| {
                let db = ride_db(&strip.automation, (hop as f64 + 0.5) * frames_per_hop);
                power * audio::math::db_to_gain_f64(2.0 * db) as f32
            })
            .collect();
        let (before, after) = (&stem.envelope.k_power, &ridden);
        let ride_lu = integrated_lufs(after) - integrated_lufs(before);
        fader_db + if ride_lu.is_finite() { ride_lu } else { 0.0 }
    };
    Ok(console.strips.iter().zip(&heard.song.stems).map(change).collect())
}

/// Gain of an automation lane at a frame, in dB: straight lines between the points.
fn ride_db(points: &[AutomationPoint], frame: f64) -> f64 {
    let after = points.partition_point(|point| (point.frame as f64) <= frame);
    let db = |index: usize| f64::from(points[index].gain_db);
    match after {
        0 => db(0),
        n if n == points.len() => db(n - 1),
        n => {
            let (a, b) = (points[n - 1].frame as f64, points[n].frame as f64);
            db(n - 1) + (db(n) - db(n - 1)) * (frame - a) / (b - a).max(1.0)
        }
    }
}
