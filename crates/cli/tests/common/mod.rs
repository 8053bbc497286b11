//! The real binary, and files for it.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of one test.
pub(crate) struct Place(TempDir);

/// What a command did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A command of the binary under test.
pub(crate) fn mixmaster() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mixmaster"));
    // Nothing is remembered from test to test, nor kept where the user's things are.
    command.env("MIXMASTER_CACHE", "");
    command
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// Ended well.
    #[track_caller]
    pub(crate) fn fine(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// Ended with `code`, one error that says all of `words`, and one hint.
    #[track_caller]
    pub(crate) fn failed(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        let starts = |start: &str| self.err.lines().filter(|it| it.starts_with(start)).count();
        assert_eq!((starts("error: "), starts("hint: ")), (1, 1), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no `{word}` in: {}", self.err);
        }
        self
    }
}

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the binary in this folder.
    pub(crate) fn run(&self, line: &str) -> Ran {
        let words = line.split_whitespace();
        mixmaster().args(words).current_dir(self.0.path()).output().unwrap().into()
    }

    /// The same with variables.
    pub(crate) fn command(&self, line: &str, variables: &[(&'static str, String)]) -> Ran {
        let variables = variables.iter().map(|(name, value)| (name, value));
        let mut command = mixmaster();
        command.args(line.split_whitespace()).envs(variables).current_dir(self.0.path());
        command.output().unwrap().into()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    /// Names in a folder, hidden ones too; empty where there is none.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Three stems of `seconds` in `stems/`: a beat, a bass, a voice.
    pub(crate) fn song(&self, seconds: f32) {
        for (name, seed, hz) in [("kick", 1, 60.0), ("bass", 2, 110.0), ("lead_vocal", 3, 440.0)] {
            self.write(
                &format!("stems/{name}.wav"),
                wav(48_000, &pulses(48_000, seconds, hz, seed)),
            );
        }
    }
}

/// Tones that come and go twice a second, in stereo, with a little noise.
pub(crate) fn pulses(rate: u32, seconds: f32, hz: f32, seed: u32) -> Vec<[f32; 2]> {
    let mut noise = seed.wrapping_mul(2_654_435_761).max(1);
    (0..(rate as f32 * seconds) as usize)
        .map(|frame| {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            let hiss = (noise as i32) as f32 / (1_u32 << 31) as f32;
            let t = frame as f32 / rate as f32;
            let tone = (t * hz * std::f32::consts::TAU).sin() + 0.3 * (t * hz * 18.9).sin();
            let sample = 0.25 * tone * (-6.0 * (t * 2.0).fract()).exp() + 0.003 * hiss;
            [sample, 0.8 * sample + 0.002 * hiss]
        })
        .collect()
}

/// A 32-bit float WAV file.
pub(crate) fn wav<const N: usize>(rate: u32, frames: &[[f32; N]]) -> Vec<u8> {
    let data: Vec<u8> = frames.iter().flatten().flat_map(|sample| sample.to_le_bytes()).collect();
    riff(3, N as u16, rate, 32, &data, data.len() as u32)
}

/// A WAV file whose header may lie about the length of its data.
pub(crate) fn riff(
    format: u16,
    channels: u16,
    rate: u32,
    bits: u16,
    data: &[u8],
    claimed: u32,
) -> Vec<u8> {
    let align = channels * (bits / 8);
    let mut file = b"RIFF".to_vec();
    file.extend(claimed.saturating_add(36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(format.to_le_bytes());
    file.extend(channels.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate * u32::from(align)).to_le_bytes());
    file.extend(align.to_le_bytes());
    file.extend(bits.to_le_bytes());
    file.extend(b"data");
    file.extend(claimed.to_le_bytes());
    file.extend(data);
    file
}

/// Bits of a file's samples.
pub(crate) fn bits(path: &Path) -> Option<u32> {
    let file = std::fs::File::open(path).unwrap();
    media::Decoder::open(Box::new(file), None).unwrap().info().bits
}

/// Decodes a whole file.
pub(crate) fn decode(path: &Path) -> (u32, Vec<Vec<f32>>) {
    let file = std::fs::File::open(path).unwrap();
    let mut decoder = media::Decoder::open(Box::new(file), None).unwrap();
    let mut buffer = vec![Vec::new(); decoder.info().channels];
    let mut out = buffer.clone();
    loop {
        let got = decoder.read(&mut buffer, 65_536).unwrap();
        for (out, buffer) in out.iter_mut().zip(&buffer) {
            out.extend(&buffer[..got]);
        }
        if got == 0 {
            return (decoder.info().sample_rate_hz, out);
        }
    }
}
