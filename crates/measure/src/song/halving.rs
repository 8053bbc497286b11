//! Halves a sample rate, for analysis that needs no highs.
//!
//! A half-band low-pass (every second tap but the middle is zero), windowed sinc after J. F.
//! Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974, with
//! β = 6. Flat to 0.15 and under −60 dB from 0.35 of the rate that comes in, so what folds back
//! falls above 0.3 of the rate that goes out, where no listener looks for pitch.

/// Pairs of taps beside the middle.
const PAIRS: usize = 5;

/// Kaiser's shape parameter.
const BETA: f64 = 6.0;

/// Samples that come out for two that go in are late by this many of the latter.
pub(crate) const DELAY: usize = 2 * (PAIRS - 1);

/// One halving; the stream may come in blocks of any length.
#[derive(Clone, Debug)]
pub(crate) struct Halving {
    taps: [f32; PAIRS],
    even: Vec<f32>,
    odd: Vec<f32>,
    /// A sample that waits for its neighbour.
    waiting: Option<f32>,
}

impl Halving {
    pub(crate) fn new() -> Self {
        Self {
            taps: std::array::from_fn(|pair| tap(2 * pair + 1) as f32),
            // Silence before the stream: the first output has its middle on the first sample
            // that has all its neighbours.
            even: vec![0.0; PAIRS - 1],
            odd: vec![0.0; 2 * PAIRS - 1],
            waiting: None,
        }
    }

    /// Appends what `input` completes.
    pub(crate) fn push(&mut self, mut input: &[f32], out: &mut Vec<f32>) {
        if let (Some(first), [second, rest @ ..]) = (self.waiting, input) {
            self.even.push(first);
            self.odd.push(*second);
            self.waiting = None;
            input = rest;
        }
        let (pairs, rest) = input.as_chunks::<2>();
        self.even.extend(pairs.iter().map(|pair| pair[0]));
        self.odd.extend(pairs.iter().map(|pair| pair[1]));
        if let [last] = rest {
            self.waiting = Some(*last);
        }
        let fresh = self.even.len() - (PAIRS - 1);
        let start = out.len();
        out.extend(self.even[..fresh].iter().map(|x| 0.5 * x));
        let out = &mut out[start..];
        for (pair, tap) in self.taps.iter().enumerate() {
            // The middle lies between these two neighbours, `pair` steps further out each time.
            let before = &self.odd[PAIRS - 1 - pair..][..fresh];
            let after = &self.odd[PAIRS + pair..][..fresh];
            for ((y, a), b) in out.iter_mut().zip(before).zip(after) {
                *y += tap * (a + b);
            }
        }
        self.even.drain(..fresh);
        self.odd.drain(..fresh);
    }
}

/// The half-band's tap at an odd distance from the middle.
fn tap(distance: usize) -> f64 {
    let x = distance as f64;
    let sinc = libm::sin(std::f64::consts::FRAC_PI_2 * x) / (std::f64::consts::PI * x);
    let inside = 1.0 - (x / (2 * PAIRS) as f64) * (x / (2 * PAIRS) as f64);
    sinc * bessel_i0(BETA * inside.sqrt()) / bessel_i0(BETA)
}

/// The modified Bessel function of order 0, by its series: 30 terms are exact to f64 for x ≤ 10.
fn bessel_i0(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..30 {
        term *= quarter / f64::from(k * k);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Level of a sine of `turns` per incoming sample after halving, in dB.
    fn level_db(turns: f64) -> f64 {
        let mut halving = Halving::new();
        let input: Vec<f32> = (0..4000)
            .map(|n| libm::sin(std::f64::consts::TAU * turns * f64::from(n)) as f32)
            .collect();
        let mut out = Vec::new();
        halving.push(&input, &mut out);
        let power: f64 = out[100..].iter().map(|x| f64::from(x * x)).sum();
        audio::math::power_to_db(2.0 * power / (out.len() - 100) as f64)
    }

    #[test]
    fn lows_pass_and_what_would_fold_onto_them_does_not() {
        // A Kaiser window with β = 6 ripples by −63 dB: 0.006 dB in the passband.
        assert!([0.01, 0.05, 0.1, 0.15].iter().all(|turns| level_db(*turns).abs() < 0.02));
        assert!([0.353, 0.4, 0.451, 0.49].iter().all(|turns| level_db(*turns) < -60.0));
    }

    #[test]
    fn an_impulse_comes_out_as_late_as_stated() {
        let mut halving = Halving::new();
        let mut input = vec![0.0; 64];
        input[20 + 1] = 1.0;
        let mut out = Vec::new();
        halving.push(&input, &mut out);
        let middle: f64 = out.iter().enumerate().map(|(n, y)| n as f64 * f64::from(*y)).sum();
        let sum: f64 = out.iter().map(|y| f64::from(*y)).sum();
        // The centre of gravity of a symmetric response is its middle.
        assert!((2.0 * middle / sum - (21 + DELAY) as f64).abs() < 1e-3, "{}", middle / sum);
    }
}
