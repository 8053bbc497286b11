//! Numbers of librosa 0.11.0 (McFee et al., SciPy 2015) stand beside ours; the script that made
//! them is told at each of them.

use proptest::prelude::*;

use super::*;

const RATE_HZ: f64 = 48_000.0;

/// Two seconds of five tones, and noise of a linear congruential generator:
/// `s = (1664525·s + 1013904223) mod 2³²`, from 1 on, scaled to ±1.
fn sound(noise: f64) -> Vec<f32> {
    let tones = [(55.0, 0.1), (220.0, 0.2), (450.0, 0.15), (1_500.0, 0.1), (3_322.4, 0.05)];
    let mut state = 1_u32;
    (0..96_000)
        .map(|n| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = (f64::from(state) - 2_147_483_648.0) / 2_147_483_648.0;
            let turn = std::f64::consts::TAU * f64::from(n) / RATE_HZ;
            let tone: f64 = tones.iter().map(|(hz, size)| size * (turn * hz).sin()).sum();
            (tone + noise * hiss) as f32
        })
        .collect()
}

fn measured(sound: &[f32], hop_ms: f64) -> Vec<Series> {
    let mut meter = SeriesMeter::new(RATE_HZ, hop_ms);
    meter.push(sound, None);
    meter.finish()
}

fn row(all: &[Series], kind: SeriesKind, frame: usize) -> Vec<f32> {
    let one = all.iter().find(|one| one.kind == kind).unwrap();
    one.values[frame * one.bands..][..one.bands].to_vec()
}

/// `10·log10(mean(abs(librosa.stft(y, n_fft=N, hop_length=H, pad_mode='constant'))**2)·2/(3/8·N²))`
/// at 1 s: every 8th, 15th and 13th bin of N = 8192, 2048, 512 from 20, 640 and 5120 Hz on, over
/// one, one and four windows.
#[test]
fn fourier_bins_are_those_of_librosa() {
    let low = [
        -79.3435, -59.0598, -88.7412, -90.863, -35.4042, -77.3501, -81.744, -86.9687, -83.3353,
        -24.997, -76.7791, -88.4495,
    ];
    let mid = [
        -81.0388, -77.1661, -79.9581, -75.1066, -76.1364, -76.9267, -78.493, -70.0598, -85.9846,
        -76.2733, -76.5886, -74.8723,
    ];
    let high = [
        -68.2109, -68.4554, -67.3844, -67.5963, -72.9756, -68.0329, -70.6954, -67.3414, -65.4888,
        -70.5762, -68.2526, -67.6746,
    ];
    let all = measured(&sound(0.01), 20.0);
    for (kind, step, wanted) in [
        (SeriesKind::StftLow, 8, low),
        (SeriesKind::StftMid, 15, mid),
        (SeriesKind::StftHigh, 13, high),
    ] {
        let found = row(&all, kind, 50);
        for (at, wanted) in wanted.iter().enumerate() {
            // A transform in f32 errs by about √13 · 2⁻²⁴ of the strongest bin, −14 dBFS: −147
            // dBFS, which at −91 dBFS is 0.014 dB.
            let off = found[at * step] - wanted;
            assert!(off.abs() < 0.02, "{kind:?}, bin {}: {} {wanted}", at * step, found[at * step]);
        }
    }
}

