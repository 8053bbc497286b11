//! How loud stems are in the mix that a recipe makes: the mix runs, and instead of being written,
//! each stem as it sits in it is measured.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use audio::StreamSpec;
use measure::{Meter, MeterOptions};
use recipe::{Recipe, fold};

use crate::console::{MixSettings, mix};
use crate::run::Io;
use crate::{EngineError, IoFault, RunSettings, Sink, Slot, Source, Store};

/// Loudness in a mix, in LUFS; −∞ for silence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// The whole mix before mastering.
    pub mix_lufs: f64,
    /// Stems as they sit in it, by their place in the session.
    pub stems_lufs: BTreeMap<usize, f64>,
}

/// Runs the mix of `recipe` and measures it and `stems` in it. Nothing is written.
///
/// # Errors
///
/// See [`EngineError`].
pub fn shares(
    recipe: &Recipe,
    stems: &[usize],
    settings: RunSettings,
    (store, crew, job): Io<'_>,
) -> Result<Shares, EngineError> {
    let heard = Heard { store, wanted: stems, lufs: Arc::default() };
    let console = fold(recipe)?;
    let settings = MixSettings {
        block_frames: settings.block_frames,
        export_stems: true,
        rough: false,
        until_frames: None,
    };
    let mixed = mix(&recipe.session, &console, settings, (&heard, crew, job))?;
    let stems_lufs = heard.lufs.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(Shares { mix_lufs: mixed.premaster.loudness.integrated_lufs, stems_lufs })
}

type Levels = Arc<Mutex<BTreeMap<usize, f64>>>;

/// Reads from a store and measures what would be written to it.
struct Heard<'a> {
    store: &'a dyn Store,
    wanted: &'a [usize],
    lufs: Levels,
}

impl Store for Heard<'_> {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        self.store.open(slot)
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        let Slot::Processed(stem) = slot else { return Ok(Box::new(Nowhere)) };
        if !self.wanted.contains(&stem) {
            return Ok(Box::new(Nowhere));
        }
        let spec = StreamSpec {
            sample_rate_hz: f64::from(sample_rate_hz),
            channels: 2,
            block_frames_max: crate::RunSettings::default().block_frames,
        };
        let options = MeterOptions { true_peak: None, spectrum: false };
        let meter = Meter::new(spec, options).map_err(|error| IoFault {
            slot: Some(slot),
            is_input: false,
            words: error.to_string(),
        })?;
        Ok(Box::new(Scale { stem, meter, lufs: Arc::clone(&self.lufs) }))
    }
}

/// Takes what nobody wants.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &[f32], _: &[f32]) -> Result<(), IoFault> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        Ok(0)
    }
}

struct Scale {
    stem: usize,
    meter: Meter,
    lufs: Levels,
}

impl Sink for Scale {
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault> {
        self.meter.push(left, Some(right));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        let Self { stem, meter, lufs } = *self;
        let found = meter.finish().loudness.integrated_lufs;
        lufs.lock().unwrap_or_else(PoisonError::into_inner).insert(stem, found);
        Ok(0)
    }
}
