//! All numbers of one bench, as they are written and read again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::analysis::Analysis;
use crate::errors::{Code, Fault, input_fault};

/// Numbers of one contender in one run, by the ids of the metrics. What could not be measured is
/// missing.
pub(super) type Scores = BTreeMap<String, f64>;

/// Who is judged, in the order of the tables.
pub(super) const CONTENDERS: [(&str, &str); 6] = [
    ("ours", "this engine"),
    ("b0", "B0 do nothing"),
    ("b1", "B1 equal loudness"),
    ("b2", "B2 role means"),
    ("b3", "B3 previous release"),
    ("human", "the human mix"),
];

/// Everything that one bench says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Results {
    /// Version of this format.
    pub(super) quality: u32,
    /// Version of the engine.
    pub(super) engine: String,
    pub(super) settings: Settings,
    pub(super) songs: Vec<SongResult>,
    /// What was heard in all songs, also in those without a balance.
    #[serde(default)]
    pub(super) analyses: Vec<Analysis>,
    /// Songs whose balance is not judged, and why.
    pub(super) skipped: Vec<Skipped>,
}

/// How it was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Settings {
    pub(super) seeds: u64,
    pub(super) anonymous: bool,
    pub(super) quick: bool,
    pub(super) profile: String,
}

/// A song that is not judged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Skipped {
    pub(super) song: String,
    pub(super) reason: String,
}

/// One song.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SongResult {
    pub(super) song: String,
    pub(super) genre: Option<String>,
    /// Where the human balance comes from.
    pub(super) balance_from: String,
    pub(super) stems: Vec<StemResult>,
    pub(super) runs: Vec<Run>,
}

/// One stem of a song.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StemResult {
    pub(super) name: String,
    /// The true role; none where the words are not known.
    pub(super) role: Option<String>,
    /// In the human balance, in stereo.
    pub(super) lufs: Option<f64>,
}

/// One setup of one song.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Run {
    pub(super) seed: u64,
    pub(super) perturb: String,
    /// By contender.
    pub(super) scores: BTreeMap<String, Scores>,
    /// Loudness of each stem against the human balance without the common offset, in LU.
    pub(super) stems_lu: Vec<f64>,
}

impl Results {
    /// The version that is written.
    pub(super) const VERSION: u32 = 1;

    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let name = path.to_string_lossy();
        let text = std::fs::read_to_string(path).map_err(|error| input_fault(&name, &error))?;
        let wrong = |words: String| {
            let hint = "name a file that `bench quality --save FILE` has written";
            Fault::new(Code::Input, format!("`{name}`: {words}"), hint)
        };
        let results: Self =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if results.quality == Self::VERSION {
            Ok(results)
        } else {
            let (found, wanted) = (results.quality, Self::VERSION);
            Err(wrong(format!("version {found} of the format, expected {wanted}")))
        }
    }

    pub(super) fn to_json(&self) -> String {
        // All keys are text and all numbers finite: nothing can fail.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Puts the numbers of an earlier bench beside ours, as B3, run by run.
    pub(super) fn compare(&mut self, previous: &Self) -> Result<(), Fault> {
        if previous.settings.quick != self.settings.quick
            || previous.settings.profile != self.settings.profile
        {
            let shown = |it: &Settings| format!("quick {}, profile {}", it.quick, it.profile);
            let (theirs, ours) = (shown(&previous.settings), shown(&self.settings));
            let message = format!("the previous result has {theirs}; these runs have {ours}");
            let hint = "compare runs of the same kind: repeat one of the two";
            return Err(Fault::new(Code::Usage, message, hint));
        }
        for song in &mut self.songs {
            let Some(then) = previous.songs.iter().find(|then| then.song == song.song) else {
                continue;
            };
            for run in &mut song.runs {
                let same = |then: &&Run| then.seed == run.seed && then.perturb == run.perturb;
                let scores = then.runs.iter().find(same).and_then(|then| then.scores.get("ours"));
                if let Some(scores) = scores {
                    run.scores.insert("b3".into(), scores.clone());
                }
            }
        }
        Ok(())
    }

    /// The values of a metric of a contender under a perturbation, song by song.
    pub(super) fn by_song(&self, contender: &str, metric: &str, perturb: &str) -> Vec<Vec<f64>> {
        let value = |run: &Run| run.scores.get(contender)?.get(metric).copied();
        let runs = |song: &SongResult| {
            let chosen = song.runs.iter().filter(|run| run.perturb == perturb);
            chosen.filter_map(value).collect()
        };
        self.songs.iter().map(runs).collect()
    }

    /// Pairs of ours and a contender's where both are known, song by song.
    pub(super) fn pairs(&self, contender: &str, metric: &str, perturb: &str) -> Vec<Vec<[f64; 2]>> {
        let pair = |run: &Run| {
            let of = |who: &str| run.scores.get(who)?.get(metric).copied();
            Some([of("ours")?, of(contender)?])
        };
        let runs = |song: &SongResult| {
            let chosen = song.runs.iter().filter(|run| run.perturb == perturb);
            chosen.filter_map(pair).collect()
        };
        self.songs.iter().map(runs).collect()
    }

    /// The perturbations that were run, in their order.
    pub(super) fn perturbations(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for run in self.songs.iter().flat_map(|song| &song.runs) {
            if !found.contains(&run.perturb) {
                found.push(run.perturb.clone());
            }
        }
        found
    }
}
