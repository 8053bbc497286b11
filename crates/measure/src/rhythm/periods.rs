//! How much a curve resembles itself some time later.

/// Normalised autocorrelation of a curve without its mean, up to a lag.
#[derive(Clone, Debug)]
pub(crate) struct Periods {
    per_s: f64,
    curve: Vec<f64>,
}

impl Periods {
    /// Of `x`, `per_s` values a second, for lags up to `longest_s`.
    pub(crate) fn of(x: &[f64], per_s: f64, longest_s: f64) -> Self {
        let smooth = smoothed(x);
        let mean = smooth.iter().sum::<f64>() / smooth.len().max(1) as f64;
        let centred: Vec<f64> = smooth.iter().map(|x| x - mean).collect();
        let lags = ((longest_s * per_s) as usize + 2).min(x.len());
        let power = autocorrelation(&centred, 0);
        let scale = if power > 0.0 { 1.0 / power } else { 0.0 };
        let curve = (0..lags).map(|lag| scale * autocorrelation(&centred, lag)).collect();
        Self { per_s, curve }
    }

    /// At a lag, between −1 and 1; 0 beyond the longest.
    pub(crate) fn at(&self, lag_s: f64) -> f64 {
        let lag = lag_s * self.per_s;
        let (below, part) = (lag as usize, lag.fract());
        match self.curve.get(below..below + 2) {
            Some(&[a, b]) => a * (1.0 - part) + b * part,
            _ => 0.0,
        }
    }
}

/// A little wider than one frame, since no musician is as exact as that.
fn smoothed(x: &[f64]) -> Vec<f64> {
    let at = |i: usize| x.get(i).copied().unwrap_or(0.0);
    (0..x.len()).map(|i| 0.25 * at(i.wrapping_sub(1)) + 0.5 * x[i] + 0.25 * at(i + 1)).collect()
}

/// Mean product of the signal and itself `lag` later.
pub(crate) fn autocorrelation(x: &[f64], lag: usize) -> f64 {
    let (early, late) = (&x[..x.len() - lag], &x[lag..]);
    let mut lanes = [0.0; 4];
    let count = early.len();
    let (early, early_rest) = early.as_chunks::<4>();
    let (late, late_rest) = late.as_chunks::<4>();
    for (a, b) in early.iter().zip(late) {
        for lane in 0..4 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = early_rest.iter().zip(late_rest).map(|(a, b)| a * b).sum();
    (lanes.iter().sum::<f64>() + rest) / count.max(1) as f64
}
