//! A transform whose resolution is a constant share of the frequency: one band a semitone.
//!
//! J. C. Brown, "Calculation of a constant Q spectral transform", J. Acoust. Soc. Am. 89(1), 1991:
//! band k is the product of the sound with a Hann window of N(k) = Q·rate/f(k) samples and a
//! complex tone of f(k), where Q = 1/(2^(1/12) − 1). Low octaves are worked out at half, a quarter,
//! … of the rate (C. Schörkhuber, A. Klapuri, "Constant-Q transform toolbox for music processing",
//! SMC 2010). Deviation from the latter: products are formed in time and not by sparse kernels in
//! frequency, so nothing is left out; a kernel is even (cosine) and odd (sine) around its centre,
//! which halves the work.

use super::octaves::Halver;
use super::pool::Pool;
use super::windows::Windows;

/// Bands in an octave.
pub(super) const PER_OCTAVE: usize = 12;

/// C1 to B7: the keys of a piano but for the ends.
const OCTAVES: usize = 7;

/// C1 where A4 is 440 Hz: 440·2^(−45/12).
const LOWEST_HZ: f64 = 32.703_195_662_574_83;

/// Bands over this share of the rate are left out: the kernel would reach half of it.
const HIGHEST_SHARE: f64 = 0.45;

/// An octave is worked out at the lowest rate that is this many times its highest frequency.
const RATE_OVER_HIGHEST: f64 = 8.5;

/// Centre frequencies at this rate, in Hz.
pub(super) fn bands_hz(sample_rate_hz: f64) -> Vec<f64> {
    let hz = |band: usize| LOWEST_HZ * libm::exp2(band as f64 / PER_OCTAVE as f64);
    let all = (0..OCTAVES * PER_OCTAVE).map(hz);
    all.filter(|hz| *hz <= HIGHEST_SHARE * sample_rate_hz).collect()
}

/// Window length times frequency over rate.
fn quality() -> f64 {
    1.0 / (libm::exp2(1.0 / PER_OCTAVE as f64) - 1.0)
}

/// Hears a mono stream.
#[derive(Clone, Debug)]
pub(super) struct ConstantQ {
    /// From the highest octave to the lowest.
    octaves: Vec<Octave>,
    /// Each halves what the one before it, or the input, hands on.
    halvers: Vec<(Halver, Vec<f32>)>,
}

/// Twelve bands, or fewer at the top, at one rate.
#[derive(Clone, Debug)]
struct Octave {
    /// How often the rate was halved.
    halvings: usize,
    kernels: Vec<Kernel>,
    windows: Windows,
    pool: Pool,
    /// Sums and differences of the samples at one distance before and after the centre.
    even: Vec<f32>,
    odd: Vec<f32>,
    powers: Vec<f32>,
}

/// Half a kernel, from its centre on, scaled so that a tone gives its mean square.
#[derive(Clone, Debug)]
struct Kernel {
    cosine: Vec<f32>,
    sine: Vec<f32>,
}

impl ConstantQ {
    /// With frames of `hop` samples.
    pub(super) fn new(sample_rate_hz: f64, hop: f64) -> Self {
        let bands = bands_hz(sample_rate_hz);
        let octaves: Vec<Octave> = bands
            .chunks(PER_OCTAVE)
            .rev()
            .map(|bands| Octave::new(bands, sample_rate_hz, hop))
            .collect();
        let deepest = octaves.iter().map(|octave| octave.halvings).max().unwrap_or(0);
        Self { octaves, halvers: vec![(Halver::new(), Vec::new()); deepest] }
    }

    pub(super) fn push(&mut self, block: &[f32]) {
        self.hear(block, false);
    }

    fn hear(&mut self, block: &[f32], last: bool) {
        let Self { octaves, halvers } = self;
        let mut rest = halvers.iter_mut();
        let (mut now, mut depth) = (block, 0);
        loop {
            octaves
                .iter_mut()
                .filter(|octave| octave.halvings == depth)
                .for_each(|octave| octave.push(now));
            let Some((halver, out)) = rest.next() else { break };
            out.clear();
            halver.push(now, out);
            if last {
                halver.finish(out);
            }
            (now, depth) = (out, depth + 1);
        }
    }

