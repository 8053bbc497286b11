//! Weighted mean and deviation, one value at a time.
//!
//! Weights are levels, so silence counts for nothing and a gain cancels out.

/// Sums of a weighted quantity.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moments {
    weight: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    pub(super) fn add(&mut self, value: f64, weight: f64) {
        self.weight += weight;
        self.sum += weight * value;
        self.squares += weight * value * value;
    }

    /// 0 where nothing was added.
    pub(super) fn mean(&self) -> f64 {
        if self.weight > 0.0 { self.sum / self.weight } else { 0.0 }
    }

    /// Standard deviation; 0 where nothing was added.
    pub(super) fn deviation(&self) -> f64 {
        if self.weight > 0.0 {
            let mean = self.mean();
            (self.squares / self.weight - mean * mean).max(0.0).sqrt()
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_count_and_their_scale_does_not() {
        for scale in [1.0, 0.25] {
            let mut moments = Moments::default();
            moments.add(1.0, scale);
            moments.add(4.0, 2.0 * scale);
            moments.add(-7.0, 0.0);
            // Mean (1 + 2·4)/3 = 3; variance (4 + 2·1)/3 = 2.
            assert!((moments.mean() - 3.0).abs() < 1e-12);
            assert!((moments.deviation() - 2.0_f64.sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_has_no_mean_and_no_deviation() {
        let moments = Moments::default();
        assert!(moments.mean().abs() < f64::MIN_POSITIVE);
        assert!(moments.deviation().abs() < f64::MIN_POSITIVE);
    }
}
