//! MP3: what comes back has the length and the place of what went in.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]
#![cfg(feature = "mp3")]

mod common;

use common::{decode, encode, encode_in_blocks, settings, tones};
use media::{Codec, Depth, EncodeSettings, Encoder, Format, Tag, Tags};
use std::io::Cursor;

const MP3: Format = Format::Mp3 { kbps: 192 };

/// Energy of the difference relative to that of the signal, with `b` moved by `lag`.
fn difference(a: &[f32], b: &[f32], lag: usize) -> f64 {
    let square = |x: f32| f64::from(x) * f64::from(x);
    let error: f64 = a.iter().zip(&b[lag..]).map(|(a, b)| square(a - b)).sum();
    error / a.iter().copied().map(square).sum::<f64>()
}

#[test]
fn length_and_alignment_survive() {
    for channels in [1, 2] {
        for rate_hz in [16_000, 44_100, 48_000] {
            for frames in [1_000, 1_152, 50_000, 50_001] {
                let audio = tones(channels, frames, f64::from(rate_hz));
                let settings = EncodeSettings {
                    sample_rate_hz: rate_hz,
                    format: Format::Mp3 { kbps: 160 },
                    ..settings(MP3, Depth::Int24, channels)
                };
                let (info, found) = decode(&encode(&audio, &settings)).unwrap();
                let place = format!("{channels} channels, {rate_hz} Hz, {frames} frames");
                assert_eq!(info.codec, Codec::Mp3);
                assert_eq!(info.frames, Some(frames as u64), "{place}");
                assert!(info.delay_frames > 0, "{place}: the delay is known, and cut");
                for (audio, found) in audio.iter().zip(&found) {
                    assert_eq!(found.len(), frames, "{place}");
                    // Coding noise at this rate lies 20 dB and more below steady tones; one
                    // frame of misplacement alone would cost as much (2π·1.5 kHz/48 kHz).
                    let here = difference(audio, found, 0);
                    assert!(here < 0.01, "{place}: {here}");
                    let beside = difference(&audio[..frames - 1], found, 1);
                    assert!(here < beside / 2.0, "{place}: {here}, one later {beside}");
                }
            }
        }
    }
}

#[test]
fn how_audio_is_cut_into_calls_changes_nothing() {
    let audio = tones(2, 20_000, 48_000.0);
    let settings = settings(MP3, Depth::Int24, 2);
    let whole = encode_in_blocks(&audio, &settings, 20_000);
    for block in [100, 1_152, 8_191] {
        assert!(whole == encode_in_blocks(&audio, &settings, block), "{block}");
    }
}

/// A stream without its first frame, which holds LAME's tag.
fn without_tag(file: &[u8]) -> &[u8] {
    let kbps = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    let rate = kbps[usize::from(file[2] >> 4)] * 1_000;
    &file[rate / 8 * 1_152 / 48_000..]
}

#[test]
fn without_the_tag_that_states_its_length_nothing_is_cut() {
    // Dense frames first, then thin ones: a length guessed from the first is far too short.
    let audio = tones(2, 48_000, 48_000.0);
    let plain = |kbps| {
        let settings = settings(Format::Mp3 { kbps }, Depth::Int24, 2);
        without_tag(&encode(&audio, &settings)).to_vec()
    };
    let (dense, thin) = (plain(320), plain(64));
    let frames = |file: &[u8]| {
        let (info, found) = decode(file).unwrap();
        assert_eq!(info.frames, Some(found[0].len() as u64), "the length is counted");
        found[0].len()
    };
    assert!(frames(&dense) >= 48_000 && frames(&thin) >= 48_000);
    assert_eq!(frames(&[&dense[..], &thin].concat()), frames(&dense) + frames(&thin));
    // LAME's delay of 576 frames and the decoder's own of 529 are not known, and remain.
    let (_, found) = decode(&dense).unwrap();
    assert!(difference(&audio[0][..40_000], &found[0], 1_105) < 0.01);
}

#[test]
fn tags_come_back() {
    let mut tags = Tags::new();
    tags.set(Tag::Title, "Löwenzahn");
    tags.set(Tag::Isrc, "DEA012345678");
    tags.set(Tag::Comment, "rough mix");
    let settings = EncodeSettings { tags: tags.clone(), ..settings(MP3, Depth::Int24, 2) };
    let (info, _) = decode(&encode(&tones(2, 5_000, 48_000.0), &settings)).unwrap();
    assert_eq!(info.tags, tags);
}

#[test]
fn what_mp3_cannot_hold_is_refused_with_advice() {
    for (rate_hz, kbps, words) in [
        (96_000, 192, "MP3 cannot hold a sample rate of 96000 Hz; choose 44100 or 48000 Hz"),
        (48_000, 100, "MP3 cannot hold 100 kbit/s; choose 128, 160, 192, 224, 256 or 320"),
    ] {
        let settings =
            EncodeSettings { format: Format::Mp3 { kbps }, ..EncodeSettings::new(rate_hz, 2) };
        let error = Encoder::new(Cursor::new(Vec::new()), &settings).unwrap_err();
        assert_eq!(error.to_string(), words);
    }
}