    /// Mean power of each band in each of `frames` frames, row by row.
    pub(super) fn finish(mut self, frames: usize) -> Vec<f32> {
        self.hear(&[], true);
        let octaves = self.octaves.into_iter().rev();
        let octaves: Vec<(usize, Vec<f32>)> = octaves.map(Octave::finish).collect();
        let mut rows = Vec::with_capacity(frames * octaves.len() * PER_OCTAVE);
        for frame in 0..frames {
            for (bands, values) in &octaves {
                let row = (0..*bands).map(|band| values.get(frame * bands + band));
                rows.extend(row.map(|value| value.copied().unwrap_or(0.0)));
            }
        }
        rows
    }
}

impl Octave {
    fn new(bands_hz: &[f64], sample_rate_hz: f64, hop: f64) -> Self {
        let (lowest, highest) = (bands_hz[0], bands_hz[bands_hz.len() - 1]);
        let halvings =
            (libm::log2(sample_rate_hz / (RATE_OVER_HIGHEST * highest))).max(0.0) as usize;
        let share = 1.0 / (1_u64 << halvings) as f64;
        let rate_hz = sample_rate_hz * share;
        let length = |hz: f64| quality() * rate_hz / hz;
        let reach = libm::ceil(0.5 * length(lowest)) as usize;
        Self {
            halvings,
            kernels: bands_hz.iter().map(|hz| Kernel::new(*hz / rate_hz, length(*hz))).collect(),
            // Half of the shortest window: every sample counts.
            windows: Windows::new(reach, hop * share, 0.5 * length(highest)),
            pool: Pool::new(bands_hz.len()),
            even: vec![0.0; reach],
            odd: vec![0.0; reach],
            powers: vec![0.0; bands_hz.len()],
        }
    }

    fn push(&mut self, block: &[f32]) {
        let Self { kernels, windows, pool, even, odd, powers, .. } = self;
        windows.push(block, |frame, window| {
            measure(kernels, window, (even, odd), powers);
            pool.push(frame, powers);
        });
    }

    /// Number of bands, and their powers row by row.
    fn finish(self) -> (usize, Vec<f32>) {
        let Self { kernels, mut windows, mut pool, mut even, mut odd, mut powers, .. } = self;
        windows.finish(|frame, window| {
            measure(&kernels, window, (&mut even, &mut odd), &mut powers);
            pool.push(frame, &powers);
        });
        (kernels.len(), pool.finish())
    }
}

/// Powers of all bands around the middle of `window`.
fn measure(
    kernels: &[Kernel],
    window: &[f32],
    (even, odd): (&mut [f32], &mut [f32]),
    powers: &mut [f32],
) {
    let (before, after) = window.split_at(even.len());
    even[0] = after[0];
    for n in 1..even.len() {
        let (after, before) = (after[n], before[before.len() - n]);
        even[n] = after + before;
        odd[n] = after - before;
    }
    for (power, kernel) in powers.iter_mut().zip(kernels) {
        let (re, im) = (dot(even, &kernel.cosine), dot(odd, &kernel.sine));
        *power = re * re + im * im;
    }
}

impl Kernel {
    fn new(turns_per_sample: f64, length: f64) -> Self {
        let reach = libm::ceil(0.5 * length) as usize;
        let turn = std::f64::consts::TAU;
        let hann = |n: usize| 0.5 + 0.5 * libm::cos(turn * n as f64 / length);
        let sum = hann(0) + 2.0 * (1..reach).map(hann).sum::<f64>();
        // A tone of amplitude a gives a/2 times the sum; its mean square is a²/2.
        let scale = std::f64::consts::SQRT_2 / sum;
        let at = |n: usize, wave: fn(f64) -> f64| {
            (scale * hann(n) * wave(turn * turns_per_sample * n as f64)) as f32
        };
        Self {
            cosine: (0..reach).map(|n| at(n, libm::cos)).collect(),
            sine: (0..reach).map(|n| at(n, libm::sin)).collect(),
        }
    }
}

/// Eight partial sums, so that the compiler may work on them side by side; their order is fixed.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    let ((a, a_rest), (b, b_rest)) = (a[..length].as_chunks::<8>(), b[..length].as_chunks::<8>());
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}
