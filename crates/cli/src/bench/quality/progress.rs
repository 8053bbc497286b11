//! How far the bench is: a bar on a terminal, a line per song elsewhere.

use std::io::IsTerminal;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::words;

/// Counts runs.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    started: Instant,
    total: u64,
}

impl Progress {
    /// Of `total` runs.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let total = total as u64;
        let bar = (terminal && !quiet).then(|| {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(total), target);
            // The template is fixed: should it ever be refused, the default style is shown.
            let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {msg} {eta} left");
            style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
        });
        Self { bar, lines: !terminal && !quiet, started: Instant::now(), total }
    }

    /// A song begins, after `done` runs.
    pub(super) fn song(&self, name: &str, done: usize) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
        }
        if self.lines {
            let spent_s = self.started.elapsed().as_secs_f64();
            let left = if done > 0 {
                let left_s = spent_s * (self.total as f64 - done as f64) / done as f64;
                format!(", about {} left", words::clock(left_s))
            } else {
                String::new()
            };
            words::say(&format!("{name}: run {} of {}{left}\n", done + 1, self.total));
        }
    }

    /// A run is done.
    pub(super) fn run(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    /// An error shall not stand beside half a bar.
    fn drop(&mut self) {
        self.done();
    }
}
