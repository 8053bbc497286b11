//! Opus, Ogg Vorbis and the broadcast chunk: what is written comes back, in its place.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]
#![cfg(all(feature = "opus", feature = "vorbis"))]

mod common;

use std::io::Cursor;

use common::{Audio, decode, encode, encode_in_blocks, settings, tones};
use media::{
    BextLoudness, Codec, Depth, EncodeSettings, Encoder, Format, Tag, Tags, VorbisEncoder,
    write_bext_loudness,
};

const OPUS: Format = Format::Opus { kbps: 160 };

fn vorbis(audio: &Audio, rate_hz: u32, tags: &Tags, block: usize) -> Vec<u8> {
    let mut encoder = VorbisEncoder::new(Vec::new(), rate_hz, audio.len(), 192, tags).unwrap();
    for from in (0..audio[0].len()).step_by(block) {
        let to = audio[0].len().min(from + block);
        let part: Vec<&[f32]> = audio.iter().map(|channel| &channel[from..to]).collect();
        encoder.write(&part).unwrap();
    }
    encoder.finish().unwrap()
}

fn tags() -> Tags {
    let mut tags = Tags::new();
    tags.set(Tag::Title, "Löwenzahn");
    tags.set(Tag::Isrc, "DEA012345678");
    tags.set(Tag::Copyright, "2026 somebody");
    tags
}

/// Energy of the difference relative to that of the signal, with `b` moved by `lag`.
fn difference(a: &[f32], b: &[f32], lag: usize) -> f64 {
    let square = |x: f32| f64::from(x) * f64::from(x);
    let error: f64 = a.iter().zip(&b[lag..]).map(|(a, b)| square(a - b)).sum();
    error / a.iter().copied().map(square).sum::<f64>()
}

#[track_caller]
fn is_in_place(audio: &Audio, found: &Audio, what: &str) {
    for (audio, found) in audio.iter().zip(found) {
        assert_eq!(found.len(), audio.len(), "{what}");
        // Coding noise lies 20 dB and more below steady tones; a frame of misplacement alone would
        // cost as much (2π·1.5 kHz/48 kHz).
        let here = difference(audio, found, 0);
        assert!(here < 0.01, "{what}: {here}");
        let beside = difference(&audio[..audio.len() - 1], found, 1);
        assert!(here < beside / 2.0, "{what}: {here}, one later {beside}");
    }
}

#[test]
fn length_and_place_survive() {
    for channels in [1, 2] {
        for frames in [2_000, 48_000, 96_001] {
            let audio = tones(channels, frames, 48_000.0);
            let (info, found) =
                decode(&encode(&audio, &settings(OPUS, Depth::Int24, channels))).unwrap();
            assert_eq!((info.codec, info.frames), (Codec::Opus, Some(frames as u64)));
            is_in_place(&audio, &found, &format!("Opus, {channels} channels, {frames}"));
            let (info, found) = decode(&vorbis(&audio, 48_000, &Tags::new(), 4_801)).unwrap();
            assert_eq!((info.codec, info.frames), (Codec::Vorbis, Some(frames as u64)));
            is_in_place(&audio, &found, &format!("Vorbis, {channels} channels, {frames}"));
        }
    }
}

#[test]
fn how_audio_is_cut_into_calls_changes_nothing_and_every_run_gives_the_same_bytes() {
    let audio = tones(2, 30_000, 48_000.0);
    let opus = settings(OPUS, Depth::Int24, 2);
    let (whole, whole_vorbis) =
        (encode_in_blocks(&audio, &opus, 30_000), vorbis(&audio, 48_000, &tags(), 30_000));
    for block in [100, 960, 8_191] {
        assert!(whole == encode_in_blocks(&audio, &opus, block), "Opus in {block}");
    }
    assert!(whole_vorbis == vorbis(&audio, 48_000, &tags(), 30_000));
}

#[test]
fn tags_come_back() {
    let settings = EncodeSettings { tags: tags(), ..settings(OPUS, Depth::Int24, 2) };
    let audio = tones(2, 5_000, 48_000.0);
    assert_eq!(decode(&encode(&audio, &settings)).unwrap().0.tags, tags());
    assert_eq!(decode(&vorbis(&audio, 44_100, &tags(), 999)).unwrap().0.tags, tags());
}

#[test]
fn a_second_pass_over_opus_is_the_first_again_and_a_cut_file_says_so() {
    let audio = tones(2, 150_000, 48_000.0);
    let file = encode(&audio, &settings(OPUS, Depth::Int24, 2));
    let mut decoder = common::open(&file).unwrap();
    let first = common::read_all(&mut decoder, 1_000).unwrap();
    decoder.rewind().unwrap();
    assert!(first == common::read_all(&mut decoder, 777).unwrap());
    let short = &file[..file.len() / 2];
    let (_, found) = decode(short).unwrap_or_else(|error| panic!("{error}"));
    assert!(found[0].len() < 150_000);
}

#[test]
fn damage_in_opus_never_panics() {
    let file = encode(&tones(2, 20_000, 48_000.0), &settings(OPUS, Depth::Int24, 2));
    let mut state = 7_u32;
    for _ in 0..200 {
        let mut damaged = file.clone();
        for _ in 0..4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (state >> 8) as usize % damaged.len();
            damaged[at] ^= (state >> 3) as u8 | 1;
        }
        if let Ok((_, audio)) = decode(&damaged) {
            assert!(audio.iter().flatten().all(|sample| sample.is_finite()));
        }
    }
}

#[test]
fn what_opus_and_vorbis_cannot_hold_is_refused_with_advice() {
    let opus = |rate_hz, kbps| {
        let format = Format::Opus { kbps };
        let settings = EncodeSettings { format, ..EncodeSettings::new(rate_hz, 2) };
        Encoder::new(Cursor::new(Vec::new()), &settings).unwrap_err().to_string()
    };
    assert!(opus(44_100, 160).contains("resample it to 48000 Hz"));
    assert!(opus(48_000, 1_000).contains("choose 16 to 256 a channel"));
    let error = VorbisEncoder::new(Vec::new(), 8_000, 2, 9_999, &Tags::new()).unwrap_err();
    assert!(error.to_string().contains("choose 64 to 320 kbit/s"), "{error}");
}

#[test]
fn loudness_goes_into_a_finished_wave_and_moves_nothing_else() {
    let audio = tones(2, 5_000, 48_000.0);
    let settings = EncodeSettings { tags: tags(), ..settings(Format::Wav, Depth::Int24, 2) };
    let file = encode(&audio, &settings);
    let loudness = BextLoudness { integrated_lufs: Some(-14.02), ..BextLoudness::default() };
    let mut patched = Cursor::new(file.clone());
    assert!(write_bext_loudness(&mut patched, loudness).unwrap());
    let patched = patched.into_inner();
    assert_eq!(file.iter().zip(&patched).filter(|(a, b)| a != b).count(), 2);
    let (info, found) = decode(&patched).unwrap();
    assert_eq!(info.bext.unwrap().loudness, loudness);
    assert!(found == decode(&file).unwrap().1);
    let plain = encode(&audio, &EncodeSettings { tags: Tags::new(), ..settings });
    assert!(
        !write_bext_loudness(&mut Cursor::new(plain), loudness).unwrap(),
        "no chunk, no change"
    );
}
