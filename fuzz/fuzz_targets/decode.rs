//! Any bytes as an audio file: no panic of ours, no endless loop, nothing that is not finite.
//!
//! A panic inside the decoding library is caught and worded by `media`, but libFuzzer stops at
//! it all the same: that is how such faults are found and reported to its authors.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use media::Decoder;

/// Frames asked for at once: an odd number, so that packets are cut everywhere.
const BLOCK_FRAMES: usize = 1_021;

fuzz_target!(|file: &[u8]| {
    let hint = file.first().map(|first| if first % 2 == 0 { "mp3" } else { "wav" });
    let Ok(mut decoder) = Decoder::open(Box::new(Cursor::new(file.to_vec())), hint) else {
        return;
    };
    let mut out = vec![Vec::new(); decoder.info().channels];
    // The densest honest coding is a FLAC block of one constant: 65 535 frames in 11 bytes.
    let frames_max = (file.len() as u64 / 11 + 1) * 65_535;
    while let Ok(frames @ 1..) = decoder.read(&mut out, BLOCK_FRAMES) {
        assert!(decoder.position() <= frames_max);
        for channel in &out {
            assert!(channel[..frames].iter().all(|sample| sample.is_finite()));
        }
    }
    if decoder.rewind().is_ok() {
        let _ = decoder.read(&mut out, BLOCK_FRAMES);
    }
});
