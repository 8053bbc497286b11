//! What is heard of a finished file: everything the doctor hears, its peaks at 8 times the rate,
//! the bits that it really uses, and lossy coding where that is asked.

use std::path::Path;

use audio::StreamSpec;
use engine::Stage;
use measure::{Measurement, Meter, MeterOptions, Oversampling};
use media::{Decoder, Info};
use recipe::{Brief, CodedMaster, FindingLine, Wish};

use crate::args::CheckArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words, unreadable};
use crate::inputs::{self, Input};
use crate::progress::{Show, Watch};
use crate::store::{self, Files};

/// Frames read at once.
const BLOCK_FRAMES: usize = 8_192;

/// One finished file.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) file: String,
    pub(super) info: Info,
    pub(super) measured: Measurement,
    /// What the doctor finds.
    pub(super) findings: Vec<FindingLine>,
    /// Bits that are not always zero; none where samples are no integers.
    pub(super) used_bits: Option<u32>,
    pub(super) codecs: Vec<CodedMaster>,
}

impl Heard {
    pub(super) fn listen(input: &Input, args: &CheckArgs, crew: &Threads) -> Result<Self, Fault> {
        let file = input.path.display().to_string();
        let findings = examine(input, args, crew)?;
        let mut decoder = inputs::open(&input.path)?;
        let (measured, used_bits) = measure(&mut decoder, &file)?;
        let codecs = if args.codecs { coded(&input.path, &measured)? } else { Vec::new() };
        let info = input.info.clone();
        Ok(Self { file, info, measured, findings, used_bits, codecs })
    }
}

fn examine(input: &Input, args: &CheckArgs, crew: &Threads) -> Result<Vec<FindingLine>, Fault> {
    let brief = Brief::resolve(&Wish::default())
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?
        .brief;
    let files = Files::to_hear(vec![input.stem_file()]);
    let show = if args.run.talks() { Show::Bar } else { Show::Nothing };
    let watch = Watch::new(&[Stage::Listen], show);
    let stems = [input.for_engine(Path::new("."))];
    let settings = args.run.settings(false);
    let examined = engine::examine(&stems, &brief, settings, (&files, crew, &watch));
    watch.done();
    Ok(examined?.findings)
}

/// Everything at the file's own rate.
fn measure(decoder: &mut Decoder, name: &str) -> Result<(Measurement, Option<u32>), Fault> {
    let info = decoder.info().clone();
    let stream = StreamSpec {
        sample_rate_hz: f64::from(info.sample_rate_hz),
        block_frames_max: BLOCK_FRAMES,
        channels: info.channels,
    };
    let options = MeterOptions { true_peak: Some(Oversampling::X8), spectrum: true };
    let mut meter = Meter::new(stream, options)
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?;
    let mut bits = info.bits.filter(|bits| !info.float && *bits <= 24).map(UsedBits::new);
    let mut block = vec![Vec::new(); info.channels];
    loop {
        let got =
            decoder.read(&mut block, BLOCK_FRAMES).map_err(|error| unreadable(name, &error))?;
        if got == 0 {
            return Ok((meter.finish(), bits.and_then(|bits| bits.finish())));
        }
        meter.push(&block[0][..got], block.get(1).map(|right| &right[..got]));
        if let Some(bits) = &mut bits {
            block.iter().for_each(|channel| bits.push(&channel[..got]));
        }
    }
}

/// The lowest bit that is ever set.
struct UsedBits {
    bits: u32,
    scale: f32,
    any: u32,
}

impl UsedBits {
    fn new(bits: u32) -> Self {
        Self { bits, scale: (1_u32 << (bits - 1)) as f32, any: 0 }
    }

    fn push(&mut self, samples: &[f32]) {
        // Exact: 24 bits fit the mantissa.
        self.any |= samples.iter().fold(0, |any, x| any | (x * self.scale) as i32 as u32);
    }

    /// None of silence.
    fn finish(&self) -> Option<u32> {
        (self.any != 0).then(|| self.bits - self.any.trailing_zeros().min(self.bits))
    }
}

/// The file after each coder there is.
fn coded(path: &Path, master: &Measurement) -> Result<Vec<CodedMaster>, Fault> {
    let folder = tempfile::tempdir().map_err(|error| {
        Fault::worded(Code::Output, &output_words("a temporary folder", &error))
    })?;
    let number = |value: f64| value.is_finite().then(|| (value * 1e3).round() / 1e3);
    let mut lines = Vec::new();
    for kind in store::ladder() {
        let codec = store::told(&kind);
        let store::Through { mut decoder, gain, at_least_dbtp } =
            store::through(&kind, path, folder.path())?;
        let found = store::measure(&mut decoder, &codec)?;
        let up_db = -audio::gain_to_db_f64(f64::from(gain));
        let peak_dbtp = (found.peaks.true_dbtp + up_db).max(at_least_dbtp);
        let lufs = found.loudness.integrated_lufs + up_db;
        lines.push(CodedMaster {
            codec,
            first_true_peak_dbtp: number(peak_dbtp),
            true_peak_dbtp: number(peak_dbtp),
            overshoot_db: number(peak_dbtp - master.peaks.true_dbtp),
            loudness_change_lu: number(lufs - master.loudness.integrated_lufs),
            is_safe: peak_dbtp <= 0.0,
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_in_a_file_of_twenty_four_are_seen() {
        let used = |samples: &[f32]| {
            let mut bits = UsedBits::new(24);
            bits.push(samples);
            bits.finish()
        };
        let step_16 = 1.0 / 32_768.0;
        assert_eq!(used(&[5.0 * step_16, -3.0 * step_16]), Some(16));
        assert_eq!(used(&[-1.0]), Some(1), "one bit is enough for that");
        assert_eq!(used(&[step_16 / 256.0]), Some(24));
        assert_eq!(used(&[0.0]), None);
    }
}
