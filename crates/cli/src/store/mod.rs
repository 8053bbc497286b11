//! Audio of a run as files.

mod folder;
mod sink;
mod source;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use engine::{IoFault, Sink, Slot, Source, Store};
use media::{AudioHash, Depth, Dither, EncodeSettings, Format, Tag, Tags};
use recipe::{BitDepth, Delivery, FileFormat};

use crate::errors::{Code, Fault};
use crate::inputs;
pub(crate) use folder::OutFolder;
use sink::FileSink;
use source::{FileSource, Learnt};

/// A stem as the engine counts it.
#[derive(Clone, Debug)]
pub(crate) struct StemFile {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
}

/// How results are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing {
    /// Of the master.
    pub(crate) delivery: Delivery,
    /// Of the dither.
    pub(crate) seed: u64,
    /// Of the master and the preview.
    pub(crate) tags: Tags,
}

/// Files behind the engine's slots.
pub(crate) struct Files<'a> {
    stems: Vec<StemFile>,
    out: Option<&'a OutFolder>,
    writing: Writing,
    learnt: Arc<Mutex<Learnt>>,
}

/// Bit rate of previews, in kbit/s: differences between two masters stay audible.
const PREVIEW_KBPS: u32 = 256;

/// Frames read at once where the engine does not ask.
const CHUNK_FRAMES: usize = 65_536;

impl<'a> Files<'a> {
    /// Stems in, results into `out`.
    pub(crate) fn new(stems: Vec<StemFile>, out: &'a OutFolder, writing: Writing) -> Self {
        Self { stems, out: Some(out), writing, learnt: Arc::default() }
    }

    /// Stems in, nothing out.
    pub(crate) fn to_hear(stems: Vec<StemFile>) -> Self {
        Self { stems, out: None, writing: Writing::default(), learnt: Arc::default() }
    }

    /// The name of a slot's file in the folder for results.
    pub(crate) fn name(&self, slot: Slot) -> String {
        match slot {
            Slot::Premaster => "mix_premaster.wav".into(),
            Slot::Master => {
                format!("master_final.{}", format_of(&self.writing.delivery).extension())
            }
            Slot::Processed(index) => {
                format!("stems/{}.wav", self.stems.get(index).map_or("", |stem| &stem.id))
            }
            Slot::Returns => "stems/returns.wav".into(),
            Slot::Preview if cfg!(feature = "mp3") => "preview_AB.mp3".into(),
            Slot::Preview => "preview_AB.flac".into(),
            // Gone after the run, so that the name is seen in faults only.
            other => format!("{other:?}.wav").to_lowercase(),
        }
    }

    /// What was odd in the files that were read.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.learnt.lock().map_or(Vec::new(), |mut learnt| {
            std::mem::take(&mut learnt.warnings).into_iter().collect()
        })
    }

    /// Hash of the samples of the master as read back.
    pub(crate) fn master_hash(&self) -> Result<String, Fault> {
        if let Some(hash) = self.learnt.lock().ok().and_then(|learnt| learnt.master_hash.clone()) {
            return Ok(hash);
        }
        let fault = |fault: IoFault| Fault::worded(Code::Output, &fault.words);
        let mut source = self.open(Slot::Master).map_err(fault)?;
        let mut buffer = vec![vec![0.0; CHUNK_FRAMES]; source.channels()];
        while source.read(&mut buffer, CHUNK_FRAMES).map_err(fault)? == CHUNK_FRAMES {}
        let hash = self.learnt.lock().ok().and_then(|learnt| learnt.master_hash.clone());
        Ok(hash.unwrap_or_else(|| AudioHash::new().finish()))
    }

    /// What is between two passes is floating point: nothing is rounded or clipped.
    fn settings(&self, slot: Slot, sample_rate_hz: u32) -> EncodeSettings {
        let Writing { delivery, seed, tags } = &self.writing;
        let mut tags = tags.clone();
        tags.set(Tag::Software, concat!("MixMaster ", env!("CARGO_PKG_VERSION")));
        let plain = EncodeSettings {
            depth: Depth::Float32,
            dither: Dither::None,
            seed: *seed,
            ..EncodeSettings::new(sample_rate_hz, 2)
        };
        match slot {
            Slot::Master => EncodeSettings {
                format: format_of(delivery),
                depth: match delivery.bit_depth {
                    BitDepth::Int16 => Depth::Int16,
                    BitDepth::Int24 => Depth::Int24,
                    BitDepth::Float32 => Depth::Float32,
                },
                dither: if delivery.noise_shaping { Dither::TpdfShaped } else { Dither::Tpdf },
                tags,
                ..plain
            },
            Slot::Preview if cfg!(feature = "mp3") => {
                EncodeSettings { format: Format::Mp3 { kbps: PREVIEW_KBPS }, tags, ..plain }
            }
            Slot::Preview => EncodeSettings {
                format: Format::Flac,
                depth: Depth::Int16,
                dither: Dither::Tpdf,
                tags,
                ..plain
            },
            _ => plain,
        }
    }

    fn path(&self, slot: Slot) -> Result<PathBuf, IoFault> {
        let name = self.name(slot);
        match (slot, self.out) {
            (Slot::Stem(index), _) => self.stems.get(index).map(|stem| stem.path.clone()),
            (_, Some(out)) => Some(out.unfinished(&name)),
            (_, None) => None,
        }
        .ok_or_else(|| {
            let words = format!("there is no place for {slot:?}; please report this");
            IoFault { slot: Some(slot), is_input: false, words }
        })
    }
}

fn format_of(delivery: &Delivery) -> Format {
    match delivery.format {
        FileFormat::Wav => Format::Wav,
        FileFormat::Flac => Format::Flac,
        FileFormat::Aiff => Format::Aiff,
    }
}

impl Store for Files<'_> {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        let path = self.path(slot)?;
        let is_input = matches!(slot, Slot::Stem(_));
        let name = if is_input { path.display().to_string() } else { self.name(slot) };
        let decoder = inputs::open(&path).map_err(|fault| IoFault {
            slot: Some(slot),
            is_input,
            words: fault.sentence(),
        })?;
        Ok(Box::new(FileSource::new(slot, name, decoder, Arc::clone(&self.learnt))))
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        if slot == Slot::Master
            && let Ok(mut learnt) = self.learnt.lock()
        {
            learnt.master_hash = None;
        }
        let (path, name) = (self.path(slot)?, self.name(slot));
        let settings = self.settings(slot, sample_rate_hz);
        Ok(Box::new(FileSink::create(slot, &name, &path, &settings)?))
    }
}
