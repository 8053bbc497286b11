//! K-weighting: how loud a power is to the ear, by Rec. ITU-R BS.1770-5, Annex 1.
//!
//! The standard prints two second-order sections for 48 kHz and asks other rates to "provide the
//! same frequency response". We read the analogue prototype out of the printed numbers, by
//! inverting the bilinear transform, and transform it again at the rate in use; so the standard's
//! table is the only source of numbers here. For a section with K = tan(π·f₀/fs), damping d = 1/Q
//! and gains V at zero, at f₀ and at infinity,
//!
//! ```text
//! D  = 1 + K·d + K²
//! b₀ = (V∞ + V₁·K·d + V₀·K²)/D   b₁ = 2(V₀·K² − V∞)/D   b₂ = (V∞ − V₁·K·d + V₀·K²)/D
//! a₁ = 2(K² − 1)/D               a₂ = (1 − K·d + K²)/D
//! ```
//!
//! from which K² = (1+a₁+a₂)/(1−a₁+a₂), K·d = 2(1−a₂)/(1−a₁+a₂), V₀ = Σb/Σa, V∞ = (b₀−b₁+b₂)/
//! (1−a₁+a₂) and V₁ = (b₀−b₂)/(1−a₂). The shelf comes out as f₀ = 1681.97 Hz, Q = 0.7072, +4.0 dB;
//! the high-pass as f₀ = 38.14 Hz, Q = 0.5003.
//!
//! Deviation from common practice: libebur128 and its relatives keep the high-pass numerator
//! 1, −2, 1 at every rate, which moves the pass-band gain (by −0.03 dB at 192 kHz). We keep the
//! response.

/// Rate for which the standard prints its coefficients, in Hz.
const TABLE_RATE_HZ: f64 = 48_000.0;

/// Annex 1, Table 1: the head as a sphere lifts the highs.
const SHELF: Section = Section {
    b: [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
    a: [-1.690_659_293_182_41, 0.732_480_774_215_85],
};

/// Annex 1, Table 2: the revised low-frequency B curve.
const HIGH_PASS: Section =
    Section { b: [1.0, -2.0, 1.0], a: [-1.990_047_454_833_98, 0.990_072_250_366_21] };

/// Filter memory below this is silence: far under 24 bit (10⁻⁷), far over subnormal numbers,
/// which some processors handle a hundred times slower.
const TINY: f64 = 1e-30;

/// A second-order section, a₀ = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Section {
    b: [f64; 3],
    a: [f64; 2],
}

impl Section {
    /// The section with the same analogue prototype at another rate.
    fn at(self, sample_rate_hz: f64) -> Self {
        let ([b0, b1, b2], [a1, a2]) = (self.b, self.a);
        let at_zero = 1.0 + a1 + a2;
        let at_infinity = 1.0 - a1 + a2;
        let table_k = (at_zero / at_infinity).sqrt();
        let damping = 2.0 * (1.0 - a2) / at_infinity / table_k;
        let gain_low = (b0 + b1 + b2) / at_zero;
        let gain_mid = (b0 - b2) / (1.0 - a2);
        let gain_high = (b0 - b1 + b2) / at_infinity;

        let k = libm::tan(libm::atan(table_k) * TABLE_RATE_HZ / sample_rate_hz);
        let (kd, kk) = (k * damping, k * k);
        let d = 1.0 + kd + kk;
        Self {
            b: [
                (gain_high + gain_mid * kd + gain_low * kk) / d,
                2.0 * (gain_low * kk - gain_high) / d,
                (gain_high - gain_mid * kd + gain_low * kk) / d,
            ],
            a: [2.0 * (kk - 1.0) / d, (1.0 - kd + kk) / d],
        }
    }
}

/// Power gain of the weighting at a frequency.
pub(crate) fn power_gain(hz: f64, sample_rate_hz: f64) -> f64 {
    let turn = std::f64::consts::TAU * hz / sample_rate_hz;
    let (re, im) =
        ([libm::cos(turn), libm::cos(2.0 * turn)], [libm::sin(turn), libm::sin(2.0 * turn)]);
    let gain = |section: Section| {
        let ([b0, b1, b2], [a1, a2]) = (section.b, section.a);
        let above = (b0 + b1 * re[0] + b2 * re[1], b1 * im[0] + b2 * im[1]);
        let below = (1.0 + a1 * re[0] + a2 * re[1], a1 * im[0] + a2 * im[1]);
        (above.0 * above.0 + above.1 * above.1) / (below.0 * below.0 + below.1 * below.1)
    };
    gain(SHELF.at(sample_rate_hz)) * gain(HIGH_PASS.at(sample_rate_hz))
}

