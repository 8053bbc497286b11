//! What is written is what is read, for every format, depth and number of channels.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use common::{decode, encode, encode_in_blocks, open, read_all, settings, steps};
use media::{Codec, Depth, Dither, EncodeSettings, Format, Tag, Tags};
use proptest::prelude::*;

const LOSSLESS: [(Format, Depth, Codec); 8] = [
    (Format::Wav, Depth::Int16, Codec::Wav),
    (Format::Wav, Depth::Int24, Codec::Wav),
    (Format::Wav, Depth::Float32, Codec::Wav),
    (Format::Aiff, Depth::Int16, Codec::Aiff),
    (Format::Aiff, Depth::Int24, Codec::Aiff),
    (Format::Aiff, Depth::Float32, Codec::Aiff),
    (Format::Flac, Depth::Int16, Codec::Flac),
    (Format::Flac, Depth::Int24, Codec::Flac),
];

fn bits(depth: Depth) -> u32 {
    match depth {
        Depth::Int16 => 16,
        Depth::Int24 => 24,
        Depth::Float32 => 32,
    }
}

#[test]
fn every_lossless_format_gives_back_the_bits_it_was_given() {
    for (format, depth, codec) in LOSSLESS {
        for channels in [1, 2] {
            // An odd number of frames: mono 24-bit chunks then need a byte of padding.
            let mut audio = steps(channels, 10_001, bits(depth).min(24));
            if depth == Depth::Float32 {
                audio[0][5] = 7.25; // Beyond full scale, and kept.
                audio[0][6] = f32::MIN_POSITIVE / 4.0;
            }
            let file = encode(&audio, &settings(format, depth, channels));
            let (info, found) = decode(&file).unwrap();
            assert!(found == audio, "{format:?} {depth:?} with {channels} channels");
            assert_eq!(info.codec, codec);
            assert_eq!((info.sample_rate_hz, info.channels), (48_000, channels));
            assert_eq!(info.bits, Some(bits(depth)));
            assert_eq!(info.float, depth == Depth::Float32);
            assert_eq!(info.frames, Some(10_001));
            assert!(info.warnings.is_empty(), "{:?}", info.warnings);
        }
    }
}

#[test]
fn every_sample_rate_survives_in_every_container() {
    for format in [Format::Wav, Format::Aiff, Format::Flac] {
        for rate_hz in [8_000, 11_025, 22_050, 44_100, 48_000, 88_200, 96_000, 192_000] {
            let audio = steps(2, 100, 16);
            let file = encode(
                &audio,
                &EncodeSettings {
                    format,
                    depth: Depth::Int16,
                    dither: Dither::None,
                    ..EncodeSettings::new(rate_hz, 2)
                },
            );
            let (info, found) = decode(&file).unwrap();
            assert_eq!(info.sample_rate_hz, rate_hz, "{format:?}");
            assert!(found == audio, "{format:?} at {rate_hz} Hz");
        }
    }
}

#[test]
fn a_file_of_one_sample_is_a_file() {
    for (format, depth, _) in LOSSLESS {
        let audio = vec![vec![0.25]];
        let file = encode(&audio, &settings(format, depth, 1));
        assert_eq!(decode(&file).unwrap().1, audio, "{format:?} {depth:?}");
    }
}

#[test]
fn a_long_wav_becomes_rf64_and_reads_the_same() {
    let audio = steps(2, 5_000, 24);
    let plain = settings(Format::Wav, Depth::Int24, 2);
    let long = EncodeSettings { rf64_above_bytes: 20_000, ..plain.clone() };
    let (short_file, long_file) = (encode(&audio, &plain), encode(&audio, &long));
    assert_eq!(&short_file[..4], b"RIFF");
    assert_eq!((&long_file[..8], &long_file[12..16]), (&b"RF64\xff\xff\xff\xff"[..], &b"ds64"[..]));
    // EBU Tech 3306: length of the whole less 8, of the data, number of frames.
    let lengths = [long_file.len() as u64 - 8, 5_000 * 6, 5_000].map(u64::to_le_bytes).concat();
    assert_eq!(&long_file[20..44], &lengths[..]);
    let data = long_file.len() - 5_000 * 6;
    assert_eq!(&long_file[data - 8..data], b"data\xff\xff\xff\xff");
    assert_eq!(long_file.len(), short_file.len(), "the room was kept free");
    let (info, found) = decode(&long_file).unwrap();
    assert!(found == audio);
    assert_eq!(info.frames, Some(5_000));
    assert!(info.warnings.is_empty());
    let mut bw64 = long_file;
    bw64[..4].copy_from_slice(b"BW64");
    assert!(decode(&bw64).unwrap().1 == audio);
}

