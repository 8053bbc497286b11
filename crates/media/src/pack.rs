//! Samples to bytes, in either order.

/// Replaces `out` with 16-bit integers.
pub(crate) fn int16(samples: &[i32], big_endian: bool, out: &mut Vec<u8>) {
    fill(samples, out, |sample| {
        let sample = *sample as i16;
        if big_endian { sample.to_be_bytes() } else { sample.to_le_bytes() }
    });
}

/// Replaces `out` with 24-bit integers.
pub(crate) fn int24(samples: &[i32], big_endian: bool, out: &mut Vec<u8>) {
    fill(samples, out, |sample| {
        if big_endian {
            let [_, a, b, c] = sample.to_be_bytes();
            [a, b, c]
        } else {
            let [a, b, c, _] = sample.to_le_bytes();
            [a, b, c]
        }
    });
}

/// Replaces `out` with interleaved `f32` of one or two channels of equal length.
pub(crate) fn float32(channels: &[&[f32]], big_endian: bool, out: &mut Vec<u8>) {
    let bytes = |sample: f32| {
        if big_endian { sample.to_be_bytes() } else { sample.to_le_bytes() }
    };
    out.resize(channels.iter().map(|channel| channel.len() * 4).sum(), 0);
    let (places, _) = out.as_chunks_mut::<4>();
    match channels {
        [left, right] => {
            let (frames, _) = places.as_chunks_mut::<2>();
            for ((to, left), right) in frames.iter_mut().zip(*left).zip(*right) {
                *to = [bytes(*left), bytes(*right)];
            }
        }
        [mono, ..] => {
            for (to, sample) in places.iter_mut().zip(*mono) {
                *to = bytes(*sample);
            }
        }
        [] => {}
    }
}

fn fill<const N: usize>(samples: &[i32], out: &mut Vec<u8>, convert: impl Fn(&i32) -> [u8; N]) {
    out.resize(samples.len() * N, 0);
    let (places, _) = out.as_chunks_mut::<N>();
    for (to, sample) in places.iter_mut().zip(samples) {
        *to = convert(sample);
    }
}
