//! Another reader's opinion of what we write, and ours of what another encoder wrote.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use std::io::Cursor;

use common::{Audio, decode, encode, settings, steps};
use media::{Codec, Depth, EncodeSettings, Format, Tag};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// The samples of a file as the symphonia library reads it.
fn symphonia_reads(file: Vec<u8>) -> (u32, Audio) {
    let input = MediaSourceStream::new(Box::new(Cursor::new(file)), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), input, FormatOptions::default(), MetadataOptions::default())
        .unwrap();
    let track = format.default_track(TrackType::Audio).unwrap();
    let params = track.codec_params.as_ref().unwrap().audio().unwrap().clone();
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(&params, &AudioDecoderOptions::default())
        .unwrap();
    let mut audio: Audio = vec![Vec::new(); params.channels.unwrap().count()];
    while let Ok(Some(packet)) = format.next_packet() {
        let mut part: Audio = Vec::new();
        decoder.decode(&packet).unwrap().copy_to_vecs_planar(&mut part);
        audio.iter_mut().zip(part).for_each(|(all, part)| all.extend(part));
    }
    (params.sample_rate.unwrap(), audio)
}

#[test]
fn another_reader_finds_the_same_samples_in_our_files() {
    for format in [Format::Wav, Format::Aiff, Format::Flac] {
        for depth in [Depth::Int16, Depth::Int24, Depth::Float32] {
            for channels in [1, 2] {
                if (format, depth) == (Format::Flac, Depth::Float32) {
                    continue;
                }
                let audio = steps(channels, 5_001, if depth == Depth::Int16 { 16 } else { 24 });
                let settings =
                    EncodeSettings { sample_rate_hz: 44_100, ..settings(format, depth, channels) };
                let found = symphonia_reads(encode(&audio, &settings));
                assert!(found == (44_100, audio), "{format:?} {depth:?}, {channels} channels");
            }
        }
    }
}

#[test]
fn ogg_vorbis_is_read_at_its_full_length() {
    // Made with libvorbis: a sine of 440 Hz, 1/8 of full scale and 3 dB off for the second channel.
    let (info, audio) = decode(include_bytes!("data/sine.ogg")).unwrap();
    assert_eq!((info.codec, info.sample_rate_hz, info.channels), (Codec::Vorbis, 44_100, 2));
    assert_eq!((info.frames, info.bits), (Some(11_025), None));
    assert_eq!(info.tags.get(Tag::Title), Some("A 440"));
    for channel in &audio {
        assert_eq!(channel.len(), 11_025);
        for (at, found) in channel.iter().enumerate() {
            let turn = std::f64::consts::TAU * 440.0 * at as f64 / 44_100.0;
            // Lossy at its lowest quality: a tenth of the tone, less than two frames of
            // misplacement (2π·440/44100 = 6 % each).
            let wanted = libm::sin(turn) * libm::sqrt(0.5) / 8.0;
            assert!((f64::from(*found) - wanted).abs() < 0.009, "frame {at}");
        }
    }
}
