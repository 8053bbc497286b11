//! Half the rate, again and again.
//!
//! The filter is the maximally flat half-band of 15 taps (Lagrange interpolation of the middle;
//! P. P. Vaidyanathan, "Multirate Systems and Filter Banks", 1993, §4.6.2). Near half the rate it
//! falls as 35·sin⁸(δ/2): what folds onto frequencies under a sixteenth of the rate is 82 dB down,
//! and those frequencies themselves change by less than 0.001 dB.

/// The taps at odd distances from the middle, which itself is ½.
const TAPS: [f32; 4] = [1225.0 / 4096.0, -245.0 / 4096.0, 49.0 / 4096.0, -5.0 / 4096.0];

/// Samples to either side of the middle.
const REACH: usize = 2 * TAPS.len() - 1;

/// Keeps every other sample of a filtered stream, the first one first.
#[derive(Clone, Debug)]
pub(super) struct Halver {
    held: Vec<f32>,
}

impl Halver {
    pub(super) fn new() -> Self {
        Self { held: vec![0.0; REACH] }
    }

    /// Hears a block and appends what comes of it.
    pub(super) fn push(&mut self, block: &[f32], out: &mut Vec<f32>) {
        self.held.extend_from_slice(block);
        let mut from = 0;
        while let Some(window) = self.held.get(from..from + 2 * REACH + 1) {
            let pairs = TAPS
                .iter()
                .enumerate()
                .map(|(k, tap)| tap * (window[REACH - 2 * k - 1] + window[REACH + 2 * k + 1]));
            out.push(0.5 * window[REACH] + pairs.sum::<f32>());
            from += 2;
        }
        self.held.drain(..from);
    }

    /// What is still to come when silence follows.
    pub(super) fn finish(&mut self, out: &mut Vec<f32>) {
        self.push(&[0.0; REACH], out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halved(turns_per_sample: f64) -> Vec<f32> {
        let tone =
            (0..4_000).map(|n| (std::f64::consts::TAU * turns_per_sample * f64::from(n)).cos());
        let tone: Vec<f32> = tone.map(|x| x as f32).collect();
        let (mut halver, mut out) = (Halver::new(), Vec::new());
        tone.chunks(37).for_each(|block| halver.push(block, &mut out));
        halver.finish(&mut out);
        out
    }

    #[test]
    fn low_tones_stay_in_place_and_in_size() {
        let out = halved(1.0 / 16.0);
        assert_eq!(out.len(), 2_000);
        for (n, x) in out.iter().enumerate().skip(8).take(1_900) {
            let wanted = (std::f64::consts::TAU * n as f64 / 8.0).cos();
            // 35·sin⁸(π/16) is 7.4e-5.
            assert!((f64::from(*x) - wanted).abs() < 1e-4, "{n}: {x}");
        }
    }

    #[test]
    fn what_would_fold_onto_low_tones_is_gone() {
        let loudest = halved(7.0 / 16.0)[8..1_900].iter().fold(0.0_f32, |a, x| a.max(x.abs()));
        assert!(loudest < 1e-4, "{loudest}");
    }
}
