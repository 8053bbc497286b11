//! Signals and short cuts for the tests of this crate.

#![allow(dead_code, reason = "each test file uses some of these")]

use std::io::Cursor;

use media::{DecodeError, Decoder, Depth, Dither, EncodeSettings, Encoder, Format, Info};

/// Planar audio.
pub(crate) type Audio = Vec<Vec<f32>>;

/// Deterministic noise that fills −1…+1 in steps of `bits`, both ends included.
pub(crate) fn steps(channels: usize, frames: usize, bits: u32) -> Audio {
    let scale = (1_u32 << (bits - 1)) as f32;
    let mut state = 12_345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state as i32 >> (32 - bits)) as f32 / scale
    };
    let mut audio: Audio = (0..channels).map(|_| (0..frames).map(|_| next()).collect()).collect();
    for channel in &mut audio {
        channel[0] = -1.0;
        channel[frames - 1] = (scale - 1.0) / scale;
    }
    audio
}

/// A few sines per channel at half of full scale: music enough for a lossy coder.
pub(crate) fn tones(channels: usize, frames: usize, rate_hz: f64) -> Audio {
    let sine = |hz: f64, at: usize| libm::sin(std::f64::consts::TAU * hz * at as f64 / rate_hz);
    (0..channels)
        .map(|channel| {
            let base_hz = 220.0 * (channel + 1) as f64;
            (0..frames)
                .map(|at| (0.3 * sine(base_hz, at) + 0.2 * sine(7.03 * base_hz, at)) as f32)
                .collect()
        })
        .collect()
}

/// Settings for one format and depth, undithered, at 48 kHz.
pub(crate) fn settings(format: Format, depth: Depth, channels: usize) -> EncodeSettings {
    EncodeSettings { format, depth, dither: Dither::None, ..EncodeSettings::new(48_000, channels) }
}

/// The bytes of a file that holds `audio`, written in pieces of `block` frames.
pub(crate) fn encode_in_blocks(audio: &Audio, settings: &EncodeSettings, block: usize) -> Vec<u8> {
    let mut encoder = Encoder::new(Cursor::new(Vec::new()), settings).unwrap();
    let frames = audio[0].len();
    for from in (0..frames).step_by(block) {
        let to = frames.min(from + block);
        let slices: Vec<&[f32]> = audio.iter().map(|channel| &channel[from..to]).collect();
        encoder.write(&slices).unwrap();
    }
    encoder.finish().unwrap().sink.into_inner()
}

/// The bytes of a file that holds `audio`.
pub(crate) fn encode(audio: &Audio, settings: &EncodeSettings) -> Vec<u8> {
    encode_in_blocks(audio, settings, 4_801)
}

/// Opens bytes as a file.
pub(crate) fn open(file: &[u8]) -> Result<Decoder, DecodeError> {
    Decoder::open(Box::new(Cursor::new(file.to_vec())), None)
}

/// Everything that is left in a decoder, read in pieces of `block` frames.
pub(crate) fn read_all(decoder: &mut Decoder, block: usize) -> Result<Audio, DecodeError> {
    let mut audio = vec![Vec::new(); decoder.info().channels];
    let mut out = audio.clone();
    loop {
        let frames = decoder.read(&mut out, block)?;
        for (all, part) in audio.iter_mut().zip(&out) {
            all.extend_from_slice(&part[..frames]);
        }
        if frames < block {
            return Ok(audio);
        }
    }
}

/// Opens bytes and reads everything.
pub(crate) fn decode(file: &[u8]) -> Result<(Info, Audio), DecodeError> {
    let mut decoder = open(file)?;
    let audio = read_all(&mut decoder, 4_096)?;
    Ok((decoder.info().clone(), audio))
}

/// A WAV file by hand: the body of `fmt `, the length the data chunk claims, the data.
pub(crate) fn wav(fmt: &[u8], claimed: u32, data: &[u8]) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVEfmt ".to_vec();
    file.extend_from_slice(&(fmt.len() as u32).to_le_bytes());
    file.extend_from_slice(fmt);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&claimed.to_le_bytes());
    file.extend_from_slice(data);
    let riff = file.len() as u32 - 8;
    file[4..8].copy_from_slice(&riff.to_le_bytes());
    file
}

/// The body of a `fmt ` chunk.
pub(crate) fn fmt(code: u16, channels: u16, rate_hz: u32, bits: u16) -> Vec<u8> {
    let block = channels.wrapping_mul(bits / 8);
    let mut body = code.to_le_bytes().to_vec();
    body.extend_from_slice(&channels.to_le_bytes());
    body.extend_from_slice(&rate_hz.to_le_bytes());
    body.extend_from_slice(&rate_hz.wrapping_mul(u32::from(block)).to_le_bytes());
    body.extend_from_slice(&block.to_le_bytes());
    body.extend_from_slice(&bits.to_le_bytes());
    body
}
