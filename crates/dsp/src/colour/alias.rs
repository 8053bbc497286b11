//! Looks for what folded back: everything in the spectrum of a shaped sine but its harmonics.

use audio::{Params, StreamSpec};

use crate::conformance;

/// Length of the analysis; 44 100 / 65 536 Hz per bin.
const FRAMES: usize = 1 << 16;

/// Largest line up to 20 kHz that is no harmonic of a sine near `hz`, in dB under full scale.
/// The sine falls on an odd bin, so that neither it nor what folds back leaks into others.
pub(crate) fn worst_db<P: Params>(params: &P, hz: f64, amplitude: f64) -> f64 {
    let rate = 44_100.0;
    let bin = (hz / rate * FRAMES as f64) as usize | 1;
    let stream = StreamSpec { sample_rate_hz: rate, channels: 1, ..conformance::STREAM };
    let mut processor = params.prepare(stream).unwrap();
    let sine = |i: usize| {
        let turns = ((i * bin) % FRAMES) as f64 / FRAMES as f64;
        (amplitude * libm::sin(turns * std::f64::consts::TAU)) as f32
    };
    let mut signal = vec![(0..2 * FRAMES).map(sine).collect::<Vec<f32>>()];
    conformance::run(&mut processor, &mut signal, 512);
    let spectrum = spectrum(&signal[0][FRAMES..]);
    let highest = (20_000.0 / rate * FRAMES as f64) as usize;
    (8..highest)
        .filter(|line| line % bin != 0)
        .map(|line| 20.0 * libm::log10(spectrum[line]))
        .fold(f64::NEG_INFINITY, f64::max)
}

/// Amplitudes of the lines of a signal that repeats after its length.
fn spectrum(signal: &[f32]) -> Vec<f64> {
    let mut lines: Vec<_> =
        signal.iter().map(|x| rustfft::num_complex::Complex::new(f64::from(*x), 0.0)).collect();
    rustfft::FftPlannerScalar::new().plan_fft_forward(FRAMES).process(&mut lines);
    lines.iter().map(|line| 2.0 * line.norm() / FRAMES as f64).collect()
}
