//! `model train-roles`: weights of the roles' network from lists of features, and its test.

use std::collections::BTreeMap;

use measure::{TIMBRE_FEATURES, Timbre};
use policy::{Example, Temperatures, Training, Trial, Tried, train_roles, try_roles};
use recipe::{Role, RoleGroup};
use serde::Deserialize;
use serde_json::json;

use crate::args::TrainArgs;
use crate::errors::{Code, Fault};
use crate::words;

/// A line of `model features`, with what the list said of the excerpt.
#[derive(Deserialize)]
struct Line {
    file: String,
    role: Role,
    timbre: Vec<f32>,
    /// Excerpts of one song are left out together in the test.
    #[serde(default)]
    song: Option<String>,
    /// Whole stems are tested, their excerpts only trained on.
    #[serde(default)]
    kind: Kind,
    /// Further groups that are no error.
    #[serde(default)]
    also: Vec<RoleGroup>,
    #[serde(default = "one")]
    weight: f32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Window,
    Full,
}

fn one() -> f32 {
    1.0
}

pub(crate) fn train(args: &TrainArgs) -> Result<(), Fault> {
    let mut lines = Vec::new();
    for path in &args.features {
        let name = path.to_string_lossy();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Fault::worded(Code::Input, &format!("`{name}`: {error}")))?;
        for (number, line) in text.lines().enumerate() {
            lines.push(parse(line).map_err(|words| {
                let message = format!("`{name}`, line {}: {words}", number + 1);
                Fault::new(Code::Input, message, "write the file with `mixmaster model features`")
            })?);
        }
    }
    let trials: Vec<Trial> = lines.iter().map(trial).collect();
    let defaults = Training::default();
    let training = Training {
        seed: args.seed,
        nets: args.nets.map_or(defaults.nets, usize::from),
        epochs: args.epochs.map_or(defaults.epochs, usize::from),
        ..defaults
    };
    let (tried, temperatures) = if args.skip_test {
        (Vec::new(), Temperatures::NONE)
    } else {
        try_roles(&trials, training)
    };
    if !args.skip_test {
        for one in &tried {
            let line = &lines[one.index];
            let (group, confidence) = ranked(one)[0];
            words::data(&format!(
                "{}\n",
                json!({"file": line.file, "role": line.role, "heard": one.role, "group": group,
                    "confidence": confidence, "temperatures": [one.temperatures.roles, one.temperatures.groups]})
            ));
        }
        words::say(&summary(&lines, &tried));
        let apart: Vec<Tried> =
            tried.into_iter().filter(|one| !trials[one.index].is_learnt_from()).collect();
        if !apart.is_empty() {
            words::say("Of these, what was never learnt from (weight 0):\n");
            words::say(&summary(&lines, &apart));
        }
    }
    let Some(out) = &args.out else { return Ok(()) };
    let examples: Vec<Example> = trials.iter().map(|trial| trial.example).collect();
    let model = train_roles(&examples, training).ok_or_else(|| {
        Fault::new(Code::Input, "the lists hold no example", "name lists with at least one line")
    })?;
    std::fs::write(out, model.with_temperatures(temperatures).to_bytes()).map_err(|error| {
        Fault::worded(Code::Output, &format!("`{}`: {error}", out.to_string_lossy()))
    })
}

fn parse(line: &str) -> Result<Line, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if line.timbre.len() == TIMBRE_FEATURES {
        return Ok(line);
    }
    Err(format!("{} features, expected {TIMBRE_FEATURES}", line.timbre.len()))
}

fn trial(line: &Line) -> Trial {
    let timbre = Timbre(std::array::from_fn(|i| line.timbre[i]));
    let silent = timbre.is_silent();
    let weight = if silent { 0.0 } else { line.weight };
    Trial {
        example: Example { timbre, role: line.role, weight },
        fold: line.song.clone(),
        tested: line.kind == Kind::Full && line.song.is_some() && !silent,
    }
}

/// Groups with their probabilities, likeliest first.
fn ranked(tried: &Tried) -> Vec<(RoleGroup, f32)> {
    let mut groups: Vec<_> =
        Tried::groups().into_iter().zip(tried.of_groups.iter().copied()).collect();
    groups.sort_by(|a, b| b.1.total_cmp(&a.1));
    groups
}

/// Bins of the calibration error.
const BINS: usize = 10;

/// The figures of merit, over all tested stems.
fn summary(lines: &[Line], tried: &[Tried]) -> String {
    let count = tried.len().max(1) as f64;
    let (mut first, mut accepted, mut second, mut role) = (0.0, 0.0, 0.0, 0.0);
    let (mut used, mut used_right) = (0.0_f64, 0.0);
    let mut bins = [(0.0_f64, 0.0_f64); BINS];
    let mut confusion: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for one in tried {
        let line = &lines[one.index];
        let (ranked, truth) = (ranked(one), line.role.group());
        let (heard, confidence) = ranked[0];
        let right = heard == truth;
        first += f64::from(u8::from(right));
        accepted += f64::from(u8::from(right || line.also.contains(&heard)));
        second += f64::from(u8::from(right || ranked[1].0 == truth));
        role += f64::from(u8::from(one.role == line.role));
        if confidence >= policy::ROLE_CONFIDENCE_MIN {
            used += 1.0;
            used_right += f64::from(u8::from(right));
        }
        let bin = &mut bins[((confidence * BINS as f32) as usize).min(BINS - 1)];
        *bin = (bin.0 + f64::from(u8::from(right)), bin.1 + f64::from(confidence));
        let row = confusion.entry(format!("{truth:?}")).or_default();
        *row.entry(format!("{heard:?}")).or_default() += 1;
    }
    let ece: f64 = bins.iter().map(|(right, sure)| (right - sure).abs()).sum::<f64>() / count;
    let mut text = format!(
        "stems {}: group {:.3}, with accepted groups {:.3}, top two {:.3}, role {:.3}, ECE {:.3}; \
         surer than {}: {:.3} of them, of which right {:.3}\n",
        tried.len(),
        first / count,
        accepted / count,
        second / count,
        role / count,
        ece,
        policy::ROLE_CONFIDENCE_MIN,
        used / count,
        used_right / used.max(1.0),
    );
    for (truth, heard) in confusion {
        text += &format!("  {truth}: {heard:?}\n");
    }
    text
}
