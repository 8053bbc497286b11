//! `check`: can a finished file be released?

mod heard;
mod rules;

use std::process::ExitCode;

use recipe::{PlatformVerdict, ReleaseCheck, ReleaseLine};

use crate::args::CheckArgs;
use crate::crew::Threads;
use crate::errors::Fault;
use crate::{inputs, stop, words};
use heard::Heard;

/// Exit code when a file is not ready.
const NOT_READY: u8 = 6;

pub(crate) fn check(args: &CheckArgs) -> Result<ExitCode, Fault> {
    let crew = Threads::new(args.run.threads)?;
    let inputs = inputs::files(&args.files, &crew)?;
    let mut checks = Vec::new();
    for input in &inputs.files {
        stop::check()?;
        let heard = Heard::listen(input, args, &crew)?;
        let check = rules::judge(&heard, &args.platform);
        if !args.run.json {
            words::data(&told(&check, args.run.quiet));
        }
        checks.push(check);
    }
    if args.run.json {
        match checks.as_slice() {
            [one] => words::data(&one.to_json()),
            all => words::list(all.iter().map(ReleaseCheck::to_json)),
        }
    }
    let fails = checks.iter().any(|check| check.verdict == PlatformVerdict::NotReady);
    Ok(if fails { ExitCode::from(NOT_READY) } else { ExitCode::SUCCESS })
}

/// Columns of a terminal that nobody made wider.
const WIDTH: usize = 96;

/// The verdict, what led to it, and the platforms.
fn told(check: &ReleaseCheck, quiet: bool) -> String {
    let mut text = format!("{}: {}\n", check.file, verdict(check.verdict));
    if quiet {
        return text;
    }
    let (fine, others): (Vec<&ReleaseLine>, Vec<&ReleaseLine>) =
        check.checks.iter().partition(|line| line.verdict == PlatformVerdict::Ready);
    for line in others {
        let mark = if line.verdict == PlatformVerdict::NotReady { "FAULT" } else { "note" };
        let ReleaseLine { check, found, expected, does, .. } = line;
        text += &words::wrapped(&format!("{mark} {check}: {found}; expected {expected}"), 2, WIDTH);
        if !does.is_empty() {
            text += &words::wrapped(&format!("→ {does}"), 6, WIDTH);
        }
    }
    let fine: Vec<String> =
        fine.iter().map(|line| format!("{} ({})", line.check, line.found)).collect();
    if !fine.is_empty() {
        text += &words::wrapped(&format!("fine: {}", fine.join(", ")), 2, WIDTH);
    }
    if !check.platforms.is_empty() {
        text += &format!("  {:<26}{:>8}{:>10}{:>10}\n", "", "gain dB", "LUFS", "headroom");
    }
    for line in &check.platforms {
        text += &format!(
            "  {:<26}{:>8.1}{:>10.1}{:>10.1}  {}\n",
            line.name, line.playback_gain_db, line.played_lufs, line.headroom_db, line.says
        );
    }
    text
}

fn verdict(verdict: PlatformVerdict) -> &'static str {
    match verdict {
        PlatformVerdict::Ready => "ready",
        PlatformVerdict::Note => "ready, with notes",
        PlatformVerdict::NotReady => "not ready",
    }
}
