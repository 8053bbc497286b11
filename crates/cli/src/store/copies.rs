//! Further files of a master, each made from the same floating-point samples and read back.

use std::fs::OpenOptions;
use std::path::Path;

use audio::StreamSpec;
use engine::Slot;
use measure::{Measurement, Meter, MeterOptions};
use media::{BextLoudness, write_bext_loudness};
use recipe::{DeliveredFile, FileFormat, FileKind};

use super::transcode::{Target, transcode};
use super::{Files, OutFolder};
use crate::errors::{Code, Fault, output_words, unreadable};
use crate::inputs;

/// Frames read at once.
const BLOCK_FRAMES: usize = 8_192;

impl Files<'_> {
    /// Names of the further files, in the order of the delivery. What is there twice says its depth
    /// or rate.
    pub(crate) fn copy_names(&self) -> Vec<String> {
        let delivery = &self.writing.delivery;
        let name = |kind: &FileKind| {
            let twin = delivery.files().filter(|other| other.format == kind.format).count() > 1;
            let ending = kind.format.name();
            match (twin, kind.rate_kbps()) {
                (false, _) => format!("master_final.{ending}"),
                (true, Some(kbps)) => format!("master_final_{kbps}.{ending}"),
                (true, None) => {
                    let depth = kind.depth(delivery.bit_depth);
                    format!("master_final_{}.{ending}", depth_name(depth))
                }
            }
        };
        delivery.also.iter().map(name).collect()
    }

    /// Brings the plain sum of the stems to the length of the mix, which ends later by its rooms.
    pub(crate) fn lengthen_rough(&self, out: &OutFolder) -> Result<(), Fault> {
        let (rough, mix) = (self.name(Slot::Rough), self.name(Slot::Premaster));
        let wanted = inputs::open(&out.unfinished(&mix))?.info().frames.unwrap_or(0);
        let mut from = inputs::open(&out.unfinished(&rough))?;
        let longer = out.unfinished("rough_longer.wav");
        self.plainly(&mut from, (&longer, &rough), Some(wanted))?;
        std::fs::rename(&longer, out.unfinished(&rough)).map_err(|error| unmade(&rough, &error))
    }

    /// Writes these records as what is heard beside them is written.
    pub(crate) fn keep_references(&self, out: &OutFolder, records: &[&Path]) -> Result<(), Fault> {
        for (index, record) in records.iter().enumerate() {
            let name = reference_name(index);
            self.plainly(&mut inputs::open(record)?, (&out.unfinished(&name), &name), None)?;
        }
        Ok(())
    }

    /// What is left in `from` as the plain sum is written, in stereo and at its own rate; up to
    /// `wanted` frames, with silence behind its end, where they are said.
    fn plainly(
        &self,
        from: &mut media::Decoder,
        (path, name): (&Path, &str),
        wanted: Option<u64>,
    ) -> Result<(), Fault> {
        let (channels, rate_hz) = (from.info().channels, from.info().sample_rate_hz);
        let file = std::fs::File::create(path).map_err(|error| unmade(name, &error))?;
        let file = std::io::BufWriter::with_capacity(1 << 18, file);
        let mut to = media::Encoder::new(file, &self.settings(Slot::Rough, rate_hz))
            .map_err(|error| unmade(name, &error))?;
        let mut block = vec![vec![0.0_f32; BLOCK_FRAMES]; channels];
        let mut left = wanted.unwrap_or(u64::MAX);
        while left > 0 {
            crate::stop::check()?;
            let most = usize::try_from(left).unwrap_or(BLOCK_FRAMES).min(BLOCK_FRAMES);
            let got = from.read(&mut block, most).map_err(|error| unreadable(name, &error))?;
            let frames = if wanted.is_some() { most } else { got };
            for channel in &mut block {
                channel[got..frames].fill(0.0);
                let broken = channel[..got].iter_mut().filter(|sample| !sample.is_finite());
                broken.for_each(|sample| *sample = 0.0);
            }
            let right = &block[channels.min(2) - 1][..frames];
            to.write(&[&block[0][..frames], right]).map_err(|error| unmade(name, &error))?;
            left = if frames < most { 0 } else { left - most as u64 };
        }
        let mut written = to.finish().map_err(|error| unmade(name, &error))?;
        std::io::Write::flush(&mut written.sink).map_err(|error| unmade(name, &error))
    }

    /// Makes the further files and measures every file of the master as it lies there.
    pub(crate) fn deliver(&self, out: &OutFolder) -> Result<Vec<DeliveredFile>, Fault> {
        let master = self.name(Slot::Master);
        let mut files = Vec::new();
        let names = self.copy_names();
        if !names.is_empty() {
            files.push(finished(&out.unfinished(&master), &master, None)?);
        }
        for (name, kind) in names.iter().zip(&self.writing.delivery.also) {
            let path = out.unfinished(name);
            let mut from = inputs::open(&out.unfinished(super::FLOAT_MASTER))?;
            let settings = self.copy_settings(kind, from.info());
            transcode(&mut from, &Target { path: &path, name, kind: *kind, settings, gain: 1.0 })?;
            files.push(finished(&path, name, kind.rate_kbps())?);
        }
        Ok(files)
    }
}

