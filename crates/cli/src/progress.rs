//! What is being done and how long it will take: a bar on a terminal, a line per stage elsewhere.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use engine::{Cancelled, Job, Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::errors::{Code, Fault, output_words};
use crate::{stop, words};

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// A bar where standard error is a terminal, lines elsewhere.
    Fitting,
    /// Nothing.
    Nothing,
}

/// Hears the engine, shows it, takes the time of each stage and passes on a wish to stop.
pub(crate) struct Watch {
    bar: Option<ProgressBar>,
    lines: bool,
    /// Stages of this run, with the share of the work that each takes.
    stages: Vec<(Stage, f64)>,
    clock: Mutex<Clock>,
}

struct Clock {
    started: Instant,
    heard: Instant,
    stage: Option<Stage>,
    /// Time spent in each stage so far.
    spent: Vec<(Stage, Duration)>,
}

/// Steps of the bar.
const STEPS: f64 = 1_000.0;

impl Watch {
    /// For a run of `stages`.
    pub(crate) fn new(stages: &[Stage], show: Show) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let shares = Stage::SHARES.into_iter().filter(|(stage, _)| stages.contains(stage));
        let now = Instant::now();
        Self {
            bar: (show == Show::Fitting && terminal).then(bar),
            lines: show == Show::Fitting && !terminal,
            stages: shares.collect(),
            clock: Mutex::new(Clock { started: now, heard: now, stage: None, spent: Vec::new() }),
        }
    }

    /// Time spent in each stage, in the order in which they began.
    pub(crate) fn times(&self) -> Vec<(Stage, Duration)> {
        self.clock.lock().map(|clock| clock.spent.clone()).unwrap_or_default()
    }

    /// Writes the times of the stages and of the whole command, in seconds, as JSON.
    pub(crate) fn write(&self, path: &Path, begun: Instant) -> Result<(), Fault> {
        let times = self.times().into_iter();
        let stages: serde_json::Map<String, serde_json::Value> =
            times.map(|(stage, time)| (stage.to_string(), time.as_secs_f64().into())).collect();
        let read = self.clock.lock().map_or(Duration::ZERO, |clock| clock.started - begun);
        let text = serde_json::json!({ "reading": read.as_secs_f64(), "stages": stages });
        let name = path.to_string_lossy();
        std::fs::write(path, text.to_string())
            .map_err(|error| Fault::worded(Code::Output, &output_words(&name, &error)))
    }

    /// Takes the bar off the screen.
    pub(crate) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Share of the whole run that is done.
    fn overall(&self, progress: Progress) -> f64 {
        let whole: f64 = self.stages.iter().map(|(_, share)| share).sum();
        let done: f64 = self
            .stages
            .iter()
            .map(|&(stage, share)| {
                if stage < progress.stage {
                    share
                } else if stage == progress.stage {
                    share * progress.share.clamp(0.0, 1.0)
                } else {
                    0.0
                }
            })
            .sum();
        if whole > 0.0 { done / whole } else { 0.0 }
    }

    fn show(&self, progress: Progress, is_new: bool, elapsed: Duration) {
        if self.lines && is_new {
            words::say(&format!("{} ({})\n", progress.stage, words::clock(elapsed.as_secs_f64())));
        }
        let Some(bar) = &self.bar else { return };
        let overall = self.overall(progress);
        // Too early to tell in the first twentieth: the guess would jump.
        let left = if overall > 0.05 {
            let left = elapsed.as_secs_f64() * (1.0 - overall) / overall;
            format!("{} left", words::clock(left))
        } else {
            String::new()
        };
        bar.set_position((overall * STEPS) as u64);
        bar.set_message(format!("{:<10} {left}", progress.stage.to_string()));
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(STEPS as u64), ProgressDrawTarget::stderr());
    // The template is fixed: should it ever be refused, the default style is shown.
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} % {msg}") {
        bar.set_style(style);
    }
    bar
}

impl Job for Watch {
    fn progress(&self, progress: Progress) -> Result<(), Cancelled> {
        if stop::asked() {
            return Err(Cancelled);
        }
        let Ok(mut clock) = self.clock.lock() else { return Ok(()) };
        let now = Instant::now();
        let (passed, elapsed) = (now - clock.heard, now - clock.started);
        let is_new = clock.stage != Some(progress.stage);
        (clock.heard, clock.stage) = (now, Some(progress.stage));
        match clock.spent.iter_mut().find(|(stage, _)| *stage == progress.stage) {
            Some((_, spent)) => *spent += passed,
            None => clock.spent.push((progress.stage, passed)),
        }
        drop(clock);
        self.show(progress, is_new, elapsed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overall_progress_rises_to_one_over_the_stages_of_a_run() {
        let watch = Watch::new(&[Stage::Master, Stage::Finish, Stage::Verify], Show::Nothing);
        let mut last = 0.0;
        for stage in [Stage::Master, Stage::Finish, Stage::Verify] {
            for share in [0.0, 0.5, 1.0] {
                let overall = watch.overall(Progress { stage, share });
                assert!(overall >= last, "{stage} {share}: {overall} after {last}");
                last = overall;
            }
        }
        assert!((last - 1.0).abs() < 1e-12);
    }

    #[test]
    fn time_is_counted_for_the_stage_that_reports() {
        let watch = Watch::new(&[Stage::Listen], Show::Nothing);
        for stage in [Stage::Listen, Stage::Mix, Stage::Listen] {
            watch.progress(Progress { stage, share: 0.1 }).unwrap();
        }
        let stages: Vec<Stage> = watch.times().into_iter().map(|(stage, _)| stage).collect();
        assert_eq!(stages, [Stage::Listen, Stage::Mix]);
    }
}
