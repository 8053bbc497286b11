//! The tones of one spectrum: its strongest peaks and the fundamental that explains most of them.
//!
//! A simple relative of R. C. Maher, J. W. Beauchamp, "Fundamental frequency estimation of musical
//! signals using a two-way mismatch procedure", JASA 95(4), 1994: candidates are the strongest
//! peaks and their subharmonics; a candidate is worth the amplitude of the peaks that lie on its
//! harmonics, less where many of its harmonics are missing.

use audio::math;

/// Where tones are looked for, in Hz.
const RANGE_HZ: std::ops::Range<f64> = 35.0..6_000.0;

/// Peaks kept of each spectrum, strongest first.
const PEAKS: usize = 12;

/// Peaks this far under the strongest do not count, as a power ratio (40 dB).
const UNDER_STRONGEST: f32 = 1e-4;

/// Fundamentals considered, in Hz.
const PITCH_HZ: std::ops::Range<f32> = 38.0..1_600.0;

/// Peaks that may be harmonics of a candidate, and the highest number they are tried as.
const SEEDS: usize = 5;
const SEED_HARMONIC_MAX: usize = 4;

/// A peak this far from a harmonic, in parts of the fundamental, is none of it.
const OFF_HARMONIC: f32 = 0.12;

/// What the tones of a spectrum tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tones {
    /// Share of the power in peaks, 0 (noise) to 1 (tones).
    pub(super) tonality: f32,
    /// Share of the peaks' power that one fundamental explains, 0 to 1.
    pub(super) harmonicity: f32,
    /// The fundamental as a power of two in Hz.
    pub(super) pitch_oct: f32,
    /// Peaks within 40 dB of the strongest, 1 to 12; 0 without any.
    pub(super) peaks: f32,
    /// Evenness of the peaks over the twelve pitch classes, 0 (one class) to 1.
    pub(super) chroma_entropy: f32,
}

#[derive(Clone, Copy, Default)]
struct Peak {
    hz: f32,
    power: f32,
}

/// Finds tones in spectra whose bins lie `bin_hz` apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToneFinder {
    bin_hz: f64,
    first: usize,
    last: usize,
}

impl ToneFinder {
    pub(super) fn new(bins: usize, bin_hz: f64) -> Self {
        let first = ((RANGE_HZ.start / bin_hz) as usize).max(2);
        let last = ((RANGE_HZ.end / bin_hz) as usize).min(bins.saturating_sub(2));
        Self { bin_hz, first, last }
    }

    pub(super) fn find(&self, powers: &[f32]) -> Tones {
        let Some(range) = powers.get(self.first..self.last) else { return Tones::default() };
        let strongest = range.iter().copied().fold(0.0, f32::max);
        let total: f32 = range.iter().sum();
        if strongest.is_nan() || strongest <= 0.0 {
            return Tones::default();
        }
        let (peaks, count) = self.peaks(powers, strongest * UNDER_STRONGEST);
        let peaks = &peaks[..count];
        let inside: f32 = peaks.iter().map(|peak| peak.power).sum();
        let (pitch_hz, harmonicity) = fundamental(peaks);
        Tones {
            tonality: (inside / total).min(1.0),
            harmonicity,
            pitch_oct: math::log2(pitch_hz.max(1.0)),
            peaks: count as f32,
            chroma_entropy: chroma_entropy(peaks),
        }
    }

    /// The strongest peaks over `floor`; a peak has the power of its main lobe of five bins.
    fn peaks(&self, powers: &[f32], floor: f32) -> ([Peak; PEAKS], usize) {
        let mut tops = [(0_usize, 0.0_f32); PEAKS];
        let mut count = 0;
        for bin in self.first..self.last {
            let here = powers[bin];
            let weakest = if count == PEAKS { tops[PEAKS - 1].1 } else { floor };
            if here > weakest && here > powers[bin - 1] && here >= powers[bin + 1] {
                let at = tops[..count].iter().take_while(|(_, power)| *power >= here).count();
                count = (count + 1).min(PEAKS);
                tops[at..count].rotate_right(1);
                tops[at] = (bin, here);
            }
        }
        let lobe = |bin: usize| powers[bin - 2..=bin + 2].iter().sum();
        let peaks = tops.map(|(bin, _)| match bin {
            0 => Peak::default(),
            bin => Peak { hz: self.refined_hz(powers, bin), power: lobe(bin) },
        });
        (peaks, count)
    }

    /// Log powers make the top of a Hann peak a parabola.
    fn refined_hz(&self, powers: &[f32], bin: usize) -> f32 {
        let [below, here, above] = [powers[bin - 1], powers[bin], powers[bin + 1]].map(math::log2);
        let curvature = below - 2.0 * here + above;
        let offset = if curvature < 0.0 { 0.5 * (below - above) / curvature } else { 0.0 };
        ((bin as f64 + f64::from(offset.clamp(-0.5, 0.5))) * self.bin_hz) as f32
    }
}