/// `librosa.filters.mel(sr=48000, n_fft=2048, n_mels=40, fmin=40, fmax=16000, htk=True, norm=None)`
/// times the powers above, and the power under each triangle.
#[test]
fn mel_bands_are_those_of_librosa_but_for_the_bend_of_the_triangles() {
    let wanted = [
        (0.0013373, 0.00478101),
        (0.00346679, 0.011729),
        (0.0159639, 0.0200356),
        (0.000607662, 0.00831188),
        (0.00236357, 0.0080597),
        (0.00882643, 0.0112334),
        (4.37262e-05, 0.00317465),
        (1.38969e-07, 3.24689e-07),
        (9.33395e-08, 1.67876e-07),
        (6.1917e-08, 1.54495e-07),
        (1.85345e-07, 3.31992e-07),
        (2.39447e-07, 4.6934e-07),
        (3.73652e-07, 6.32907e-07),
        (0.00337619, 0.0050057),
        (0.00162934, 0.00500552),
        (1.60163e-07, 3.97448e-07),
        (3.46156e-07, 5.785e-07),
        (2.35247e-07, 5.03759e-07),
        (2.7626e-07, 4.84592e-07),
        (2.3727e-07, 5.24847e-07),
        (3.11257e-07, 6.48288e-07),
        (0.000923011, 0.00125601),
        (0.00033299, 0.00125595),
        (3.73056e-07, 7.38279e-07),
    ];
    let found = row(&measured(&sound(0.01), 20.0), SeriesKind::Mel, 50);
    for (band, (wanted, under)) in wanted.iter().enumerate() {
        // Ours are straight over mel, theirs over Hz. Over one triangle's side, 85.5 mel, Hz grows
        // by a factor of e^0.0758 a side; the two straight lines part by an eighth of that, 0.0095,
        // at most. Powers under the triangle are weighed differently by no more.
        let power = 10.0_f64.powf(f64::from(found[band]) / 10.0);
        assert!((power - wanted).abs() < 0.0096 * under, "band {band}: {power} {wanted}");
    }
}

/// `librosa.feature.mfcc(S=levels, n_mfcc=13)`: the orthonormal DCT-II.
#[test]
fn cepstral_coefficients_are_those_of_librosa() {
    let wanted = [
        -192.8558, 53.6237, 0.4089, 5.242, 0.5988, 1.2038, 1.558, -2.5764, -3.0969, 0.526, -1.0891,
        0.018, -1.074,
    ];
    let level = |band: i32| -20.0 - 0.75 * band as f32 + 9.0 * (band * 7 % 11) as f32 / 11.0;
    let levels: Vec<f32> = (0..40).map(level).collect();
    let mut found = [0.0; MFCC_COEFFICIENTS];
    Mfcc::new(MFCC_COEFFICIENTS, 40).apply(&levels, &mut found);
    for (found, wanted) in found.iter().zip(wanted) {
        // Four decimals of theirs, and forty products of up to 10 in f32: 40 · 10 · 2⁻²⁴.
        assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
    }
}

/// `20·log10(2·abs(C)/length/√2)` where `C = librosa.cqt(y, sr=48000, hop_length=960, fmin=C1,
/// n_bins=84, filter_scale=…, sparsity=0, scale=False, pad_mode='constant')` at 1 s, the
/// `filter_scale` such that both have the same Q, and `length = librosa.filters.wavelet_lengths`.
/// First band and levels around each of the five tones; librosa's, less 3.01 dB.
#[test]
fn semitones_are_those_of_librosa() {
    let wanted: [(usize, &[f32]); 5] = [
        (8, &[-32.043, -26.021, -31.366]),
        (32, &[-26.024, -20.0, -25.345]),
        (44, &[-35.556, -23.33, -24.459, -37.861]),
        (65, &[-35.753, -26.312, -29.101]),
        (79, &[-38.027, -32.044, -37.351]),
    ];
    let found = row(&measured(&sound(0.0), 20.0), SeriesKind::Cqt, 50);
    for (first, levels) in wanted {
        for (at, wanted) in levels.iter().enumerate() {
            // librosa's kernels have whole lengths: up to a sample of the shortest, 193, or half a
            // percent. The slope of a Hann window's response is at most 25 dB per bin where these
            // bands lie (up to one and a half bins off): 1.5 · 25 · 0.005 = 0.2 dB.
            let off = found[first + at] - (wanted + 3.01);
            assert!(off.abs() < 0.2, "band {}: {} {wanted}", first + at, found[first + at]);
        }
    }
}

