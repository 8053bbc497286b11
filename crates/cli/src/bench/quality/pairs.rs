//! Songs towards references (T15, and what mastering costs on the way: T6, T7, T9, T10, T14), with
//! two baselines beside ours: B4, gain and limiter alone, and B5, the match that the known tools
//! make: both spectra and the loudness of the reference, as far as a filter of ±12 dB goes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use engine::{Alone, Candidate, Clip, Order, ReferenceChoice, ReferenceWish, RunSettings, Slot};
use measure::Measurement;
use policy::{Policy, Rules, reference_distance};
use recipe::{Brief, Matching, ReferenceSong};
use serde::Serialize;

use super::audio::{self, Bench, Track};
use super::judge::stages;
use super::limiting::Distorted;
use super::masters::{GainAndLimiter, MatchAll};
use super::perturb::Change;
use super::play::{Loaded, Watch, Wished, input};
use super::results::Scores;
use super::{corpus, stats};
use crate::args::QualityArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::{inputs, stop};

/// One song towards one reference.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Pair {
    song: String,
    reference: String,
    /// By contender: `before`, `ours`, `b4`, `b5`, and `b5_3db`, which is B5 held to ±3 dB a band.
    scores: BTreeMap<&'static str, Scores>,
}

/// Who masters, in the order of the table.
const CONTENDERS: [&str; 5] = ["before", "ours", "b4", "b5", "b5_3db"];

/// All pairs of songs and references.
pub(super) fn judge(
    args: &QualityArgs,
    songs: Vec<corpus::Song>,
    wished: &Wished,
    crew: &Threads,
) -> Result<Vec<Pair>, Fault> {
    let references = measured(&args.references, crew)?;
    let text = args.only.as_deref().unwrap_or_default();
    let mut pairs = Vec::new();
    for song in songs.into_iter().filter(|song| song.name.contains(text)) {
        stop::check()?;
        let clips = inputs::each(&song.stems, crew, audio::decode)?;
        let loaded = Loaded { song, clips, human: Vec::new() };
        let clip = audio::sum(&loaded.human_tracks())?;
        let before = audio::measure_clip(&clip)?;
        let mix = Mix { name: &loaded.song.name, clip: &clip, measured: &before };
        pairs.extend(inputs::each(&references, crew, |it| pair(&mix, it, wished))?);
    }
    Ok(pairs)
}

/// A finished mix that is to be mastered.
struct Mix<'a> {
    name: &'a str,
    clip: &'a Arc<Clip>,
    measured: &'a Measurement,
}

fn measured(paths: &[PathBuf], crew: &Threads) -> Result<Vec<Candidate>, Fault> {
    let found = inputs::files(paths, crew)?;
    let measure = |file: &inputs::Input| {
        let clip = audio::decode_file(&file.path)?;
        let track = Track::new(clip, Change::default());
        Ok(Candidate::of(&file.id, &file.hash, 1.0, &track.measure()?))
    };
    inputs::each(&found.files, crew, measure)
}

