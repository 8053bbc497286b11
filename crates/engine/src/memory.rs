//! A store that keeps everything in memory: for short audio, tests and places without files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{IoFault, Sink, Slot, Source, Store};

/// Audio in memory, mono or stereo.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// One or two vectors of the same length.
    pub channels: Vec<Vec<f32>>,
    /// Frames per second, in Hz.
    pub sample_rate_hz: u32,
}

/// Holds inputs and results.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    clips: Arc<Mutex<BTreeMap<Slot, Arc<Clip>>>>,
}

impl MemoryStore {
    /// A store with these stems.
    #[must_use]
    pub fn new(stems: Vec<Clip>) -> Self {
        let slots = stems.into_iter().enumerate();
        let clips = slots.map(|(index, clip)| (Slot::Stem(index), Arc::new(clip))).collect();
        Self { clips: Arc::new(Mutex::new(clips)) }
    }

    /// What lies in `slot`.
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<Arc<Clip>> {
        self.clips.lock().unwrap_or_else(PoisonError::into_inner).get(&slot).cloned()
    }
}

impl Store for MemoryStore {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        let clip = self.get(slot).ok_or_else(|| IoFault {
            slot: Some(slot),
            is_input: matches!(slot, Slot::Stem(_)),
            words: format!("{slot:?} is not in memory; it has to be created first"),
        })?;
        Ok(Box::new(ClipSource { clip, at: 0 }))
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        let clip = Clip { channels: vec![Vec::new(); 2], sample_rate_hz };
        Ok(Box::new(ClipSink { store: self.clone(), slot, clip }))
    }
}

struct ClipSource {
    clip: Arc<Clip>,
    at: usize,
}

impl Source for ClipSource {
    fn sample_rate_hz(&self) -> u32 {
        self.clip.sample_rate_hz
    }

    fn channels(&self) -> usize {
        self.clip.channels.len()
    }

    fn frames(&self) -> Option<u64> {
        Some(self.clip.channels[0].len() as u64)
    }

    fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault> {
        let got = (self.clip.channels[0].len() - self.at).min(frames);
        for (out, channel) in out.iter_mut().zip(&self.clip.channels) {
            out[..got].copy_from_slice(&channel[self.at..self.at + got]);
        }
        self.at += got;
        Ok(got)
    }
}

struct ClipSink {
    store: MemoryStore,
    slot: Slot,
    clip: Clip,
}

impl Sink for ClipSink {
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault> {
        self.clip.channels[0].extend_from_slice(left);
        self.clip.channels[1].extend_from_slice(right);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<u64, IoFault> {
        let mut clips = self.store.clips.lock().unwrap_or_else(PoisonError::into_inner);
        clips.insert(self.slot, Arc::new(self.clip));
        Ok(0)
    }
}