/// The middle of every semitone at every rate: its own band reads the tone's mean square.
#[test]
fn a_semitone_reads_its_level_in_every_octave_at_every_rate() {
    for rate_hz in [8_000.0, 44_100.0, 96_000.0] {
        for (band, hz) in cqt::bands_hz(rate_hz).into_iter().enumerate().step_by(7) {
            let turn = std::f64::consts::TAU * hz / rate_hz;
            let tone = (0..rate_hz as usize).map(|n| (0.5 * (turn * n as f64).sin()) as f32);
            let mut meter = SeriesMeter::new(rate_hz, 250.0);
            meter.push(&tone.collect::<Vec<f32>>(), None);
            let all = meter.finish();
            let found = row(&all, SeriesKind::Cqt, 2);
            // −9.03 dBFS; halving the rate costs 0.001 dB, and the kernel's mirror image at the
            // negative frequency is under −31 dB only at the top of 8 kHz.
            assert!((found[band] + 9.031).abs() < 0.01, "{rate_hz} Hz, {hz} Hz: {}", found[band]);
            let loudest = (0..found.len()).max_by(|a, b| found[*a].total_cmp(&found[*b]));
            assert_eq!(loudest, Some(band));
            let chroma = row(&all, SeriesKind::Chroma, 2);
            assert!(chroma[band % 12] >= 1.0 && chroma.iter().all(|x| (0.0..=1.0).contains(x)));
        }
    }
}

#[test]
fn a_click_is_seen_in_its_frame_and_no_other_but_where_windows_are_long() {
    let mut sound = vec![0.0; 48_000];
    sound[24_100] = 1.0;
    let all = measured(&sound, 50.0);
    // 24 100 is in frame 10, from 24 000 to 26 400. Short windows stand 240 apart and reach 256 to
    // either side, long ones stand 2 400 apart and reach 4 096.
    let heard = |kind| -> Vec<usize> {
        let heard = |frame: &usize| row(&all, kind, *frame).iter().any(|x| *x > SERIES_FLOOR_DBFS);
        (0..20).filter(heard).collect()
    };
    assert_eq!(heard(SeriesKind::StftHigh), [10]);
    assert_eq!(heard(SeriesKind::StftLow), [9, 10, 11]);
}

#[test]
fn every_series_has_a_row_a_hop_and_fits_the_bound_at_every_rate() {
    for rate_hz in [8_000.0, 11_025.0, 33_950.0, 44_100.0, 48_000.0, 67_890.0, 192_000.0] {
        for (length, hop_ms) in [(0, 100.0), (1, 100.0), (7_777, 5.0), (30_000, 333.3)] {
            let mut meter = SeriesMeter::new(rate_hz, hop_ms);
            meter.push(&vec![0.1; length], None);
            let all = meter.finish();
            let frames = (length as f64 * 1e3 / (rate_hz * hop_ms)).ceil() as usize;
            for one in &all {
                assert_eq!((one.frames(), one.values.len() % one.bands), (frames, 0), "{rate_hz}");
            }
            let width: usize = all.iter().map(|one| one.bands).sum();
            assert!((100..=SERIES_VALUES_MAX).contains(&width), "{rate_hz}: {width}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Hostile samples, in any blocks: finite values, and the same ones.
    #[test]
    fn blocks_of_any_size_give_the_same_bits_and_nothing_is_not_finite(
        sizes in prop::collection::vec(1_usize..4_000, 1..6),
        seed in any::<u32>(),
    ) {
        let mut state = seed | 1;
        let hostile: Vec<f32> = (0..20_000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                if state % 97 == 0 { f32::from_bits(state) } else { state as i32 as f32 * 1e-10 }
            })
            .collect();
        let whole = measured(&hostile, 40.0);
        let mut meter = SeriesMeter::new(RATE_HZ, 40.0);
        let (mut at, mut sizes) = (0, sizes.iter().cycle());
        while at < hostile.len() {
            let end = hostile.len().min(at + sizes.next().unwrap());
            meter.push(&hostile[at..end], Some(&hostile[at..end]));
            at = end;
        }
        let parts = meter.finish();
        for (whole, parts) in whole.iter().zip(&parts) {
            prop_assert!(whole.values.iter().all(|x| x.is_finite()));
            let bits = |one: &Series| one.values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(whole), bits(parts), "{:?}", whole.kind);
        }
    }
}
