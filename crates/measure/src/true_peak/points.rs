//! Loops over samples: half-band filters (Kaiser-windowed sinc) and the bounds of what they see.

/// Shape of the Kaiser windows: about 66 dB of attenuation, which is 0.009 dB of ripple.
const KAISER_BETA: f64 = 6.3;

/// Bounds of a run of samples.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// Largest magnitude.
    pub(super) height: f32,
    /// Largest magnitude of a second difference, or more. Each counts where its last sample is.
    pub(super) bend: f32,
}

impl Extent {
    pub(super) const fn larger(self, other: Self) -> Self {
        Self { height: self.height.max(other.height), bend: self.bend.max(other.bend) }
    }

    pub(super) fn of_all(extents: &[Self]) -> Self {
        extents.iter().fold(Self::default(), |all, extent| all.larger(*extent))
    }

    /// Of all but the first two samples, which only bend.
    pub(super) fn of(x: &[f32]) -> Self {
        Self { height: largest(x.get(2..).unwrap_or_default()), bend: largest_bend(x) }
    }
}

/// Values midway between the samples: `out[i]` lies between `x[i + P − 1]` and `x[i + P]`.
pub(super) fn middles<const P: usize>(taps: &[f32; P], x: &[f32], out: &mut [f32]) {
    const GROUP: usize = 8;
    let (groups, rest) = out.as_chunks_mut::<GROUP>();
    let done = groups.len() * GROUP;
    for (index, group) in groups.iter_mut().enumerate() {
        let x = &x[index * GROUP..][..GROUP + 2 * P - 1];
        let mut sums = [0.0_f32; GROUP];
        for (k, tap) in taps.iter().enumerate() {
            let before = &x[P - 1 - k..][..GROUP];
            let after = &x[P + k..][..GROUP];
            for (lane, sum) in sums.iter_mut().enumerate() {
                *sum += tap * (before[lane] + after[lane]);
            }
        }
        *group = sums;
    }
    for (i, y) in rest.iter_mut().enumerate() {
        let i = done + i;
        *y = taps.iter().enumerate().map(|(k, tap)| tap * (x[i + P - 1 - k] + x[i + P + k])).sum();
    }
}

/// The samples from the first on, and the values midway after each.
pub(super) fn interleave(x: &[f32], middle: &[f32], out: &mut [f32]) {
    for (pair, (x, y)) in out.as_chunks_mut::<2>().0.iter_mut().zip(x.iter().zip(middle)) {
        *pair = [*x, *y];
    }
}

/// Largest magnitude of the second differences.
pub(super) fn largest_bend(x: &[f32]) -> f32 {
    const GROUP: usize = 8;
    let count = x.len().saturating_sub(2);
    let mut lanes = [0.0_f32; GROUP];
    let mut start = 0;
    while start + GROUP <= count {
        let x = &x[start..start + GROUP + 2];
        for (i, lane) in lanes.iter_mut().enumerate() {
            let bend = (x[i] - 2.0 * x[i + 1] + x[i + 2]).abs();
            *lane = if bend > *lane { bend } else { *lane };
        }
        start += GROUP;
    }
    let rest = x[start..].windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs());
    rest.fold(highest(lanes), f32::max)
}

/// Largest magnitude.
pub(super) fn largest(x: &[f32]) -> f32 {
    let (chunks, rest) = x.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            let x = x.abs();
            *lane = if x > *lane { x } else { *lane };
        }
    }
    rest.iter().fold(highest(lanes), |largest, x| x.abs().max(largest))
}

/// The largest of eight, in a tree.
#[inline]
fn highest(lanes: [f32; 8]) -> f32 {
    let higher = |a: f32, b: f32| if a > b { a } else { b };
    let four: [f32; 4] = std::array::from_fn(|i| higher(lanes[i], lanes[i + 4]));
    higher(higher(four[0], four[2]), higher(four[1], four[3]))
}

/// One side of a half-band interpolator: taps at ½, 1½, … samples, that sum to ½.
pub(super) fn half_band<const P: usize>() -> [f32; P] {
    let tap = |k: usize| {
        let distance = k as f64 + 0.5;
        let angle = std::f64::consts::PI * distance;
        let edge = distance / P as f64;
        libm::sin(angle) / angle * bessel_i0(KAISER_BETA * (1.0 - edge * edge).sqrt())
    };
    let sum: f64 = (0..P).map(tap).sum();
    std::array::from_fn(|k| (tap(k) / sum * 0.5) as f32)
}

/// Modified Bessel function of the first kind and order 0, by its power series.
fn bessel_i0(x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..40 {
        let factor = x / 2.0 / f64::from(n);
        term *= factor * factor;
        sum += term;
    }
    sum
}
