//! Audio of a run as files.

mod codecs;
mod copies;
mod folder;
mod sink;
mod source;
mod space;
mod transcode;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use engine::{Codecs, IoFault, Recall, Sink, Slot, Source, Store, Version};
use media::{Depth, Dither, EncodeSettings, Format, Info, Tag, Tags};
use recipe::{BitDepth, Delivery, FileFormat, FileKind};

use crate::cache::Cache;
use crate::errors::output_words;
use crate::{inputs, page};
pub(crate) use codecs::{Through, ladder, through, told};
pub(crate) use copies::{measure, reference_name, tell_loudness, tells_loudness};
pub(crate) use folder::OutFolder;
use sink::FileSink;
use source::{FileSource, Learnt};
pub(crate) use space::Room;
pub(crate) use transcode::can_write;

/// A stem as the engine counts it.
#[derive(Clone, Debug)]
pub(crate) struct StemFile {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    /// Content hash, `b3:…`.
    pub(crate) hash: String,
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
    /// Of the tracks of an album.
    pub(crate) track_tags: Vec<Tags>,
}

/// Files behind the engine's slots.
pub(crate) struct Files<'a> {
    stems: Vec<StemFile>,
    out: Option<&'a OutFolder>,
    writing: Writing,
    learnt: Arc<Mutex<Learnt>>,
    cache: Option<&'a Cache>,
}

/// The master before it is rounded, from which further files are made; gone after the run.
const FLOAT_MASTER: &str = "master_float.wav";

/// Bit rate of previews, in kbit/s: differences between two masters stay audible.
const PREVIEW_KBPS: u32 = 256;

/// Bit rate of the players in a report, in kbit/s: three of 20 s are a megabyte.
const PLAYER_KBPS: u32 = 128;

impl<'a> Files<'a> {
    /// Stems in, results into `out`.
    pub(crate) fn new(stems: Vec<StemFile>, out: &'a OutFolder, writing: Writing) -> Self {
        Self { out: Some(out), writing, ..Self::to_hear(stems) }
    }

    /// Stems in, nothing out.
    pub(crate) fn to_hear(stems: Vec<StemFile>) -> Self {
        let (writing, learnt) = (Writing::default(), Arc::default());
        Self { stems, out: None, writing, learnt, cache: None }
    }

    /// What is heard is kept in `cache`, and what is there is not heard again.
    pub(crate) fn remembering(self, cache: Option<&'a Cache>) -> Self {
        Self { cache, ..self }
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
            Slot::Track(index) => {
                let name = self.stems.get(index).map_or("", |stem| &stem.id);
                format!("tracks/{name}.{}", format_of(&self.writing.delivery).extension())
            }
            Slot::Image => format!("album.{}", format_of(&self.writing.delivery).extension()),
            Slot::Player(version) => page::file(version.name()),
            Slot::Excerpt => {
                format!("excerpt.{}", format_of(&self.writing.delivery).extension())
            }
            Slot::Compared(version) => {
                let name = match version {
                    Version::Rough => "A_stems",
                    Version::Mix => "B_mix",
                    Version::Master => "C_master",
                };
                format!("excerpt_{name}.{}", if cfg!(feature = "mp3") { "mp3" } else { "flac" })
            }
            // Gone after the run, so that the name is seen in faults only.
            other => format!("{other:?}.wav").to_lowercase(),
        }
    }

    /// What was odd about each stem beyond its header, once it was read to its end.
    pub(crate) fn warnings(&self) -> Vec<(usize, String)> {
        let Ok(learnt) = self.learnt.lock() else { return Vec::new() };
        let of_stem = |(slot, text): &(Slot, String)| match slot {
            Slot::Stem(index) => Some((*index, text.clone())),
            _ => None,
        };
        learnt.warnings.iter().filter_map(of_stem).collect()
    }

    /// What is between two passes is floating point: nothing is rounded or clipped.
    fn settings(&self, slot: Slot, sample_rate_hz: u32) -> EncodeSettings {
        let Writing { delivery, seed, tags, track_tags } = &self.writing;
        let of_track = match slot {
            Slot::Track(index) => track_tags.get(index),
            _ => None,
        };
        let mut tags = of_track.unwrap_or(tags).clone();
        tags.set(Tag::Software, concat!("MixMaster ", env!("CARGO_PKG_VERSION")));
        let plain = EncodeSettings {
            depth: Depth::Float32,
            dither: Dither::None,
            seed: *seed,
            ..EncodeSettings::new(sample_rate_hz, 2)
        };
        match slot {
            Slot::Master | Slot::Track(_) | Slot::Image | Slot::Excerpt => EncodeSettings {
                format: format_of(delivery),
                depth: depth_of(delivery.bit_depth),
                dither: match slot {
                    // Its samples are those of the master, dithered where they stand there.
                    Slot::Excerpt => Dither::None,
                    _ if delivery.noise_shaping => Dither::TpdfShaped,
                    _ => Dither::Tpdf,
                },
                tags,
                ..plain
            },
            Slot::Preview | Slot::Compared(_) if cfg!(feature = "mp3") => {
                EncodeSettings { format: Format::Mp3 { kbps: PREVIEW_KBPS }, tags, ..plain }
            }
            Slot::Player(_) if cfg!(feature = "mp3") => {
                EncodeSettings { format: Format::Mp3 { kbps: PLAYER_KBPS }, ..plain }
            }
            Slot::Preview | Slot::Compared(_) => EncodeSettings {
                format: Format::Flac,
                depth: Depth::Int16,
                dither: Dither::Tpdf,
                tags,
                ..plain
            },
            _ => plain,
        }
    }

    /// Of a further file of the master `from`.
    fn copy_settings(&self, kind: &FileKind, from: &Info) -> EncodeSettings {
        let Writing { delivery, .. } = &self.writing;
        let master = self.settings(Slot::Master, kind.format.sample_rate_hz(from.sample_rate_hz));
        EncodeSettings { depth: depth_of(kind.depth(delivery.bit_depth)), ..master }
    }

    /// Where a slot's file is while the run lasts.
    fn path(&self, slot: Slot) -> Result<PathBuf, IoFault> {
        let homeless = || fault(slot, format!("there is no place for {slot:?}"));
        match (slot, self.out) {
            (Slot::Stem(index), _) => self.stems.get(index).map(|stem| stem.path.clone()),
            (_, Some(out)) => Some(out.unfinished(&self.name(slot))),
            (_, None) => None,
        }
        .ok_or_else(homeless)
    }
}