#[test]
fn a_chunk_of_odd_length_is_padded_and_the_length_of_the_whole_is_true() {
    let audio = steps(1, 3, 24);
    let wav = encode(&audio, &settings(Format::Wav, Depth::Int24, 1));
    let aiff = encode(&audio, &settings(Format::Aiff, Depth::Int24, 1));
    assert_eq!((wav.last(), aiff.last()), (Some(&0), Some(&0)), "9 bytes and one of padding");
    assert_eq!(wav[4..8], (wav.len() as u32 - 8).to_le_bytes());
    assert_eq!(aiff[4..8], (aiff.len() as u32 - 8).to_be_bytes());
    assert!(wav.len().is_multiple_of(2) && aiff.len().is_multiple_of(2));
}

fn all_tags() -> Tags {
    let mut tags = Tags::new();
    for (tag, text) in [
        (Tag::Title, "Über den Wolken"),
        (Tag::Artist, "The Odd One"),
        (Tag::Album, "Demo"),
        (Tag::AlbumArtist, "Various"),
        (Tag::Track, "7"),
        (Tag::Date, "2026-11-21"),
        (Tag::Genre, "Rock"),
        (Tag::Isrc, "DEA012345678"),
        (Tag::Comment, "mixed twice"),
        (Tag::Copyright, "2026 Somebody"),
        (Tag::Software, "MixMaster"),
    ] {
        tags.set(tag, text);
    }
    tags
}

#[test]
fn tags_survive_in_every_format() {
    for format in [Format::Wav, Format::Aiff, Format::Flac] {
        let settings = EncodeSettings { tags: all_tags(), ..settings(format, Depth::Int24, 1) };
        let audio = steps(1, 1_000, 24);
        let (info, found) = decode(&encode(&audio, &settings)).unwrap();
        assert_eq!(info.tags, all_tags(), "{format:?}");
        assert!(found == audio, "{format:?}: tags do not touch the audio");
    }
}

#[test]
fn a_riff_list_alone_carries_the_tags_it_has_names_for() {
    let mut tags = Tags::new();
    tags.set(Tag::Title, "even");
    tags.set(Tag::Artist, "odd");
    let settings = EncodeSettings { tags: tags.clone(), ..settings(Format::Wav, Depth::Int16, 2) };
    let file = encode(&steps(2, 10, 16), &settings);
    assert!(!file.windows(4).any(|four| four == b"id3 "));
    assert_eq!(decode(&file).unwrap().0.tags, tags);
}

#[test]
fn finish_leaves_the_sink_at_the_end_and_counts() {
    use media::Encoder;
    use std::io::{Cursor, Seek};
    for (format, depth, _) in LOSSLESS {
        let mut encoder =
            Encoder::new(Cursor::new(Vec::new()), &settings(format, depth, 1)).unwrap();
        encoder.write(&[&[0.5, 1.5, -1.5, -1.0]]).unwrap();
        let mut written = encoder.finish().unwrap();
        assert_eq!(written.frames, 4);
        let clipped = if depth == Depth::Float32 { 0 } else { 2 };
        assert_eq!(written.clipped_samples, clipped, "{format:?} {depth:?}");
        let end = written.sink.get_ref().len() as u64;
        assert_eq!(written.sink.stream_position().unwrap(), end);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn how_audio_is_cut_into_calls_changes_nothing(
        frames in 1_usize..9_000,
        write_block in 1_usize..5_000,
        read_block in 1_usize..5_000,
        which in 0..LOSSLESS.len(),
        channels in 1_usize..=2,
    ) {
        let (format, depth, _) = LOSSLESS[which];
        let audio = steps(channels, frames, 16);
        let settings = settings(format, depth, channels);
        let file = encode_in_blocks(&audio, &settings, write_block);
        prop_assert!(file == encode_in_blocks(&audio, &settings, frames));
        let mut decoder = open(&file).unwrap();
        prop_assert!(read_all(&mut decoder, read_block).unwrap() == audio);
        decoder.rewind().unwrap();
        let mut out = vec![Vec::new(); channels];
        decoder.read(&mut out, read_block).unwrap();
        decoder.rewind().unwrap();
        prop_assert!(read_all(&mut decoder, frames + 1).unwrap() == audio, "after a rewind");
    }
}
