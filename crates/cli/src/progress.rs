//! What is being done and how long it will take: a bar on a terminal, a line per stage elsewhere.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use engine::{Cancelled, Job, Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::errors::{Code, Fault, output_words};
use crate::{stop, words};

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// A bar where standard error is a terminal, lines elsewhere.
    Fitting,
    /// A bar on a terminal, nothing elsewhere: for many short runs.
    Bar,
    /// JSON lines for the process that watches.
    Supervised,
    /// Nothing.
    Nothing,
}

/// Shown until the engine begins.
const READING: &str = "reading";

/// Hears the engine, shows it, takes the time of each stage and passes on a wish to stop.
pub(crate) struct Watch {
    bar: Option<ProgressBar>,
    lines: bool,
    supervised: bool,
    /// The place of this run in a longer one.
    part: Option<Part>,
    /// Stages of this run, with the share of the work that each takes.
    stages: Vec<(Stage, f64)>,
    clock: Mutex<Clock>,
}

/// The place of a run in a longer one, whose progress is told to a process that watches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Share of the longer one that was done before.
    pub(crate) from: f64,
    /// Share of it that is done afterwards.
    pub(crate) to: f64,
    /// When the longer one began.
    pub(crate) since: Instant,
}

struct Clock {
    started: Instant,
    heard: Instant,
    /// Time before the engine began.
    reading: Option<Duration>,
    /// Time spent in each stage so far.
    spent: Vec<(Stage, Duration)>,
    /// When a watching process last heard of it.
    told: Option<Instant>,
}

/// How often a watching process hears.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// Steps of the bar.
const STEPS: f64 = 1_000.0;

impl Watch {
    /// For a run of `stages`.
    pub(crate) fn new(stages: &[Stage], show: Show) -> Self {
        Self::within(stages, show, None)
    }

    /// The same, as a part of a longer run.
    pub(crate) fn within(stages: &[Stage], show: Show, part: Option<Part>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let shares = Stage::SHARES.into_iter().filter(|(stage, _)| stages.contains(stage));
        let now = Instant::now();
        let watch = Self {
            bar: (matches!(show, Show::Fitting | Show::Bar) && terminal).then(bar),
            lines: show == Show::Fitting && !terminal,
            supervised: show == Show::Supervised,
            part,
            stages: shares.collect(),
            clock: Mutex::new(Clock {
                started: now,
                heard: now,
                reading: None,
                spent: Vec::new(),
                told: None,
            }),
        };
        watch.show(0.0, READING, true, Duration::ZERO);
        watch
    }

    /// The engine begins: what went before was reading.
    pub(crate) fn begin(&self) {
        if let Ok(mut clock) = self.clock.lock() {
            clock.heard = Instant::now();
            clock.reading = Some(clock.heard - clock.started);
        }
    }

    /// Seconds since the command began.
    pub(crate) fn seconds(&self) -> f64 {
        self.clock.lock().map_or(0.0, |clock| clock.started.elapsed().as_secs_f64())
    }

    /// Writes the time that reading and each stage took, in seconds, as JSON.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Fault> {
        let (reading, times) = self.clock.lock().map_or((None, Vec::new()), |clock| {
            (clock.reading.map(|time| time.as_secs_f64()), clock.spent.clone())
        });
        let stages: Vec<serde_json::Value> = times
            .into_iter()
            .map(|(stage, time)| json!({ "stage": stage.to_string(), "s": time.as_secs_f64() }))
            .collect();
        let text = json!({ "reading": reading, "stages": stages });
        let name = path.to_string_lossy();
        std::fs::write(path, text.to_string())
            .map_err(|error| Fault::worded(Code::Output, &output_words(&name, &error)))
    }

    /// Says each warning on a line of its own, without tearing the bar.
    pub(crate) fn warn(&self, warnings: &[String]) {
        match &self.bar {
            Some(bar) => bar.suspend(|| words::warn(warnings)),
            None => words::warn(warnings),
        }
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

    /// Whether a watching process has not heard for a while.
    fn is_time_to_tell(&self) -> bool {
        let Ok(mut clock) = self.clock.lock() else { return false };
        let is_time = clock.told.is_none_or(|told| told.elapsed() >= TELL_EVERY);
        if is_time {
            clock.told = Some(Instant::now());
        }
        is_time
    }

    fn show(&self, overall: f64, what: &str, is_new: bool, elapsed: Duration) {
        let elapsed_s = elapsed.as_secs_f64();
        if self.lines && is_new {
            words::say(&format!("{what} ({})\n", words::clock(elapsed_s)));
        }
        // Too early to tell in the first twentieth: the guess would jump.
        let left = |done: f64, taken_s: f64| (done > 0.05).then(|| taken_s * (1.0 - done) / done);
        let left_s = left(overall, elapsed_s);
        if self.supervised && (is_new || self.is_time_to_tell()) {
            let (done, left_s) = match self.part {
                None => (overall, left_s),
                Some(Part { from, to, since }) => {
                    let done = from + (to - from) * overall;
                    (done, left(done, since.elapsed().as_secs_f64()))
                }
            };
            let progress = (done * 1e3).round() / 10.0;
            let line = json!({ "stage": what, "progress": progress, "eta_s": left_s });
            words::say(&format!("{line}\n"));
        }
        let Some(bar) = &self.bar else { return };
        let left = left_s.map_or(String::new(), |left_s| format!("{} left", words::clock(left_s)));
        bar.set_position((overall * STEPS) as u64);
        bar.set_message(format!("{what:<10} {left}"));
    }
}

impl Drop for Watch {
    /// An error shall not stand beside half a bar.
    fn drop(&mut self) {
        self.done();
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
        clock.heard = now;
        // The last stages may come again, when what they made is adjusted.
        let known = clock.spent.iter_mut().find(|(stage, _)| *stage == progress.stage);
        let is_new = known.is_none();
        match known {
            Some((_, spent)) => *spent += passed,
            None => clock.spent.push((progress.stage, passed)),
        }
        drop(clock);
        self.show(self.overall(progress), &progress.stage.to_string(), is_new, elapsed);
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
        let clock = watch.clock.lock().unwrap();
        let stages: Vec<Stage> = clock.spent.iter().map(|(stage, _)| *stage).collect();
        assert_eq!(stages, [Stage::Listen, Stage::Mix]);
    }
}
