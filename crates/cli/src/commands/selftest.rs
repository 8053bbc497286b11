//! `selftest`: whether this build on this machine keeps what is promised. Two signals whose readings
//! a standard gives are measured; a song that is made here is mixed, mixed again by other threads,
//! rendered again, and taken apart; and what lies on the disk is read back and measured.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions, Oversampling};
use media::Decoder;
use serde_json::{Value, json};

use crate::args::SelftestArgs;
use crate::bench;
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::words;

/// The song: parts of it, and its length in minutes.
const PARTS: usize = 8;
const MINUTES: f64 = 0.4;
/// What its master is to be.
const LUFS: f64 = -16.0;
const CEILING_DBTP: f64 = -1.0;
/// How far a master may be from its loudness, in LU: what verification takes for reached.
const REACHED_LU: f64 = 0.1;
const RATE_HZ: u32 = 48_000;

/// Something that was promised, and what came of it.
struct Check {
    what: &'static str,
    found: String,
    expected: String,
    holds: bool,
}

pub(crate) fn selftest(args: &SelftestArgs) -> Result<ExitCode, Fault> {
    let home = tempfile::tempdir().map_err(|error| unwritable("a temporary folder", &error))?;
    let song = Song { home: home.path().to_owned() };
    let mut checks = vec![meter()?, between_samples()?];
    checks.extend(song.checks()?);
    let passed = checks.iter().all(|check| check.holds);
    if args.json {
        words::data(&format!("{:#}\n", document(&checks, passed)));
    } else {
        words::data(&told(&checks, passed));
    }
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(Code::Promise as u8) })
}

fn document(checks: &[Check], passed: bool) -> Value {
    let rows = checks.iter().map(|check| {
        json!({ "check": check.what, "found": check.found, "expected": check.expected,
                "passed": check.holds })
    });
    json!({ "engine": env!("CARGO_PKG_VERSION"), "passed": passed, "checks": rows.collect::<Vec<_>>() })
}

fn told(checks: &[Check], passed: bool) -> String {
    let mut text = String::new();
    for Check { what, found, expected, holds } in checks {
        let mark = if *holds { "ok  " } else { "FAIL" };
        text += &format!("{mark} {what}: {found} (expected {expected})\n");
    }
    text + if passed { "all holds\n" } else { "not all holds: please report this output\n" }
}

/// EBU Tech 3341, case 1: a tone of −23 dBFS in both channels reads −23.0 LUFS, ±0.1 LU.
fn meter() -> Result<Check, Fault> {
    const TONE_HZ: f64 = 997.0;
    let tone = tone(TONE_HZ, 0.0, 10f64.powf(-23.0 / 20.0));
    let lufs = measured(&tone, &tone)?.loudness.integrated_lufs;
    Ok(Check {
        what: "loudness of a tone of -23 dBFS",
        found: format!("{lufs:.2} LUFS"),
        expected: "-23.0 LUFS, 0.1 LU either way".into(),
        holds: (lufs + 23.0).abs() <= 0.1,
    })
}

/// EBU Tech 3341, the tones of true peak: a quarter of the rate, met at 45°, 6 dB under full scale
/// between the samples, 9 on them; it may read 0.2 dB more and 0.4 dB less.
fn between_samples() -> Result<Check, Fault> {
    let tone = tone(f64::from(RATE_HZ) / 4.0, 0.125, 0.5);
    let peak = measured(&tone, &tone)?.peaks.true_dbtp;
    Ok(Check {
        what: "true peak between the samples",
        found: format!("{peak:.2} dBTP"),
        expected: "-6.0 dBTP, +0.2 and -0.4 dB".into(),
        holds: (-6.4..=-5.8).contains(&peak),
    })
}

/// Twenty seconds of a tone that begins at `turn` of a turn.
fn tone(hz: f64, turn: f64, amplitude: f64) -> Vec<f32> {
    let per_frame = hz / f64::from(RATE_HZ);
    let at = |frame: u32| (f64::from(frame) * per_frame + turn).fract() * std::f64::consts::TAU;
    (0..20 * RATE_HZ).map(|frame| (amplitude * at(frame).sin()) as f32).collect()
}

fn meter_of(rate_hz: u32, frames: usize) -> Result<Meter, Fault> {
    let stream =
        StreamSpec { sample_rate_hz: f64::from(rate_hz), block_frames_max: frames, channels: 2 };
    let options = MeterOptions { true_peak: Some(Oversampling::X8), spectrum: false };
    Meter::new(stream, options).map_err(|error| Fault::worded(Code::Internal, &error.to_string()))
}

fn measured(left: &[f32], right: &[f32]) -> Result<Measurement, Fault> {
    let mut meter = meter_of(RATE_HZ, BLOCK_FRAMES)?;
    for (left, right) in left.chunks(BLOCK_FRAMES).zip(right.chunks(BLOCK_FRAMES)) {
        meter.push(left, Some(right));
    }
    Ok(meter.finish())
}

/// Frames that are read at a time.
const BLOCK_FRAMES: usize = 8_192;

/// A generated song and what is made of it.
struct Song {
    home: PathBuf,
}

impl Song {
    fn checks(&self) -> Result<Vec<Check>, Fault> {
        let stems = self.home.join("stems");
        fs::create_dir(&stems).map_err(|error| unwritable("a temporary folder", &error))?;
        bench::generated_stems(&stems, PARTS, MINUTES, &Threads::new(None)?)?;
        let wish = format!("--lufs={LUFS} --ceiling={CEILING_DBTP}");
        self.run(&format!("mix stems -o one --threads 1 {wish}"))?;
        self.run(&format!("mix stems -o two --threads 2 --block-frames 1000 {wish}"))?;
        self.run("render one/recipe.json -o again --threads 2 --export-stems")?;
        let master = self.master()?;
        Ok(vec![
            self.same("the same master by two threads and other rounds", "two")?,
            self.same("the same master from its recipe", "again")?,
            loudness(&master),
            peak(&master),
            self.parts()?,
        ])
    }

