//! From the arguments to an exit code. Nothing gets past here without words.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::args::{BenchCommand, Cli, Command, ModelCommand};
use crate::errors::{Code, Fault};
use crate::{bench, commands, stop, words};

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return no_command(&error),
    };
    stop::listen();
    if cli.command.supervised() {
        stop::end_with_stdin();
    }
    // A fault of ours is told below, once; the standard words are for programmers.
    let standard = std::panic::take_hook();
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    } else {
        std::panic::set_hook(standard);
    }
    let json = cli.command.json();
    let result = catch_unwind(AssertUnwindSafe(|| dispatch(&cli.command)));
    let result = result.unwrap_or_else(|panic| Err(internal(panic.as_ref())));
    result.unwrap_or_else(|fault| end(&fault, json))
}

fn dispatch(command: &Command) -> Result<ExitCode, Fault> {
    match command {
        Command::Doctor(args) => return commands::doctor(args),
        Command::Check(args) => return commands::check(args),
        Command::Selftest(args) => return commands::selftest(args),
        Command::Diff(args) => return commands::diff(args),
        Command::Mix(args) => commands::mix(args),
        Command::Master(args) => commands::master(args),
        Command::Album(args) => commands::album(args),
        Command::Analyze(args) => commands::analyze(args),
        Command::Render(args) => commands::render(args),
        Command::Explain(args) => commands::explain(args),
        Command::Tweak(args) => commands::tweak(args),
        Command::Report(args) => commands::report(args),
        Command::Export(args) => commands::export(args),
        Command::Preview(args) => commands::preview(args),
        Command::Waveform(args) => commands::waveform(args),
        #[cfg(feature = "service")]
        Command::Worker(args) => commands::worker(args),
        #[cfg(feature = "service")]
        Command::Key(command) => commands::key(command),
        #[cfg(feature = "service")]
        Command::Serve(args) => commands::serve(args),
        Command::Bench(BenchCommand::Speed(args)) => bench::speed(args),
        Command::Bench(BenchCommand::Quality(args)) => bench::quality(args),
        Command::Model(ModelCommand::Features(args)) => commands::model::features(args),
        Command::Model(ModelCommand::FitBalance(args)) => commands::model::fit_balance(args),
        Command::Model(ModelCommand::TrainRoles(args)) => commands::model::train(args),
        Command::Bench(BenchCommand::Doctor(args)) => bench::doctor(args),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn end(fault: &Fault, json: bool) -> ExitCode {
    words::say(&fault.lines());
    // A broken promise comes with its report, which is the one document on standard output.
    if json && fault.code != Code::Promise {
        words::data(&fault.json());
    }
    ExitCode::from(fault.code as u8)
}

fn internal(panic: &(dyn std::any::Any + Send)) -> Fault {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message = format!("MixMaster has failed: {}", text.unwrap_or("for an unknown reason"));
    let hint = "this is a fault of ours: please report it with the command line and, if you can, \
                the output with RUST_BACKTRACE=1; nothing half written is left behind";
    Fault::new(Code::Internal, message, hint)
}

/// Help and version were asked for, or the command line is wrong.
fn no_command(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            words::data(&text);
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            words::say(&text);
            ExitCode::from(Code::Usage as u8)
        }
        _ => end(&usage(&text), std::env::args_os().any(|arg| arg == "--json")),
    }
}

/// The words of the parser, less its layout: what was found first, then tips and usage as hint.
fn usage(text: &str) -> Fault {
    let text = text.trim_start_matches("error: ");
    let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let tip = rest.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let used = rest.lines().find_map(|line| line.trim().strip_prefix("Usage: "));
    let hint = match (tip, used) {
        (Some(tip), _) => tip.to_owned(),
        (None, Some(used)) => format!("use it as `{used}`; add --help for all options"),
        (None, None) => "add --help for all options".into(),
    };
    Fault::new(Code::Usage, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: &str) -> String {
        let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
        usage(&error.to_string()).lines()
    }

    #[test]
    fn a_panic_is_told_with_a_request_to_report_it() {
        let panic = catch_unwind(|| panic!("index {} of 3", 7)).unwrap_err();
        let fault = internal(panic.as_ref());
        assert_eq!(fault.code, Code::Internal);
        let lines = fault.lines();
        assert!(
            lines.contains("failed: index 7 of 3\nhint:") && lines.contains("report"),
            "{lines}"
        );
    }

    #[test]
    fn a_wrong_command_line_is_one_error_and_one_hint() {
        let lines = fault("mixmaster mix a.wav -o out --lufz -9");
        assert!(lines.starts_with("error: unexpected argument '--lufz' found\n"), "{lines}");
        assert!(lines.contains("hint: a similar argument exists: '--lufs'"), "{lines}");
        let lines = fault("mixmaster mix a.wav");
        assert!(lines.contains("--out <OUT>") && lines.contains("hint: use it as"), "{lines}");
    }
}