fn pair(mix: &Mix<'_>, reference: &Candidate, wished: &Wished) -> Result<Pair, Fault> {
    stop::check()?;
    let song = &reference.song;
    let mut scores = BTreeMap::from([("before", distances(mix.measured, song))]);
    let choice = ReferenceChoice { candidates: vec![reference.clone()], is_folder: false };
    let ours = ReferenceWish { matching: Matching::default(), choices: vec![choice] };
    let own = wished.resolved.brief.clone();
    let theirs = Brief { lufs: song.integrated_lufs, loudness_priority: true, ..own.clone() };
    let matched = |limit_db: f64| MatchAll { song: song.clone(), limit_db };
    let masters: [(&'static str, &dyn Policy, &Brief, Option<ReferenceWish>); 4] = [
        ("ours", &Rules, &own, Some(ours)),
        ("b4", &GainAndLimiter, &own, None),
        ("b5", &matched(12.0), &theirs, None),
        ("b5_3db", &matched(3.0), &theirs, None),
    ];
    for (contender, policy, brief, references) in masters {
        let order = Order {
            stems: vec![input(
                "mix",
                &Track::new(Arc::clone(mix.clip), Change::default()),
                (mix.name, 0),
            )],
            brief: brief.clone(),
            profile: wished.resolved.profile.clone(),
            references,
            tempo_bpm: None,
            only_master: true,
        };
        scores.insert(contender, master(mix, &order, policy, song)?);
    }
    Ok(Pair { song: mix.name.into(), reference: song.name.clone(), scores })
}

fn master(
    mix: &Mix<'_>,
    order: &Order,
    policy: &dyn Policy,
    song: &ReferenceSong,
) -> Result<Scores, Fault> {
    let store = Bench::new(vec![Track::new(Arc::clone(mix.clip), Change::default())]);
    let settings = RunSettings { preview: false, ..RunSettings::default() };
    let done = engine::mix(order, policy, settings, (&store, &Alone, &Watch))?;
    let clip = store
        .clip(Slot::Master)
        .ok_or_else(|| Fault::worded(Code::Internal, "the engine wrote no master"))?;
    let after = audio::measure_clip(&clip)?;
    let mut scores = distances(&after, song);
    scores.extend(stages((mix.clip, mix.measured), (&clip, &after)));
    let lufs = after.loudness.integrated_lufs;
    let peak = done.report.after.and_then(|it| it.true_peak_dbtp);
    scores.insert("t6_off_lu".into(), (lufs - order.brief.lufs).abs());
    scores.extend(peak.map(|peak| ("true_peak_dbtp".into(), peak)));
    Ok(scores)
}

fn distances(mix: &Measurement, song: &ReferenceSong) -> Scores {
    let Some(found) = reference_distance(mix, song) else { return Scores::new() };
    Scores::from([("t15".into(), found.features), ("t14_db".into(), found.tone_db)])
}

/// Everything as text.
pub(super) fn text(pairs: &[Pair]) -> String {
    let mut text = format!("{:<46}", "T15 distance from the reference");
    for contender in CONTENDERS {
        text += &format!("{contender:>9}");
    }
    text += "   ours, tone off   dBTP\n";
    let value = |pair: &Pair, who: &str, id: &str| -> f64 {
        pair.scores.get(who).and_then(|it| it.get(id)).copied().unwrap_or(f64::NAN)
    };
    for pair in pairs {
        let name: String = format!("{} > {}", pair.song, pair.reference).chars().take(45).collect();
        text += &format!("{name:<46}");
        for contender in CONTENDERS {
            text += &format!("{:>9.4}", value(pair, contender, "t15"));
        }
        let [before, after] = ["before", "ours"].map(|who| value(pair, who, "t14_db"));
        let peak = value(pair, "ours", "true_peak_dbtp");
        text += &format!("   {before:>5.1} to {after:>4.1} dB {peak:>7.2}\n");
    }
    text + "\n" + &summary(pairs, &value)
}

fn summary(pairs: &[Pair], value: &dyn Fn(&Pair, &str, &str) -> f64) -> String {
    let mut text = String::new();
    let ours = |pair: &Pair, id: &str| value(pair, "ours", id);
    let share = |holds: &dyn Fn(&Pair) -> bool| {
        let count = pairs.iter().filter(|pair| holds(pair)).count();
        100.0 * count as f64 / pairs.len().max(1) as f64
    };
    let mut row = |name: &str, cell: String| text += &format!("{name:<64}{cell:>10}\n");
    row("pairs", pairs.len().to_string());
    for (rival, words) in [
        ("before", "the mix as it was"),
        ("b4", "B4, gain and limiter"),
        ("b5", "B5, the match of all"),
        ("b5_3db", "B5 held to 3 dB a band"),
    ] {
        let nearer = share(&|pair| ours(pair, "t15") < value(pair, rival, "t15"));
        row(&format!("T15 nearer than {words}"), format!("{nearer:.0} %"));
        let near = share(&|pair| ours(pair, "t15") <= 1.1 * value(pair, rival, "t15"));
        row("    or within a tenth of it", format!("{near:.0} %"));
    }
    for who in CONTENDERS {
        let all = |id: &str| -> Vec<f64> {
            pairs.iter().map(|pair| value(pair, who, id)).filter(|x| x.is_finite()).collect()
        };
        let cell = |id: &str, decimals: usize| {
            stats::median(&all(id)).map_or("–".into(), |it| format!("{it:.decimals$}"))
        };
        let peak = all("true_peak_dbtp").into_iter().reduce(f64::max);
        let peak = peak.map_or("–".into(), |peak| format!("{peak:.2}"));
        text += &format!(
            "{who:<8} T15 {} T14 {} dB, T6 {} LU, highest true peak {peak} dBTP, T9 crest loss \
             {} dB, densest {} dB, range {}, T10 {} dB\n",
            cell("t15", 4),
            cell("t14_db", 2),
            cell("t6_off_lu", 2),
            cell("t9_crest_loss_db", 1),
            cell("t9_psr_p5_db", 1),
            cell("t9_range_ratio", 2),
            cell("t10_db", 2)
        );
    }
    text
}

/// As JSON.
pub(super) fn json(pairs: &[Pair], distorted: &[Distorted]) -> String {
    let all = serde_json::json!({ "pairs": pairs, "t11": distorted });
    format!("{all:#}\n")
}