fn fault(slot: Slot, words: String) -> IoFault {
    IoFault { slot: Some(slot), is_input: matches!(slot, Slot::Stem(_)), words }
}

/// Of the master itself, which loses nothing: a recipe with another format is refused.
fn format_of(delivery: &Delivery) -> Format {
    match delivery.format {
        FileFormat::Flac => Format::Flac,
        FileFormat::Aiff => Format::Aiff,
        _ => Format::Wav,
    }
}

fn depth_of(depth: BitDepth) -> Depth {
    match depth {
        BitDepth::Int16 => Depth::Int16,
        BitDepth::Int24 => Depth::Int24,
        BitDepth::Float32 => Depth::Float32,
    }
}

impl Store for Files<'_> {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        let path = self.path(slot)?;
        let decoder = inputs::open(&path).map_err(|error| fault(slot, error.sentence()))?;
        let name = match slot {
            Slot::Stem(_) => path.display().to_string(),
            _ => self.name(slot),
        };
        Ok(Box::new(FileSource::new(slot, name, decoder, Arc::clone(&self.learnt))))
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        let (path, name) = (self.path(slot)?, self.name(slot));
        // `stems/` and `players/` come with the first file in them.
        path.parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .map_err(|error| fault(slot, output_words(&name, &error)))?;
        let settings = self.settings(slot, sample_rate_hz);
        let sink = FileSink::create(slot, &name, &path, &settings)?;
        let has_copies = slot == Slot::Master && !self.writing.delivery.also.is_empty();
        let (Some(out), true) = (self.out, has_copies) else { return Ok(Box::new(sink)) };
        let plain = self.settings(Slot::Scratch, sample_rate_hz);
        let beside = FileSink::create(slot, FLOAT_MASTER, &out.unfinished(FLOAT_MASTER), &plain)?;
        Ok(Box::new(sink.and(beside)))
    }

    fn codecs(&self) -> Option<&dyn Codecs> {
        self.writing.delivery.codec_ceiling_dbtp.map(|_| self as &dyn Codecs)
    }

    fn recall(&self) -> Option<&dyn Recall> {
        self.cache.is_some().then_some(self)
    }
}

impl Recall for Files<'_> {
    /// A stem with something odd about it is read every time, so that every run can tell it.
    fn content(&self, stem: usize) -> Option<String> {
        let learnt = self.learnt.lock().ok()?;
        let odd = learnt.warnings.iter().any(|(slot, _)| *slot == Slot::Stem(stem));
        self.stems.get(stem).filter(|_| !odd).map(|stem| stem.hash.clone())
    }

    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.cache?.read(name)
    }

    fn keep(&self, name: &str, entry: &[u8]) {
        if let Some(cache) = self.cache {
            cache.write(name, entry);
        }
    }
}
