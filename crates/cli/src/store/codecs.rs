//! The coders that a master is to survive.

use std::path::Path;
use std::sync::Arc;

use engine::{Codecs, Decoded, IoFault, Slot, Source};
use media::{Decoder, Dither, EncodeSettings};
use recipe::{FileFormat, FileKind};

use super::source::FileSource;
use super::transcode::{Target, can_write, transcode};
use super::{Files, fault};
use crate::errors::Fault;
use crate::inputs;

/// What services and shops code to: MP3 at three rates, Vorbis and Opus as streamed. There is no
/// AAC: no encoder of a licence that fits ours was found.
const LADDER: [(FileFormat, u32); 5] = [
    (FileFormat::Mp3, 128),
    (FileFormat::Mp3, 192),
    (FileFormat::Mp3, 320),
    (FileFormat::Ogg, 160),
    (FileFormat::Opus, 128),
];

/// What Opus is turned down to when its decoder has cut: a power of two leaves the coder's levels
/// where they were, though not all that it decides.
const QUARTER: f32 = 0.25;

/// The coders of this program.
pub(crate) fn ladder() -> Vec<FileKind> {
    let kind = |(format, kbps)| FileKind { kbps: Some(kbps), ..FileKind::usual(format) };
    LADDER.into_iter().filter(|(format, _)| can_write(*format)).map(kind).collect()
}

/// A coder and its rate, for people.
pub(crate) fn told(kind: &FileKind) -> String {
    let name = match kind.format {
        FileFormat::Mp3 => "MP3",
        FileFormat::Ogg => "Ogg Vorbis",
        FileFormat::Opus => "Opus",
        FileFormat::Wav => "WAV",
        FileFormat::Flac => "FLAC",
        FileFormat::Aiff => "AIFF",
    };
    kind.rate_kbps().map_or_else(|| name.to_owned(), |kbps| format!("{name} {kbps} kbit/s"))
}

impl Codecs for Files<'_> {
    fn names(&self) -> Vec<String> {
        ladder().iter().map(told).collect()
    }

    fn decoded(&self, codec: usize) -> Result<Decoded, IoFault> {
        let words = |error: Fault| fault(Slot::Master, error.sentence());
        let kind = ladder()
            .get(codec)
            .copied()
            .ok_or_else(|| fault(Slot::Master, "there is no such coder".into()))?;
        let master = self.path(Slot::Master)?;
        let folder = master.parent().unwrap_or(&master).to_owned();
        let Through { decoder, gain, at_least_dbtp } =
            through(&kind, &master, &folder).map_err(words)?;
        let learnt = Arc::clone(&self.learnt);
        let source = FileSource::new(Slot::Master, told(&kind), decoder, learnt);
        let source = Box::new(Louder { source, gain: 1.0 / gain });
        Ok(Decoded { source, at_least_dbtp })
    }
}

/// A file that went through a coder.
#[derive(Debug)]
pub(crate) struct Through {
    pub(crate) decoder: Decoder,
    /// What it was multiplied by before.
    pub(crate) gain: f32,
    /// True peak that was reached for sure, in dBTP.
    pub(crate) at_least_dbtp: f64,
}

/// Where the decoder of Opus has cut, the peak is over full scale, whatever the coder decides about
/// the quieter copy that tells by how much: by so much at least, in dB.
const CUT_DBTP: f64 = 0.1;

/// `file` coded as `kind` and opened again. What is between lies in `folder` and has no name any more
/// where the system allows that.
pub(crate) fn through(kind: &FileKind, file: &Path, folder: &Path) -> Result<Through, Fault> {
    let name = told(kind);
    let path =
        folder.join(format!("coded-{}.{}", name.replace(['/', ' '], "-"), kind.format.name()));
    let code = |gain: f32| -> Result<Decoder, Fault> {
        let mut from = inputs::open(file)?;
        let rate_hz = kind.format.sample_rate_hz(from.info().sample_rate_hz);
        let settings = EncodeSettings {
            dither: Dither::None,
            ..EncodeSettings::new(rate_hz, from.info().channels)
        };
        let target = Target { path: &path, name: &name, kind: *kind, settings, gain };
        transcode(&mut from, &target)?;
        let decoder = inputs::open(&path)?;
        // Where a file that is open cannot be removed, it goes with its folder.
        let _ = std::fs::remove_file(&path);
        Ok(decoder)
    };
    let mut decoder = code(1.0)?;
    if kind.format == FileFormat::Opus && reaches_full_scale(&mut decoder, &name)? {
        return Ok(Through { decoder: code(QUARTER)?, gain: QUARTER, at_least_dbtp: CUT_DBTP });
    }
    Ok(Through { decoder, gain: 1.0, at_least_dbtp: f64::NEG_INFINITY })
}

/// Whether the decoder may have cut; back at the start afterwards.
fn reaches_full_scale(decoder: &mut Decoder, name: &str) -> Result<bool, Fault> {
    let fault = |error: &media::DecodeError| crate::errors::unreadable(name, error);
    let mut block = vec![Vec::new(); decoder.info().channels];
    let mut reaches = false;
    loop {
        let got = decoder.read(&mut block, 8_192).map_err(|error| fault(&error))?;
        reaches |= block.iter().flat_map(|it| &it[..got]).any(|x| x.abs() >= media::OPUS_CUTS_AT);
        if got == 0 || reaches {
            decoder.rewind().map_err(|error| fault(&error))?;
            return Ok(reaches);
        }
    }
}

/// A source with a gain.
struct Louder {
    source: FileSource,
    gain: f32,
}

impl Source for Louder {
    fn sample_rate_hz(&self) -> u32 {
        self.source.sample_rate_hz()
    }

    fn channels(&self) -> usize {
        self.source.channels()
    }

    fn frames(&self) -> Option<u64> {
        self.source.frames()
    }

    fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault> {
        let got = self.source.read(out, frames)?;
        for sample in out.iter_mut().flat_map(|channel| &mut channel[..got]) {
            *sample *= self.gain;
        }
        Ok(got)
    }
}