/// The two sections in a row for `C` channels side by side.
///
/// Direct form I: the sections share the history between them, and the recursion is one multiply
/// and one subtraction long, which is what limits the speed. Its rounding noise at the 38 Hz pole
/// is below 10⁻¹¹ in `f64`.
#[derive(Clone, Debug)]
pub(crate) struct KWeighting<const C: usize> {
    shelf: Section,
    high_pass: Section,
    /// The last two values of input, of the shelf's output and of the high-pass's output.
    x: [[f64; C]; 2],
    y: [[f64; C]; 2],
    z: [[f64; C]; 2],
}

impl<const C: usize> KWeighting<C> {
    pub(crate) fn new(sample_rate_hz: f64) -> Self {
        let zero = [[0.0; C]; 2];
        let (shelf, high_pass) = (SHELF.at(sample_rate_hz), HIGH_PASS.at(sample_rate_hz));
        Self { shelf, high_pass, x: zero, y: zero, z: zero }
    }

    /// Filters the channels, all of one length, and returns the sum of squares of each.
    #[expect(clippy::needless_range_loop, reason = "one frame of several planar channels")]
    pub(crate) fn energy(&mut self, channels: [&[f32]; C]) -> [f64; C] {
        let frames = channels.iter().map(|samples| samples.len()).min().unwrap_or(0);
        let channels = channels.map(|samples| &samples[..frames]);
        let ([b0, b1, b2], [a1, a2]) = (self.shelf.b, self.shelf.a);
        let ([c0, c1, c2], [d1, d2]) = (self.high_pass.b, self.high_pass.a);
        let ([mut x1, mut x2], [mut y1, mut y2]) = (self.x, self.y);
        let [mut z1, mut z2] = self.z;
        let mut energy = [0.0; C];
        for frame in 0..frames {
            for c in 0..C {
                let x = f64::from(channels[c][frame]);
                let y = b0 * x + (b1 * x1[c] + b2 * x2[c] - a2 * y2[c]) - a1 * y1[c];
                let z = c0 * y + (c1 * y1[c] + c2 * y2[c] - d2 * z2[c]) - d1 * z1[c];
                energy[c] += z * z;
                (x2[c], x1[c]) = (x1[c], x);
                (y2[c], y1[c]) = (y1[c], y);
                (z2[c], z1[c]) = (z1[c], z);
            }
        }
        (self.x, self.y, self.z) = ([x1, x2], [y1, y2], [z1, z2]);
        energy
    }

    /// Turns a decayed memory into exact silence. To be called at fixed frames of the stream.
    pub(crate) fn flush(&mut self) {
        for value in [&mut self.x, &mut self.y, &mut self.z].into_iter().flatten().flatten() {
            if value.abs() < TINY {
                *value = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_48_khz_the_sections_are_the_printed_ones() {
        for table in [SHELF, HIGH_PASS] {
            let made = table.at(TABLE_RATE_HZ);
            let pairs = table.b.iter().chain(&table.a).zip(made.b.iter().chain(&made.a));
            for (printed, made) in pairs {
                // The table has 14 decimals; tan(atan(K)) at K = 0.0025 costs a few more ulp.
                assert!((printed - made).abs() < 1e-13, "{printed} became {made}");
            }
        }
    }

    /// Gain at `frequency_hz` of both sections, by their transfer function.
    fn gain_db(sample_rate_hz: f64, frequency_hz: f64) -> f64 {
        let w = std::f64::consts::TAU * frequency_hz / sample_rate_hz;
        let power = |p: [f64; 3]| {
            let re = p[0] + p[1] * w.cos() + p[2] * (2.0 * w).cos();
            let im = p[1] * w.sin() + p[2] * (2.0 * w).sin();
            re * re + im * im
        };
        let section = |s: Section| power(s.b) / power([1.0, s.a[0], s.a[1]]);
        audio::math::power_to_db(
            section(SHELF.at(sample_rate_hz)) * section(HIGH_PASS.at(sample_rate_hz)),
        )
    }

    #[test]
    fn the_response_is_the_same_at_every_rate() {
        for rate_hz in [32_000.0, 44_100.0, 88_200.0, 96_000.0, 192_000.0] {
            for frequency_hz in [20.0, 38.0, 100.0, 500.0, 1_000.0, 2_000.0] {
                let there = gain_db(rate_hz, frequency_hz) - gain_db(48_000.0, frequency_hz);
                // The bilinear transform bends the axis: at 2 kHz by (π·2/48)²/3 = 0.6 %, over a
                // slope of at most 6 dB/octave, so 0.05 dB; at 32 kHz a little more.
                assert!(there.abs() < 0.06, "{there} dB at {frequency_hz} Hz, {rate_hz} Hz");
            }
        }
    }
}
