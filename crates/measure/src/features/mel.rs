//! A mel filter bank: triangles that stand evenly on the mel scale.
//!
//! mel(f) = 2595·log₁₀(1 + f/700) (D. O'Shaughnessy, "Speech Communication: Human and Machine",
//! Addison-Wesley 1987, p. 150). Each triangle rises from its lower neighbour's centre to 1 at its
//! own and falls to 0 at the next; inside the range the weights of a bin add up to 1, so the bands
//! share the power out and lose none. Deviation: triangles are linear in mel, not in Hz.

/// Pitch in mel of a frequency in Hz.
#[must_use]
pub fn hz_to_mel(hz: f64) -> f64 {
    2595.0 * libm::log10(1.0 + hz.max(0.0) / 700.0)
}

/// Frequency in Hz of a pitch in mel.
#[must_use]
pub fn mel_to_hz(mel: f64) -> f64 {
    700.0 * (libm::pow(10.0, mel / 2595.0) - 1.0)
}

/// Weights of spectrum bins in mel bands.
#[derive(Clone, Debug, PartialEq)]
pub struct MelBank {
    bands: Vec<Band>,
}

/// A triangle: its first bin and the weights from there.
#[derive(Clone, Debug, PartialEq)]
struct Band {
    first: usize,
    weights: Vec<f32>,
}

impl MelBank {
    /// `bands` triangles between the ends of `range_hz`, for spectra of `bins` bins that lie
    /// `bin_hz` apart, the first at 0 Hz. Bands over the last bin stay empty.
    #[must_use]
    pub fn new(bands: usize, range_hz: std::ops::Range<f64>, bins: usize, bin_hz: f64) -> Self {
        let (from, to) = (hz_to_mel(range_hz.start), hz_to_mel(range_hz.end));
        let step = (to - from) / (bands + 1) as f64;
        let band = |band: usize| {
            let centre = from + step * (band + 1) as f64;
            let at = |mel: f64| mel_to_hz(mel) / bin_hz;
            let first = (libm::ceil(at(centre - step)).max(0.0) as usize).min(bins);
            let last = (libm::floor(at(centre + step)).max(0.0) as usize + 1).min(bins);
            let weight = |bin: usize| {
                let off = (hz_to_mel(bin as f64 * bin_hz) - centre).abs() / step;
                (1.0 - off).max(0.0) as f32
            };
            Band { first, weights: (first..last.max(first)).map(weight).collect() }
        };
        Self { bands: (0..bands).map(band).collect() }
    }

    /// Number of bands.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bands.len()
    }

    /// There are no bands.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bands.is_empty()
    }

    /// Power in each band, from the powers at the bins. Bins that are missing hold none; bands
    /// that have no place in `out` are left out.
    pub fn apply(&self, powers: &[f32], out: &mut [f32]) {
        for (out, band) in out.iter_mut().zip(&self.bands) {
            let bins = powers.get(band.first..).unwrap_or_default();
            *out = dot(bins, &band.weights);
        }
    }
}

/// Four partial sums, so that the compiler may work on them side by side; their order is fixed.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    let ((a, a_rest), (b, b_rest)) = (a[..length].as_chunks::<4>(), b[..length].as_chunks::<4>());
    let mut lanes = [0.0_f32; 4];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..4 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilohertz_is_a_thousand_mel() {
        // The formula's constants are rounded so that 1 kHz gives 999.99 mel.
        assert!((hz_to_mel(1_000.0) - 1_000.0).abs() < 0.02);
        for hz in [0.0, 55.0, 440.0, 9_999.0] {
            assert!((mel_to_hz(hz_to_mel(hz)) - hz).abs() < 1e-9 * (1.0 + hz));
        }
    }

    #[test]
    fn the_bands_share_out_all_power_between_the_outer_centres() {
        let bank = MelBank::new(40, 40.0..16_000.0, 2_048, 48_000.0 / 4_096.0);
        let mut sums = vec![0.0_f32; 2_048];
        for band in &bank.bands {
            for (offset, weight) in band.weights.iter().enumerate() {
                sums[band.first + offset] += weight;
            }
        }
        // Centres of the first and the last band.
        let step = (hz_to_mel(16_000.0) - hz_to_mel(40.0)) / 41.0;
        let bin = |mel: f64| (mel_to_hz(mel) * 4_096.0 / 48_000.0) as usize;
        let inside = bin(hz_to_mel(40.0) + step) + 1..bin(hz_to_mel(16_000.0) - step);
        for at in inside {
            // Two weights, each rounded to f32.
            assert!((sums[at] - 1.0).abs() <= 2.0 * f32::EPSILON, "bin {at}: {}", sums[at]);
        }
    }

    #[test]
    fn a_tone_fills_the_band_of_its_pitch() {
        let bank = MelBank::new(40, 40.0..16_000.0, 2_048, 48_000.0 / 4_096.0);
        let step = (hz_to_mel(16_000.0) - hz_to_mel(40.0)) / 41.0;
        for band in [3_usize, 17, 39] {
            let hz = mel_to_hz(hz_to_mel(40.0) + step * (band + 1) as f64);
            let mut powers = vec![0.0; 2_048];
            powers[(hz * 4_096.0 / 48_000.0).round() as usize] = 1.0;
            let mut out = [0.0; 40];
            bank.apply(&powers, &mut out);
            let loudest = (0..40).max_by(|a, b| out[*a].total_cmp(&out[*b]));
            assert_eq!(loudest, Some(band));
        }
    }

    #[test]
    fn spectra_that_are_too_short_leave_bands_empty() {
        let bank = MelBank::new(8, 100.0..20_000.0, 64, 125.0);
        let mut out = [1.0; 8];
        bank.apply(&[1.0; 10], &mut out);
        assert!(out[0] > 0.0);
        assert!(out[7].abs() < f32::MIN_POSITIVE);
    }
}
