//! Sample peaks, RMS, DC, clipped runs and the relation of left and right, hop by hop.

use crate::hops::HOPS_PER_S;
use crate::loudness::{ABSOLUTE_GATE_LUFS, power_to_lufs};
use crate::{Dynamics, Envelope, Loudness, Peaks, Stereo};
use audio::math::{gain_to_db_f64, power_to_db};

/// Largest 16-bit sample, 32767/32768: from here a converter has nothing left.
const FULL_SCALE: f32 = 0.999_969_5;

/// Lanes of the sums. Frames of a hop go to them in turn; they are added at its end.
const LANES: usize = 4;

/// Length of the windows of [`Stereo::correlation_p1`] and of PSR, in s.
const WINDOW_S: usize = 3;

/// Windows whose RMS is below this do not sound, in dBFS.
const SOUNDS_DBFS: f64 = -70.0;

/// Sums over a run of frames.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) frames: u64,
    /// Left², right² and left·right.
    pub(crate) squares: [f64; 2],
    product: f64,
    totals: [f64; 2],
    pub(crate) peak: f32,
}

impl Sums {
    pub(crate) fn of(left: &[f32], right: Option<&[f32]>) -> Self {
        match right {
            Some(right) => Self::of_stereo(left, right),
            None => Self::of_mono(left),
        }
    }

    fn of_mono(samples: &[f32]) -> Self {
        let (mut squares, mut totals) = ([0.0; LANES], [0.0; LANES]);
        let mut peaks = [0.0_f32; LANES];
        let mut add = |chunk: &[f32]| {
            for (lane, x) in chunk.iter().enumerate() {
                let wide = f64::from(*x);
                squares[lane] += wide * wide;
                totals[lane] += wide;
                peaks[lane] = larger(peaks[lane], x.abs());
            }
        };
        let (chunks, rest) = samples.as_chunks::<LANES>();
        chunks.iter().for_each(|chunk| add(chunk));
        add(rest);
        let square = squares.iter().sum();
        Self {
            frames: samples.len() as u64,
            squares: [square, square],
            product: square,
            totals: [totals.iter().sum(); 2],
            peak: peaks.into_iter().fold(0.0, larger),
        }
    }

    fn of_stereo(left: &[f32], right: &[f32]) -> Self {
        let (mut ll, mut rr, mut lr) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        let (mut l, mut r) = ([0.0; LANES], [0.0; LANES]);
        let mut peaks = [0.0_f32; LANES];
        let mut add = |left: &[f32], right: &[f32]| {
            for (lane, (a, b)) in left.iter().zip(right).enumerate() {
                let (x, y) = (f64::from(*a), f64::from(*b));
                ll[lane] += x * x;
                rr[lane] += y * y;
                lr[lane] += x * y;
                l[lane] += x;
                r[lane] += y;
                peaks[lane] = larger(peaks[lane], larger(a.abs(), b.abs()));
            }
        };
        let (left_chunks, left_rest) = left.as_chunks::<LANES>();
        let (right_chunks, right_rest) = right.as_chunks::<LANES>();
        left_chunks.iter().zip(right_chunks).for_each(|(left, right)| add(left, right));
        add(left_rest, right_rest);
        Self {
            frames: left.len() as u64,
            squares: [ll.iter().sum(), rr.iter().sum()],
            product: lr.iter().sum(),
            totals: [l.iter().sum(), r.iter().sum()],
            peak: peaks.into_iter().fold(0.0, larger),
        }
    }

    /// Mean square over the channels.
    pub(crate) fn power(&self) -> f64 {
        if self.frames == 0 { 0.0 } else { self.energy() / (2.0 * self.frames as f64) }
    }

    /// Sum of squares of both channels; a mono one counts as both.
    pub(crate) fn energy(&self) -> f64 {
        self.squares[0] + self.squares[1]
    }

    fn add(&mut self, other: &Self) {
        self.frames += other.frames;
        for c in 0..2 {
            self.squares[c] += other.squares[c];
            self.totals[c] += other.totals[c];
        }
        self.product += other.product;
        self.peak = larger(self.peak, other.peak);
    }

    /// −1 to 1. Silence on either side correlates with nothing, except with silence.
    fn correlation(&self) -> f64 {
        let [ll, rr] = self.squares;
        if ll.max(rr) <= 0.0 {
            return 1.0;
        }
        let norm = ll.sqrt() * rr.sqrt();
        if norm > 0.0 { (self.product / norm).clamp(-1.0, 1.0) } else { 0.0 }
    }

    /// RMS of side over RMS of mid: (l−r)/(l+r).
    fn side_over_mid(&self) -> f64 {
        let mid = (self.energy() + 2.0 * self.product).max(0.0);
        let side = (self.energy() - 2.0 * self.product).max(0.0);
        ratio(side, mid)
    }
}

/// √(side/mid) of two powers; 0 for silence, at most 1000 (−60 dB of mid).
pub(crate) fn ratio(side: f64, mid: f64) -> f64 {
    if side <= 0.0 { 0.0 } else { (side / mid).sqrt().min(1_000.0) }
}

/// The larger one; a NaN on the right never wins.
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// Statistics of the whole stream.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    whole: Sums,
    /// One per complete second.
    seconds: Vec<Sums>,
    second: Sums,
    hops: usize,
    clipped: Clipped,
}

