//! `bench quality` judges mixes. `bench speed`: how long a whole mix takes and how much memory it
//! needs, measured from outside on a process of its own.

mod doctor;
mod faults;
mod generate;
mod origin;
mod quality;
mod song;
mod usage;
mod voices;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

use crate::args::SpeedArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::{stop, words};
pub(crate) use quality::{Chance, Perturb, Told, interval, median, quality, told};

pub(crate) use doctor::doctor;
pub(crate) use generate::stems as generated_stems;

/// Where the song and the results are.
struct Bench {
    stems: PathBuf,
    out: PathBuf,
    timings: PathBuf,
    /// Is there once all stems are, so that they can be used again.
    complete: PathBuf,
}

/// Changed with the generator, so that stems of an older one are not used.
const GENERATOR: u32 = 1;

pub(crate) fn speed(args: &SpeedArgs) -> Result<(), Fault> {
    let threads = Threads::new(args.threads)?;
    let temporary = match &args.keep {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| fault("a temporary folder", &error))?),
    };
    let home = args.keep.as_deref().or(temporary.as_ref().map(tempfile::TempDir::path));
    let bench = Bench::new(home.unwrap_or(Path::new(".")), args)?;
    bench.generate(args, &threads)?;
    let measured = bench.measure(args, threads.count())?;
    if args.json {
        words::data(&format!("{measured:#}\n"));
    } else {
        words::data(&table(&measured));
    }
    Ok(())
}

fn fault(name: &str, error: &std::io::Error) -> Fault {
    Fault::worded(Code::Output, &output_words(name, error))
}

impl Bench {
    fn new(home: &Path, args: &SpeedArgs) -> Result<Self, Fault> {
        // A folder for each size: nothing of another one, or of the user's, is ever removed.
        let size = format!("speed-{GENERATOR}-{}x{}min", args.stems, args.minutes);
        let home = home.join(size);
        let stems = home.join("stems");
        fs::create_dir_all(&stems).map_err(|error| fault(&stems.to_string_lossy(), &error))?;
        let (out, timings) = (home.join("out"), home.join("timings.json"));
        Ok(Self { stems, out, timings, complete: home.join("complete") })
    }

    fn generate(&self, args: &SpeedArgs, crew: &Threads) -> Result<(), Fault> {
        let (stems, minutes) = (args.stems, args.minutes);
        if self.complete.exists() {
            return Ok(());
        }
        words::say(&format!("generating {stems} stems of {minutes} min\n"));
        generate::stems(&self.stems, usize::try_from(stems).unwrap_or(1), minutes, crew)?;
        fs::write(&self.complete, "")
            .map_err(|error| fault(&self.complete.to_string_lossy(), &error))
    }

    fn measure(&self, args: &SpeedArgs, threads: usize) -> Result<Value, Fault> {
        words::say("mixing\n");
        let before = usage::children_cpu_s();
        let begun = Instant::now();
        let internal = |error: std::io::Error| {
            Fault::worded(Code::Internal, &format!("the mix could not be started: {error}"))
        };
        let mut child = Command::new(std::env::current_exe().map_err(internal)?)
            .arg("mix")
            .arg(&self.stems)
            .arg("-o")
            .arg(&self.out)
            .arg("--timings")
            .arg(&self.timings)
            .args(["--quiet", "--no-cache", "--threads", &threads.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(internal)?;
        let (status, peak_bytes) = usage::wait(&mut child).map_err(internal)?;
        let wall_s = begun.elapsed().as_secs_f64();
        stop::check()?;
        if !status.success() {
            let message = format!("the mix has failed: {status}");
            return Err(Fault::new(Code::Internal, message, "its own error stands above"));
        }
        let cpu_s = usage::children_cpu_s().zip(before).map(|(after, before)| after - before);
        let timings = fs::read_to_string(&self.timings).unwrap_or_default();
        let timings: Value = serde_json::from_str(&timings).unwrap_or_default();
        Ok(json!({
            "engine": env!("CARGO_PKG_VERSION"),
            "stems": args.stems,
            "minutes": args.minutes,
            "threads": threads,
            "reading_s": timings["reading"],
            "stages": timings["stages"],
            "wall_s": wall_s,
            "cpu_s": cpu_s,
            "peak_mib": peak_bytes.map(|bytes| bytes as f64 / 1_048_576.0),
            "realtime_factor": args.minutes * 60.0 / wall_s,
        }))
    }
}

fn table(measured: &Value) -> String {
    let number = |value: &Value, decimals: usize, unit: &str| match value.as_f64() {
        Some(value) => format!("{value:>9.decimals$} {unit}"),
        None => format!("{:>9}", "–"),
    };
    let mut text = format!(
        "{} stereo stems of {} min, 48 kHz, 24 bit, {} threads\n\n",
        measured["stems"], measured["minutes"], measured["threads"]
    );
    let mut row = |name: &str, cell: String| text += &format!("{name:<16}{cell}\n");
    row("reading", number(&measured["reading_s"], 2, "s"));
    for stage in measured["stages"].as_array().into_iter().flatten() {
        row(stage["stage"].as_str().unwrap_or_default(), number(&stage["s"], 2, "s"));
    }
    row("wall", number(&measured["wall_s"], 2, "s"));
    row("CPU", number(&measured["cpu_s"], 2, "s"));
    row("peak memory", number(&measured["peak_mib"], 0, "MiB"));
    row("realtime factor", number(&measured["realtime_factor"], 1, ""));
    text
}
