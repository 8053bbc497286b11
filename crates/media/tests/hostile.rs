//! Files that lie, and files that are something else: one clear error or a stated warning each.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use common::{decode, encode, fmt, open, settings, steps, wav};
use media::{Depth, Format, Warning};

const PCM: u16 = 1;
const FLOAT: u16 = 3;

/// The words of the error that a file meets, on opening or on reading.
fn error_of(file: &[u8]) -> String {
    match decode(file) {
        Ok((info, _)) => panic!("was accepted: {info:?}"),
        Err(error) => error.to_string(),
    }
}

/// A sound FLAC file that is neither mono nor stereo.
fn flac_of_7_channels() -> Vec<u8> {
    use flac_codec::encode::{FlacSampleWriter, Options};
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer =
        FlacSampleWriter::new(&mut file, Options::default(), 48_000, 16, 7, None).unwrap();
    writer.write(&[1; 7 * 5_000]).unwrap();
    writer.finalize().unwrap();
    file.into_inner()
}

/// Four frames of 16-bit stereo.
const FOUR_FRAMES: [u8; 16] = [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0];

#[test]
fn every_bad_file_meets_one_clear_error() {
    let good = fmt(PCM, 2, 48_000, 16);
    let mut lying_blocks = good.clone();
    lying_blocks[12] = 3;
    let mut short_fmt = wav(&good[..10], 16, &FOUR_FRAMES);
    short_fmt[4] = 0;
    let aiff_7 = {
        let mut file = encode(&steps(2, 10, 16), &settings(Format::Aiff, Depth::Int16, 2));
        file[21] = 7;
        file
    };
    let flac_7 = flac_of_7_channels();
    let table: &[(&[u8], &str)] = &[
        (b"", "the file is empty"),
        (b"Hello, this is no audio at all.\n", "found plain text, expected audio"),
        ("Grüße".as_bytes(), "found plain text, expected audio"),
        (b"<html><body>404</body></html>", "found plain text"),
        (&[0; 4096], "found zeros"),
        (b"PK\x03\x04rest", "found a ZIP archive"),
        (b"\0\0\0\x20ftypM4A ", "found an MP4 file (AAC or ALAC), which is not supported"),
        (b"\x01\x02\x03\x04\x05", "found an unknown kind of file"),
        (b"RIFF", "damaged WAV header: found a file that ends in its first 12 bytes"),
        (b"RIFF\x24\0\0\0WAVE", "damaged WAV header: found no `fmt ` chunk"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0", "found a `fmt ` chunk of 2 bytes"),
        (&short_fmt, "found a `fmt ` chunk of 10 bytes, expected 16 bytes or more"),
        (&wav(&good, 0, b"")[..36], "found no `data` chunk"),
        (&wav(&good, 0, b""), "the file holds no audio"),
        (&wav(&good, 16, &FOUR_FRAMES[..3]), "the file holds no audio"),
        (&wav(&fmt(PCM, 0, 48_000, 16), 16, &FOUR_FRAMES), "found 0 channels, expected 1 or 2"),
        (
            &wav(&fmt(PCM, 7, 48_000, 16), 16, &FOUR_FRAMES),
            "found 7 channels, expected 1 or 2; export it as stereo, or as one file per channel",
        ),
        (&aiff_7, "found 7 channels"),
        (&flac_7, "found 7 channels"),
        (&wav(&fmt(PCM, 2, 0, 16), 16, &FOUR_FRAMES), "the sample rate is 0 Hz, expected 8000"),
        (&wav(&fmt(PCM, 2, 10_000_000, 16), 16, &FOUR_FRAMES), "10000000 Hz, expected 8000 to"),
        (&wav(&fmt(PCM, 2, 48_000, 0), 16, &FOUR_FRAMES), "found 0 bits per sample"),
        (&wav(&fmt(PCM, 2, 48_000, 40), 16, &FOUR_FRAMES), "found 40 bits per sample"),
        (&wav(&fmt(FLOAT, 2, 48_000, 16), 16, &FOUR_FRAMES), "found 16 bits per sample"),
        (&wav(&fmt(0x55, 2, 48_000, 16), 16, &FOUR_FRAMES), "found WAV with MPEG audio"),
        (&wav(&fmt(0xfffe, 2, 48_000, 16), 16, &FOUR_FRAMES), "audio coded as 0xfffe"),
        (&wav(&lying_blocks, 16, &FOUR_FRAMES), "frames of 3 bytes, expected 4 for 2 channels"),
        (b"RIFX\0\0\0\x24WAVEfmt ", "found a big-endian WAV file"),
        (b"fLaC", "damaged FLAC header"),
        (b"OggS\0\x02", "damaged Ogg Vorbis header"),
        (b"FORM\0\0\0\x04AIFF", "damaged AIFF header"),
        (b"\xff\xfb\x90\x64", "damaged MP3 header"),
        (b"ID3\x04\0\0\x7f\x7f\x7f\x7f", "MP3"),
    ];
    for (file, expected) in table {
        let found = error_of(file);
        let start = String::from_utf8_lossy(&file[..file.len().min(16)]).into_owned();
        assert!(found.contains(expected), "{start:?}: {found:?} does not say {expected:?}");
    }
}

#[test]
fn a_text_named_mp3_is_still_a_text() {
    let text = b"shopping list: strings, picks, coffee".to_vec();
    let error =
        media::Decoder::open(Box::new(std::io::Cursor::new(text)), Some("mp3")).unwrap_err();
    assert!(error.to_string().starts_with("found plain text"), "{error}");
}

fn float_wav(samples: &[f32]) -> Vec<u8> {
    let data: Vec<u8> = samples.iter().flat_map(|x| x.to_le_bytes()).collect();
    wav(&fmt(FLOAT, 2, 48_000, 32), data.len() as u32, &data)
}

#[test]
fn what_is_not_finite_is_named_by_its_place() {
    // Far enough in to lie in the second of the reader's buffers.
    for (bad, words) in [(f32::NAN, "is not a number"), (f32::NEG_INFINITY, "is infinite")] {
        let mut samples = vec![0.5; 60_000];
        samples[2 * 20_000 + 1] = bad;
        let found = error_of(&float_wav(&samples));
        let expected = format!("sample 20000 of channel 1 {words}; export the file again");
        assert_eq!(found, expected);
        let all = vec![bad; 8];
        assert_eq!(
            error_of(&float_wav(&all)),
            expected.replace("20000 of channel 1", "0 of channel 0")
        );
    }
    let mut aiff = encode(&steps(1, 100, 16), &settings(Format::Aiff, Depth::Float32, 1));
    let at = aiff.len() - 4;
    aiff[at..].copy_from_slice(&f32::NAN.to_be_bytes());
    assert!(error_of(&aiff).starts_with("sample 99 of channel 0 is not a number"));
    let big = f64::MAX.to_le_bytes();
    assert!(error_of(&wav(&fmt(FLOAT, 1, 48_000, 64), 8, &big)).contains("is infinite"));
}

#[test]
fn a_gigabyte_claimed_in_a_kilobyte_gives_the_kilobyte_and_a_warning() {
    let file = wav(&fmt(PCM, 2, 48_000, 16), 1 << 30, &[1; 1_000]);
    let (info, audio) = decode(&file).unwrap();
    assert_eq!((info.frames, audio[0].len()), (Some(250), 250));
    let truncated = Warning::Truncated { claimed_frames: 1 << 28, found_frames: 250 };
    assert_eq!(info.warnings, [truncated]);
}

#[test]
fn lengths_that_were_never_written_mean_the_rest_of_the_file() {
    let body = fmt(PCM, 2, 48_000, 16);
    let piped = wav(&body, u32::MAX, &FOUR_FRAMES);
    let mut died = wav(&body, 0, &FOUR_FRAMES);
    died[4..8].copy_from_slice(&[0; 4]);
    for file in [piped, died] {
        let (info, audio) = decode(&file).unwrap();
        assert_eq!(audio[1], [2.0, 4.0, 6.0, 8.0].map(|x: f32| x / 32_768.0));
        assert_eq!(info.warnings, [Warning::Unfinished { found_frames: 4 }]);
    }
}

#[test]
fn a_partial_last_frame_is_left_out() {
    let (info, audio) = decode(&wav(&fmt(PCM, 2, 48_000, 16), 15, &FOUR_FRAMES[..15])).unwrap();
    assert_eq!(audio[0].len(), 3);
    assert_eq!(info.warnings, [Warning::PartialFrame { bytes: 3 }]);
}

#[test]
fn chunks_in_any_order_unknown_ones_and_odd_ones_are_no_obstacle() {
    let plain = wav(&fmt(PCM, 1, 48_000, 16), 4, &[1, 0, 2, 0]);
    let (top, rest) = plain.split_at(12);
    let (format, data) = rest.split_at(24);
    let odd = b"odd \x03\0\0\0abc\0";
    for parts in [[odd, format, data], [data, odd, format], [format, odd, data]] {
        let file = [&[top], &parts[..]].concat().concat();
        assert_eq!(decode(&file).unwrap().1, [[1.0 / 32_768.0, 2.0 / 32_768.0]]);
    }
}

#[test]
fn aiff_sound_may_start_behind_an_offset_and_its_rate_may_have_a_fraction() {
    let mut file = b"FORM\0\0\0\0AIFFCOMM\0\0\0\x12\0\x01\0\0\0\x02\0\x10".to_vec();
    // 44099.6 Hz: 44099.6·2^48 as the mantissa, 2^15 below it.
    file.extend_from_slice(&(16_383_u16 + 15).to_be_bytes());
    file.extend_from_slice(&(((440_996_u128 << 48) / 10) as u64).to_be_bytes());
    file.extend_from_slice(b"SSND\0\0\0\x0e\0\0\0\x02\0\0\0\0\x7f\x7f\0\x01\0\x02");
    let (info, audio) = decode(&file).unwrap();
    assert_eq!(info.sample_rate_hz, 44_100);
    assert_eq!(audio, [[1.0 / 32_768.0, 2.0 / 32_768.0]]);
}

#[test]
fn extensible_files_are_read_by_their_sub_format() {
    let mut body = fmt(0xfffe, 2, 48_000, 24);
    body.extend_from_slice(&[22, 0, 20, 0, 3, 0, 0, 0, 1, 0]);
    body.extend_from_slice(b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71");
    let (info, audio) = decode(&wav(&body, 6, &[0, 0, 0x40, 0, 0, 0xc0])).unwrap();
    assert_eq!((info.bits, audio), (Some(20), vec![vec![0.5], vec![-0.5]]));
}

#[test]
fn a_long_row_of_empty_chunks_ends_soon() {
    let mut file = b"RIFF\0\0\0\0WAVE".to_vec();
    file.extend(b"junk\0\0\0\0".repeat(1_000_000));
    file.extend_from_slice(&wav(&fmt(PCM, 1, 48_000, 16), 4, &[1, 0, 2, 0])[12..]);
    assert!(error_of(&file).contains("no `fmt ` chunk"));
}

#[test]
fn a_coded_file_cut_short_gives_what_is_there_and_a_warning() {
    let audio = steps(2, 20_000, 16);
    let file = encode(&audio, &settings(Format::Flac, Depth::Int16, 2));
    let mut decoder = open(&file[..file.len() * 6 / 10]).unwrap();
    let found = common::read_all(&mut decoder, 1_000).unwrap();
    let frames = found[0].len();
    assert!((4_096..20_000).contains(&frames), "{frames} frames");
    assert!(found[0] == audio[0][..frames]);
    let warning = Warning::Truncated { claimed_frames: 20_000, found_frames: frames as u64 };
    assert_eq!(decoder.warnings().collect::<Vec<_>>(), [&warning]);
}

#[test]
fn a_flac_file_damaged_in_the_middle_is_refused_not_shortened() {
    let mut file = encode(&steps(2, 40_000, 16), &settings(Format::Flac, Depth::Int16, 2));
    let middle = file.len() / 2;
    file[middle] ^= 0x10;
    let found = error_of(&file);
    assert!(found.starts_with("the audio is damaged at frame "), "{found}");
}
