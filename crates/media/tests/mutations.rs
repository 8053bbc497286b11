//! Valid files with bytes changed: never a panic, never more work or audio than the bytes can
//! justify. `fuzz/` does the same for longer, led by coverage.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use common::{encode, settings, steps};
use media::{Decoder, Depth, EncodeSettings, Format, Tag, Tags};
use proptest::prelude::*;

/// One change to a file.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// Overwrites a byte.
    Byte(u8),
    /// Overwrites four bytes with an extreme length.
    Length(u32),
    /// Cuts the file here.
    Cut,
    /// Removes a few bytes.
    Remove(u8),
    /// Doubles a few bytes.
    Double(u8),
}

fn apply(file: &mut Vec<u8>, at: usize, change: Change) {
    if file.is_empty() {
        return;
    }
    let at = at % file.len();
    let end = |bytes: u8| file.len().min(at + usize::from(bytes));
    match change {
        Change::Byte(byte) => file[at] = byte,
        Change::Length(value) => {
            let end = end(4);
            file[at..end].copy_from_slice(&value.to_le_bytes()[..end - at]);
        }
        Change::Cut => file.truncate(at),
        Change::Remove(bytes) => {
            file.drain(at..end(bytes));
        }
        Change::Double(bytes) => {
            let copy = file[at..end(bytes)].to_vec();
            file.splice(at..at, copy);
        }
    }
}

/// An input that counts the bytes taken from it.
struct Counted {
    file: Cursor<Vec<u8>>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(buffer)?;
        // Every call counts, also one at the end of the file: a loop of those is a fault too.
        self.taken.fetch_add(bytes as u64 + 1, Ordering::Relaxed);
        Ok(bytes)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Opens and reads the file to its end or to an error, and asserts the bounds.
fn survive(file: Vec<u8>) {
    let bytes = file.len() as u64;
    let taken = Arc::new(AtomicU64::new(0));
    let input = Counted { file: Cursor::new(file), taken: Arc::clone(&taken) };
    if let Ok(mut decoder) = Decoder::open(Box::new(input), None) {
        let channels = decoder.info().channels;
        assert!((1..=2).contains(&channels));
        assert!((8_000..=192_000).contains(&decoder.info().sample_rate_hz));
        let mut out = vec![Vec::new(); channels];
        // The densest honest coding is a FLAC block of one constant: 65 535 frames in 11 bytes.
        let frames_max = (bytes / 11 + 1) * 65_535;
        while let Ok(1..) = decoder.read(&mut out, 4_096) {
            assert!(decoder.position() <= frames_max, "{} frames", decoder.position());
            let finite = |channel: &Vec<f32>| channel.iter().all(|x| x.is_finite());
            assert!(out.iter().all(finite), "what is not finite is an error");
        }
    }
    // Looking for a lost frame re-reads a window of at most 64 KiB, for each byte at worst.
    let taken = taken.load(Ordering::Relaxed);
    assert!(taken <= 64 * bytes + (1 << 20), "{taken} bytes read of {bytes}");
}

/// One valid file of every kind, with tags.
fn seeds() -> Vec<Vec<u8>> {
    let mut tags = Tags::new();
    tags.set(Tag::Title, "title");
    tags.set(Tag::Isrc, "DEA012345678");
    let kinds = [
        (Format::Wav, Depth::Int16),
        (Format::Wav, Depth::Int24),
        (Format::Wav, Depth::Float32),
        (Format::Aiff, Depth::Int24),
        (Format::Aiff, Depth::Float32),
        (Format::Flac, Depth::Int16),
        (Format::Flac, Depth::Int24),
        #[cfg(feature = "mp3")]
        (Format::Mp3 { kbps: 64 }, Depth::Int24),
    ];
    // There is no Vorbis encoder to be had without a C library; this is a quarter of a second.
    let mut files = vec![include_bytes!("data/sine.ogg").to_vec()];
    for (format, depth) in kinds {
        let settings = EncodeSettings { tags: tags.clone(), ..settings(format, depth, 2) };
        files.push(encode(&steps(2, 3_000, 16), &settings));
        let long = EncodeSettings { rf64_above_bytes: 0, ..settings };
        if format == Format::Wav {
            files.push(encode(&steps(2, 100, 16), &long));
        }
    }
    files
}

fn changes() -> impl Strategy<Value = Vec<(usize, Change)>> {
    let change = prop_oneof![
        4 => any::<u8>().prop_map(Change::Byte),
        2 => prop_oneof![Just(0), Just(1), Just(u32::MAX), Just(1 << 31), any::<u32>()]
            .prop_map(Change::Length),
        1 => Just(Change::Cut),
        1 => any::<u8>().prop_map(Change::Remove),
        1 => any::<u8>().prop_map(Change::Double),
    ];
    // Headers are short and audio is long: half of the changes aim at the first 128 bytes.
    let place = prop_oneof![0_usize..128, any::<usize>()];
    prop::collection::vec((place, change), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn changed_files_never_break_the_decoder(which in any::<usize>(), changes in changes()) {
        let seeds = seeds();
        let mut file = seeds[which % seeds.len()].clone();
        for (at, change) in changes {
            apply(&mut file, at, change);
        }
        survive(file);
    }
}

#[test]
fn every_byte_of_every_header_may_be_anything_extreme() {
    for seed in seeds() {
        for at in 0..seed.len().min(160) {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut file = seed.clone();
                apply(&mut file, at, Change::Byte(byte));
                survive(file);
            }
        }
    }
}

#[test]
fn a_file_may_end_anywhere() {
    for seed in seeds() {
        for length in (0..seed.len()).step_by(if seed.len() > 2_000 { 97 } else { 3 }) {
            survive(seed[..length].to_vec());
        }
    }
}