    /// Runs this very program.
    fn run(&self, line: &str) -> Result<(), Fault> {
        let failed = |cause: String| {
            let message = format!("`mixmaster {line}` does not run: {cause}");
            Fault::new(Code::Promise, message, "this is a fault of ours: please report it")
        };
        let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
        let ran = Command::new(program)
            .args(line.split(' '))
            .args(["--quiet"])
            .env("MIXMASTER_CACHE", "")
            .current_dir(&self.home)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| failed(error.to_string()))?;
        if ran.status.success() {
            return Ok(());
        }
        Err(failed(String::from_utf8_lossy(&ran.stderr).trim().to_owned()))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    fn same(&self, what: &'static str, folder: &str) -> Result<Check, Fault> {
        let hash = |folder: &str| {
            let path = self.path(&format!("{folder}/master_final.wav"));
            let bytes =
                fs::read(&path).map_err(|error| unwritable(&path.to_string_lossy(), &error));
            Ok::<_, Fault>(blake3::hash(&bytes?).to_hex()[..12].to_owned())
        };
        let (found, expected) = (hash(folder)?, hash("one")?);
        Ok(Check { what, holds: found == expected, found, expected })
    }

    /// The master as read back.
    fn master(&self) -> Result<Measurement, Fault> {
        let mut file = Reader::open(&self.path("one/master_final.wav"))?;
        let mut meter = meter_of(file.rate_hz(), BLOCK_FRAMES)?;
        while file.next()? > 0 {
            let (left, right) = file.block();
            meter.push(left, Some(right));
        }
        Ok(meter.finish())
    }

    /// Stems as they sit in the mix, and the returns, add up to the mix.
    fn parts(&self) -> Result<Check, Fault> {
        let mut mix = Reader::open(&self.path("again/mix_premaster.wav"))?;
        let folder = self.path("again/stems");
        let entries =
            fs::read_dir(&folder).map_err(|error| unwritable(&folder.to_string_lossy(), &error))?;
        let parts = entries.flatten().map(|entry| Reader::open(&entry.path()));
        let mut parts = parts.collect::<Result<Vec<_>, _>>()?;
        let mut worst = 0.0_f64;
        loop {
            let frames = mix.next()?;
            for part in &mut parts {
                part.next()?;
            }
            if frames == 0 {
                break;
            }
            for channel in 0..2 {
                for frame in 0..frames {
                    let sum = parts.iter().map(|part| part.sample(channel, frame));
                    worst = worst.max((sum.sum::<f64>() - mix.sample(channel, frame)).abs());
                }
            }
        }
        let worst_dbfs = audio::math::gain_to_db_f64(worst);
        Ok(Check {
            what: "stems and returns add up to the mix",
            found: format!("{} files, off by {worst_dbfs:.0} dBFS at most", parts.len()),
            // Each file is rounded to 24 bits of mantissa: a sum of sixteen stays under it.
            expected: "-110 dBFS at most".into(),
            holds: parts.len() >= PARTS && worst_dbfs <= -110.0,
        })
    }
}

/// Of a master as read back.
fn loudness(master: &Measurement) -> Check {
    let lufs = master.loudness.integrated_lufs;
    Check {
        what: "loudness of the master, read back",
        found: format!("{lufs:.2} LUFS"),
        expected: format!("{LUFS:.1} LUFS, {REACHED_LU} LU either way"),
        holds: (lufs - LUFS).abs() <= REACHED_LU,
    }
}

/// The same.
fn peak(master: &Measurement) -> Check {
    let peak = master.peaks.true_dbtp;
    Check {
        what: "true peak of the master, read back",
        found: format!("{peak:.2} dBTP"),
        expected: format!("at most {CEILING_DBTP:.1} dBTP"),
        holds: peak <= CEILING_DBTP,
    }
}

/// A file of two channels, block by block.
struct Reader {
    name: String,
    decoder: Decoder,
    block: Vec<Vec<f32>>,
    frames: usize,
}

impl Reader {
    fn open(path: &Path) -> Result<Self, Fault> {
        let name = path.to_string_lossy().into_owned();
        let file = File::open(path).map_err(|error| unwritable(&name, &error))?;
        let decoder = Decoder::open(Box::new(file), None);
        let decoder = decoder.map_err(|error| crate::errors::unreadable(&name, &error))?;
        let block = vec![vec![0.0; BLOCK_FRAMES]; decoder.info().channels];
        Ok(Self { name, decoder, block, frames: 0 })
    }

    fn rate_hz(&self) -> u32 {
        self.decoder.info().sample_rate_hz
    }

    /// Reads on; how many frames came.
    fn next(&mut self) -> Result<usize, Fault> {
        let got = self.decoder.read(&mut self.block, BLOCK_FRAMES);
        self.frames = got.map_err(|error| crate::errors::unreadable(&self.name, &error))?;
        Ok(self.frames)
    }

    fn block(&self) -> (&[f32], &[f32]) {
        let right = self.block.get(1).unwrap_or(&self.block[0]);
        (&self.block[0][..self.frames], &right[..self.frames])
    }

    /// Zero behind its end.
    fn sample(&self, channel: usize, frame: usize) -> f64 {
        let channel = self.block.get(channel).unwrap_or(&self.block[0]);
        if frame < self.frames { f64::from(channel[frame]) } else { 0.0 }
    }
}

fn unwritable(name: &str, error: &std::io::Error) -> Fault {
    Fault::worded(Code::Output, &output_words(name, error))
}