/// Name of a record that is kept.
pub(crate) fn reference_name(index: usize) -> String {
    format!("reference_{}.wav", index + 1)
}

fn unmade(name: &str, error: &dyn std::fmt::Display) -> Fault {
    let hint = "make room, or choose another folder with -o";
    Fault::worded(Code::Output, &format!("`{name}` could not be written: {error}; {hint}"))
}

fn depth_name(depth: recipe::BitDepth) -> &'static str {
    match depth {
        recipe::BitDepth::Int16 => "16",
        recipe::BitDepth::Int24 => "24",
        recipe::BitDepth::Float32 => "32f",
    }
}

/// Measures a file, and writes what was measured into it where it has a place for that.
fn finished(path: &Path, name: &str, kbps: Option<u32>) -> Result<DeliveredFile, Fault> {
    let mut decoder = inputs::open(path)?;
    let info = decoder.info().clone();
    let measured = measure(&mut decoder, name)?;
    drop(decoder);
    if info.bext.is_some() {
        tell_loudness(path, name, bext_loudness(&measured))?;
    }
    let number = |value: f64| value.is_finite().then(|| (value * 1e3).round() / 1e3);
    Ok(DeliveredFile {
        file: name.to_owned(),
        format: info.codec.name().to_owned(),
        sample_rate_hz: info.sample_rate_hz,
        bit_depth: info.bits,
        kbps,
        integrated_lufs: number(measured.loudness.integrated_lufs),
        true_peak_dbtp: number(measured.peaks.true_dbtp),
    })
}

/// Writes loudness into the file at `path`, where it has a place for it.
pub(crate) fn tell_loudness(path: &Path, name: &str, loudness: BextLoudness) -> Result<(), Fault> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .and_then(|mut file| write_bext_loudness(&mut file, loudness))
        .map(drop)
        .map_err(|error| Fault::worded(Code::Output, &output_words(name, &error)))
}

fn bext_loudness(measured: &Measurement) -> BextLoudness {
    let told = |value: f64| value.is_finite().then_some(value);
    BextLoudness {
        integrated_lufs: told(measured.loudness.integrated_lufs),
        range_lu: told(measured.loudness.range_lu),
        true_peak_dbtp: told(measured.peaks.true_dbtp),
        momentary_max_lufs: told(measured.loudness.momentary_max_lufs),
        short_term_max_lufs: told(measured.loudness.short_term_max_lufs),
    }
}

/// Loudness and true peak of what is left in a decoder.
pub(crate) fn measure(decoder: &mut media::Decoder, name: &str) -> Result<Measurement, Fault> {
    let (rate_hz, channels) = (decoder.info().sample_rate_hz, decoder.info().channels);
    let stream =
        StreamSpec { sample_rate_hz: f64::from(rate_hz), block_frames_max: BLOCK_FRAMES, channels };
    let mut meter = Meter::new(stream, MeterOptions::loudness_and_peaks())
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?;
    let mut block = vec![Vec::new(); channels];
    loop {
        crate::stop::check()?;
        let got =
            decoder.read(&mut block, BLOCK_FRAMES).map_err(|error| unreadable(name, &error))?;
        if got == 0 {
            return Ok(meter.finish());
        }
        meter.push(&block[0][..got], block.get(1).map(|right| &right[..got]));
    }
}

/// Whether a delivery says its loudness in its header.
pub(crate) fn tells_loudness(format: FileFormat) -> bool {
    format == FileFormat::Wav
}