impl Levels {
    pub(crate) fn push(&mut self, sums: &Sums, left: &[f32], right: Option<&[f32]>) {
        self.whole.add(sums);
        self.second.add(sums);
        self.hops += 1;
        if self.hops.is_multiple_of(HOPS_PER_S) {
            self.seconds.push(std::mem::take(&mut self.second));
        }
        self.clipped.push(sums.peak, left, right);
    }

    pub(crate) fn peaks(&self, true_peak: f32) -> Peaks {
        Peaks {
            sample_dbfs: gain_to_db_f64(f64::from(self.whole.peak)),
            true_dbtp: gain_to_db_f64(f64::from(true_peak)),
            clipped_samples: self.clipped.count,
        }
    }

    pub(crate) fn dynamics(
        &self,
        envelope: &Envelope,
        loudness: &Loudness,
        peaks: &Peaks,
    ) -> Dynamics {
        let rms_dbfs = power_to_db(self.whole.power());
        let mut psr = peak_to_short_term(envelope);
        psr.sort_by(f64::total_cmp);
        let frames = self.whole.frames.max(1) as f64;
        let [left, right] = self.whole.totals.map(|total| total / frames);
        Dynamics {
            rms_dbfs,
            crest_db: difference(peaks.sample_dbfs, rms_dbfs),
            plr_db: difference(peaks.true_dbtp, loudness.integrated_lufs),
            psr_median_db: percentile(&psr, 0.5).unwrap_or(0.0),
            psr_p5_db: percentile(&psr, 0.05).unwrap_or(0.0),
            dc: if right.abs() > left.abs() { right } else { left },
        }
    }

    /// `low_side_over_mid` is left at 0: it is the spectrum's to say.
    pub(crate) fn stereo(&self) -> Stereo {
        let correlation = self.whole.correlation();
        let mut windows: Vec<f64> = self
            .seconds
            .windows(WINDOW_S)
            .map(|seconds| {
                let mut window = Sums::default();
                seconds.iter().for_each(|second| window.add(second));
                window
            })
            .filter(|window| power_to_db(window.power()) > SOUNDS_DBFS)
            .map(|window| window.correlation())
            .collect();
        windows.sort_by(f64::total_cmp);
        let [left, right] = self.whole.squares;
        Stereo {
            correlation,
            correlation_p1: percentile(&windows, 0.01).unwrap_or(correlation),
            side_over_mid: self.whole.side_over_mid(),
            low_side_over_mid: 0.0,
            balance_db: balance_db(left, right),
        }
    }
}

/// Right over left in dB, within ±100; 0 for silence.
fn balance_db(left: f64, right: f64) -> f64 {
    match (left > 0.0, right > 0.0) {
        (true, true) => power_to_db(right / left).clamp(-100.0, 100.0),
        (true, false) => -100.0,
        (false, true) => 100.0,
        (false, false) => 0.0,
    }
}

/// `a − b`, or 0 where silence leaves nothing to compare.
fn difference(a: f64, b: f64) -> f64 {
    if a.is_finite() && b.is_finite() { a - b } else { 0.0 }
}

/// Nearest-rank percentile of sorted values.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    Some(sorted[libm::round(last as f64 * share) as usize])
}

/// Sample peak over short-term loudness of every 3 s window that passes the absolute gate, 100 ms
/// hop, in dB.
fn peak_to_short_term(envelope: &Envelope) -> Vec<f64> {
    const STEP: usize = HOPS_PER_S / 10;
    const STEPS: usize = WINDOW_S * 10;
    let peaks: Vec<f32> = envelope
        .peak
        .chunks_exact(STEP)
        .map(|hops| hops.iter().copied().fold(0.0, larger))
        .collect();
    let powers: Vec<f64> = envelope
        .k_power
        .chunks_exact(STEP)
        .map(|hops| hops.iter().map(|power| f64::from(*power)).sum::<f64>() / STEP as f64)
        .collect();
    peaks
        .windows(STEPS)
        .zip(powers.windows(STEPS))
        .filter_map(|(peaks, powers)| {
            let lufs = power_to_lufs(powers.iter().sum::<f64>() / STEPS as f64);
            let peak = peaks.iter().copied().fold(0.0, larger);
            (lufs > ABSOLUTE_GATE_LUFS).then(|| gain_to_db_f64(f64::from(peak)) - lufs)
        })
        .collect()
}

/// Counts samples in runs of two and more at full scale.
#[derive(Clone, Copy, Debug, Default)]
struct Clipped {
    count: u64,
    /// Length of the run that reaches to the end of what was heard, per channel.
    run: [u64; 2],
}

impl Clipped {
    fn push(&mut self, peak: f32, left: &[f32], right: Option<&[f32]>) {
        if peak < FULL_SCALE {
            self.run = [0, 0];
            return;
        }
        for (channel, samples) in [Some(left), right].into_iter().enumerate() {
            for x in samples.unwrap_or_default() {
                let run = &mut self.run[channel];
                *run = if x.abs() >= FULL_SCALE { *run + 1 } else { 0 };
                self.count += match *run {
                    0 | 1 => 0,
                    2 => 2,
                    _ => 1,
                };
            }
        }
    }
}