/// The best fundamental of the peaks, in Hz, and the share of their power on its harmonics.
fn fundamental(peaks: &[Peak]) -> (f32, f32) {
    let amplitudes: [f32; PEAKS] =
        std::array::from_fn(|i| peaks.get(i).map_or(0.0, |peak| peak.power.sqrt()));
    let mut best = (0.0, 0.0, 0.0);
    for seed in peaks.iter().take(SEEDS) {
        for harmonic in 1..=SEED_HARMONIC_MAX {
            let hz = seed.hz / harmonic as f32;
            if PITCH_HZ.contains(&hz) {
                let (worth, power) = fit(hz, peaks, &amplitudes);
                if worth > best.1 {
                    best = (hz, worth, power);
                }
            }
        }
    }
    let total: f32 = peaks.iter().map(|peak| peak.power).sum();
    (best.0, if total > 0.0 { (best.2 / total).min(1.0) } else { 0.0 })
}

/// What a fundamental is worth, and the power on its harmonics.
fn fit(hz: f32, peaks: &[Peak], amplitudes: &[f32; PEAKS]) -> (f32, f32) {
    let (mut amplitude, mut power) = (0.0, 0.0);
    let (mut highest, mut found) = (1.0_f32, 0_u64);
    for (peak, a) in peaks.iter().zip(amplitudes) {
        let ratio = peak.hz / hz;
        let number = (ratio + 0.5) as u32;
        let off = (ratio - number as f32).abs();
        if number >= 1 && off < OFF_HARMONIC {
            let near = 1.0 - off / OFF_HARMONIC;
            amplitude += near * a;
            power += near * peak.power;
            highest = highest.max(number as f32);
            found |= 1 << number.min(63);
        }
    }
    let present = found.count_ones() as f32 / highest.min(63.0);
    (amplitude * (0.4 + 0.6 * present), power)
}

fn chroma_entropy(peaks: &[Peak]) -> f32 {
    let mut classes = [0.0_f32; 12];
    for peak in peaks {
        let octaves = math::log2(peak.hz.max(1.0));
        let class = (12.0 * (octaves - octaves.floor())) as usize;
        classes[class.min(11)] += peak.power.sqrt();
    }
    let total: f32 = classes.iter().sum();
    if total <= 0.0 {
        return 0.0;
    }
    let shares = classes.iter().map(|class| class / total).filter(|share| *share > 0.0);
    // The entropy of twelve even classes is log₂ 12.
    shares.map(|share| -share * math::log2(share)).sum::<f32>() / 3.584_962_5
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINS: usize = 2_048;
    const BIN_HZ: f64 = 48_000.0 / 4_096.0;

    /// Hann main lobes at these frequencies.
    fn spectrum(tones: &[(f64, f32)]) -> Vec<f32> {
        let mut powers = vec![1e-9_f32; BINS];
        for (hz, power) in tones {
            let at = hz / BIN_HZ;
            for (bin, out) in powers.iter_mut().enumerate() {
                let x = bin as f64 - at;
                let sinc = |x: f64| {
                    if x.abs() < 1e-9 {
                        1.0
                    } else {
                        (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x)
                    }
                };
                let lobe = sinc(x) + 0.5 * (sinc(x - 1.0) + sinc(x + 1.0));
                *out += power * (lobe * lobe) as f32;
            }
        }
        powers
    }

    #[test]
    fn harmonics_lead_to_their_fundamental_even_where_it_is_weak() {
        for pitch in [82.4, 220.0, 523.3] {
            let tones: Vec<(f64, f32)> =
                (1..=6).map(|n| (pitch * f64::from(n), if n == 1 { 0.02 } else { 1.0 })).collect();
            let found = ToneFinder::new(BINS, BIN_HZ).find(&spectrum(&tones));
            // 10 cents: the parabola errs by up to a twentieth of a bin.
            let off = f64::from(found.pitch_oct) - pitch.log2();
            assert!(off.abs() < 10.0 / 1_200.0, "{pitch}: {off}");
            assert!(found.harmonicity > 0.85 && found.tonality > 0.9, "{found:?}");
        }
    }

    #[test]
    fn a_chord_is_explained_by_no_single_note_and_fills_more_classes() {
        let note = |hz: f64| [(hz, 1.0), (2.0 * hz, 0.5), (3.0 * hz, 0.3)];
        let finder = ToneFinder::new(BINS, BIN_HZ);
        let one = finder.find(&spectrum(&note(262.0)));
        let chord: Vec<_> = [262.0, 330.0, 415.0].into_iter().flat_map(note).collect();
        let chord = finder.find(&spectrum(&chord));
        assert!(chord.harmonicity < one.harmonicity - 0.2, "{chord:?} {one:?}");
        assert!(chord.chroma_entropy > one.chroma_entropy + 0.2, "{chord:?} {one:?}");
        assert!(chord.peaks > one.peaks);
    }

    #[test]
    fn silence_and_flat_spectra_have_no_tone() {
        let finder = ToneFinder::new(BINS, BIN_HZ);
        assert_eq!(finder.find(&[0.0; BINS]), Tones::default());
        assert_eq!(finder.find(&[]), Tones::default());
        let flat = finder.find(&[1.0; BINS]);
        assert!(flat.peaks < 0.5 && flat.tonality < 0.01, "{flat:?}");
    }
}
