use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::*;
use crate::{Alone, Clip, IoFault, MemoryStore, Sink, Slot, Source, Store, listen};

const RATE_HZ: u32 = 48_000;

/// Stems in memory that are counted when they are opened, and entries that outlive a run.
struct Place {
    stems: Vec<Clip>,
    store: MemoryStore,
    opened: Mutex<Vec<Slot>>,
    entries: Mutex<BTreeMap<String, Vec<u8>>>,
    /// Stems that must not be remembered.
    odd: Option<usize>,
}

impl Place {
    fn new(stems: Vec<Clip>) -> Self {
        Self {
            store: MemoryStore::new(stems.clone()),
            stems,
            opened: Mutex::default(),
            entries: Mutex::default(),
            odd: None,
        }
    }

    /// The same entries with other stems.
    fn with(&self, stems: Vec<Clip>) -> Self {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { entries: Mutex::new(entries), ..Self::new(stems) }
    }

    /// What is heard, and how many stems were opened for it.
    fn listen(&self, rate_hz: u32) -> (Heard, usize) {
        self.opened.lock().unwrap().clear();
        let heard = listen(self.stems.len(), rate_hz, 8_192, (self, &Alone, &())).unwrap();
        (heard, self.opened.lock().unwrap().len())
    }

    fn names(&self) -> Vec<String> {
        self.entries.lock().unwrap().keys().cloned().collect()
    }
}

impl Store for Place {
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault> {
        self.opened.lock().unwrap().push(slot);
        self.store.open(slot)
    }

    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault> {
        self.store.create(slot, sample_rate_hz)
    }

    fn recall(&self) -> Option<&dyn Recall> {
        Some(self)
    }
}

impl Recall for Place {
    fn content(&self, stem: usize) -> Option<String> {
        let samples = self.stems[stem].channels.iter().flatten();
        let bytes: Vec<u8> = samples.flat_map(|x| x.to_le_bytes()).collect();
        (self.odd != Some(stem)).then(|| blake3::hash(&bytes).to_string())
    }

    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.entries.lock().unwrap().get(name).cloned()
    }

    fn keep(&self, name: &str, entry: &[u8]) {
        self.entries.lock().unwrap().insert(name.to_owned(), entry.to_vec());
    }
}

/// Two seconds of plucked notes with a little noise; no two seeds sound alike.
fn stem(seed: u32, channels: usize) -> Clip {
    let mut noise = seed.wrapping_mul(2_654_435_761).max(1);
    let mut phase = 0.0_f64;
    let samples: Vec<f32> = (0..2 * RATE_HZ)
        .map(|frame| {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            let note = 110.0 * f64::from(1 + seed) * f64::from(2 + frame / 12_000 % 3);
            phase = (phase + note / f64::from(RATE_HZ)).fract();
            let decay = 1.0 - (frame % 12_000) as f32 / 12_000.0;
            // The arithmetic of the audio path is the same on every platform.
            let tone = audio::math::sin_turns(phase as f32) * decay * decay * 0.4;
            tone + noise as i32 as f32 * 1e-12
        })
        .collect();
    let side: Vec<f32> = samples.iter().rev().map(|x| 0.7 * x).collect();
    let channels = [samples, side].into_iter().take(channels).collect();
    Clip { channels, sample_rate_hz: RATE_HZ }
}

fn stems() -> Vec<Clip> {
    vec![stem(1, 2), stem(2, 1), stem(3, 2)]
}

/// Bit for bit, with −∞ and all.
fn bytes(heard: &Heard) -> Vec<u8> {
    borsh::to_vec(&(&heard.song, &heard.own_frames, heard.frames)).unwrap()
}

#[test]
fn what_was_heard_once_is_recalled_to_the_bit_and_no_stem_is_opened() {
    let place = Place::new(stems());
    let (first, opened) = place.listen(RATE_HZ);
    assert_eq!((opened, place.names().len()), (3, 4));
    let (second, opened) = place.listen(RATE_HZ);
    assert_eq!(opened, 0);
    assert_eq!(bytes(&first), bytes(&second));
}

#[test]
fn one_new_stem_brings_itself_and_a_new_sum_and_nothing_stale() {
    let place = Place::new(stems());
    place.listen(RATE_HZ);
    let mut others = stems();
    others[1] = stem(7, 1);
    let warm = place.with(others.clone());
    let (heard, opened) = warm.listen(RATE_HZ);
    // All stems are read for the sum; one stem and the song are new.
    assert_eq!((opened, warm.names().len()), (3, 6));
    assert_eq!(bytes(&heard), bytes(&Place::new(others).listen(RATE_HZ).0));
}

#[test]
fn another_rate_or_another_order_is_not_mistaken_for_the_same_song() {
    let place = Place::new(stems());
    place.listen(RATE_HZ);
    assert!(place.listen(44_100).1 > 0);
    let mut turned = stems();
    turned.reverse();
    let (heard, opened) = place.with(turned.clone()).listen(RATE_HZ);
    assert_eq!(opened, 3);
    assert_eq!(bytes(&heard), bytes(&Place::new(turned).listen(RATE_HZ).0));
}

#[test]
fn entries_that_were_cut_changed_or_swapped_are_measured_again() {
    let place = Place::new(stems());
    let fresh = bytes(&place.listen(RATE_HZ).0);
    let whole = place.entries.lock().unwrap().clone();
    let other = whole.values().next_back().cloned().unwrap();
    type Damage<'a> = &'a dyn Fn(&Vec<u8>) -> Vec<u8>;
    let flipped = |entry: &Vec<u8>| {
        let mut entry = entry.clone();
        let middle = entry.len() / 2;
        entry[middle] ^= 1;
        entry
    };
    let damages: [Damage<'_>; 5] = [
        &|_| Vec::new(),
        &|entry| entry[..SEAL - 1].to_vec(),
        &|entry| entry[..entry.len() - 1].to_vec(),
        &flipped,
        &|_| other.clone(),
    ];
    for (case, damage) in damages.iter().enumerate() {
        let damaged: BTreeMap<_, _> =
            whole.iter().map(|(name, entry)| (name.clone(), damage(entry))).collect();
        *place.entries.lock().unwrap() = damaged;
        let (heard, opened) = place.listen(RATE_HZ);
        assert!(opened > 0 && bytes(&heard) == fresh, "damage {case}");
        assert_eq!(*place.entries.lock().unwrap(), whole, "damage {case} is mended");
    }
}

#[test]
fn a_stem_with_something_odd_about_it_is_heard_every_time() {
    let mut place = Place::new(stems());
    place.odd = Some(2);
    place.listen(RATE_HZ);
    assert_eq!(place.names().len(), 2);
    assert_eq!(place.listen(RATE_HZ).1, 3);
}

/// When this fails, measurements are laid out or worked out differently: raise [`SCHEMA`], then
/// put the new fingerprint here. What older engines kept must not be found by this one.
#[test]
fn the_schema_is_raised_when_measurements_change() {
    let (heard, _) = Place::new(stems()).listen(RATE_HZ);
    let found = blake3::hash(&bytes(&heard)).to_hex();
    assert_eq!(
        (SCHEMA, &found[..16]),
        (2, "fe538853257637c5"),
        "raise SCHEMA and renew the fingerprint"
    );
}
