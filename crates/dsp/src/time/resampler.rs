//! Conversion between any two whole sample rates, delay compensated exactly.
//!
//! Output frame `n` is the band-limited input at time `n · from / to` frames: the first output
//! frame stands at the first input frame, and no fraction of a frame is lost. The kernel is a
//! Kaiser-windowed sinc, one row of coefficients for every fraction that occurs (J. O. Smith,
//! P. Gossett, "A flexible sampling-rate conversion method", ICASSP 1984). Rows are exact as long
//! as the table stays small; for odd pairs of rates (44 100 to 44 101) it holds a fixed number of
//! rows, and two neighbours are interpolated as in the paper.
//!
//! Sums run in eight lanes of a fixed order, so that every processor gives the same bits.

use std::sync::Arc;

use super::kaiser::{beta, windowed_sinc};

/// Frames to either side, at the lower of the two rates. With [`ATTENUATION_DB`] the transition
/// reaches from 0.456 to 0.544 of the lower rate: 44.1 kHz passes 20.1 kHz, and what folds back
/// lands over that. Halving it halves the work and doubles the transition.
const REACH: usize = 48;

/// Stop band of the window, in dB.
const ATTENUATION_DB: f64 = 129.0;

/// Most rows of an exact table, per frame of the kernel at the lower rate.
const EXACT_ROWS_MAX: u64 = 1_280;

/// Rows per frame of the lower rate in an interpolated table. A straight line between rows errs by
/// at most π²/8 of the square of their distance, 2⁻²²: −131 dB.
const INTERPOLATED_ROWS: u64 = 2_048;

/// Input frames worked on at a time.
const CHUNK_FRAMES: usize = 1_024;

/// Sums that run side by side in a product of vectors.
const LANES: usize = 8;

/// Two rates that cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResamplerError {
    /// A rate outside the range of the whole system.
    #[error("a sample rate of {0} Hz was found, 8000 to 192000 Hz are possible; convert the file")]
    Rate(u32),
    /// Neither mono nor stereo.
    #[error("{0} channels were found, 1 or 2 are possible; split the file")]
    Channels(usize),
}

/// The coefficients for one pair of rates: made once, shared by every stem.
#[derive(Debug)]
pub struct ResamplerTable {
    /// Input frames per `up` output frames, without a common divisor.
    down: u64,
    up: u64,
    /// Rows per input frame; equal to `up` in an exact table.
    rows: u64,
    taps: usize,
    coefficients: Vec<f32>,
}

impl ResamplerTable {
    /// Designs the kernel.
    ///
    /// # Errors
    ///
    /// Returns the rate that lies outside 8 000 to 192 000 Hz.
    pub fn new(from_hz: u32, to_hz: u32) -> Result<Arc<Self>, ResamplerError> {
        for rate in [from_hz, to_hz] {
            if !(8_000..=192_000).contains(&rate) {
                return Err(ResamplerError::Rate(rate));
            }
        }
        let divisor = greatest_common_divisor(from_hz, to_hz);
        let (down, up) = (u64::from(from_hz / divisor), u64::from(to_hz / divisor));
        let stretch = (f64::from(from_hz) / f64::from(to_hz)).max(1.0);
        let rows = if up as f64 * stretch <= EXACT_ROWS_MAX as f64 {
            up
        } else {
            (INTERPOLATED_ROWS as f64 / stretch) as u64 + 1
        };
        let half_taps = libm::ceil(REACH as f64 * stretch) as usize;
        let taps = (2 * half_taps).next_multiple_of(LANES);
        let mut coefficients = Vec::with_capacity((rows as usize + 1) * taps);
        for row in 0..=rows {
            coefficients.extend(kernel_row(row as f64 / rows as f64, taps, stretch));
        }
        Ok(Arc::new(Self { down, up, rows, taps, coefficients }))
    }

    /// Output frames that belong to `frames` input frames: those whose time lies in the input.
    #[must_use]
    pub fn frames_out(&self, frames: u64) -> u64 {
        let exact = (u128::from(frames) * u128::from(self.up)).div_ceil(u128::from(self.down));
        u64::try_from(exact).unwrap_or(u64::MAX)
    }

    fn row(&self, row: u64) -> &[f32] {
        let from = row as usize * self.taps;
        &self.coefficients[from..from + self.taps]
    }
}

/// The coefficients for a time `part` of a frame after input frame `taps / 2 − 1`.
fn kernel_row(part: f64, taps: usize, stretch: f64) -> impl Iterator<Item = f32> {
    let (beta, middle) = (beta(ATTENUATION_DB), (taps / 2 - 1) as f64);
    let at = move |k: usize| {
        let time = (k as f64 - middle - part) / stretch;
        windowed_sinc(time, 1.0, REACH as f64, beta)
    };
    // Every row passes direct current alike: no tone at the distance of the rows.
    let sum: f64 = (0..taps).map(at).sum();
    (0..taps).map(move |k| (at(k) / sum) as f32)
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// A stream of audio on its way from one rate to another.
#[derive(Debug)]
pub struct Resampler {
    table: Arc<ResamplerTable>,
    /// Per channel: the last `taps` frames or so, then the chunk being worked on.
    window: Vec<Vec<f32>>,
    /// Frames in the window.
    filled: usize,
    /// Frame of the input where the window begins, `taps / 2 − 1` frames of silence being put
    /// before the input.
    window_start: u64,
    frames_in: u64,
    frames_out: u64,
}

impl Resampler {
    /// A resampler at the start of its stream.
    ///
    /// # Errors
    ///
    /// Refuses other numbers of channels than 1 and 2.
    pub fn new(table: Arc<ResamplerTable>, channels: usize) -> Result<Self, ResamplerError> {
        if !(1..=2).contains(&channels) {
            return Err(ResamplerError::Channels(channels));
        }
        let window = vec![vec![0.0; table.taps + CHUNK_FRAMES]; channels];
        let filled = table.taps / 2 - 1;
        Ok(Self { table, window, filled, window_start: 0, frames_in: 0, frames_out: 0 })
    }

    /// Takes input frames of any number and appends the output frames that are ready. Allocates
    /// only where `output` must grow; missing channels count as silence.
    pub fn push(&mut self, input: &[&[f32]], output: &mut [Vec<f32>]) {
        let frames = input.iter().map(|channel| channel.len()).min().unwrap_or(0);
        self.frames_in += frames as u64;
        let end = self.table.frames_out(self.frames_in);
        let mut from = 0;
        while from < frames {
            let count = (frames - from).min(self.window_room());
            for (index, window) in self.window.iter_mut().enumerate() {
                let free = &mut window[self.filled..self.filled + count];
                match input.get(index) {
                    Some(channel) => free.copy_from_slice(&channel[from..from + count]),
                    None => free.fill(0.0),
                }
            }
            self.filled += count;
            from += count;
            self.emit(end, output);
        }
    }

    /// Ends the stream: appends what is left, so that `ceil(frames · to / from)` frames have come
    /// out in all, and starts anew.
    pub fn finish(&mut self, output: &mut [Vec<f32>]) {
        let end = self.table.frames_out(self.frames_in);
        while self.frames_out < end {
            let count = self.window_room();
            for window in &mut self.window {
                window[self.filled..self.filled + count].fill(0.0);
            }
            self.filled += count;
            self.emit(end, output);
        }
        self.reset();
    }

    /// Forgets the past.
    pub fn reset(&mut self) {
        self.window.iter_mut().for_each(|window| window.fill(0.0));
        self.filled = self.table.taps / 2 - 1;
        (self.window_start, self.frames_in, self.frames_out) = (0, 0, 0);
    }

    fn window_room(&self) -> usize {
        (self.table.taps + CHUNK_FRAMES - self.filled).min(CHUNK_FRAMES)
    }

    /// Writes the frames before `end` that the window covers, then moves the window on.
    fn emit(&mut self, end: u64, output: &mut [Vec<f32>]) {
        let (table, taps) = (&*self.table, self.table.taps);
        let place = self.frames_out * table.down;
        let (mut frame, mut part) = (place / table.up, place % table.up);
        let step = (table.down / table.up, table.down % table.up);
        let last = self.window_start + (self.filled - taps.min(self.filled)) as u64;
        let is_full = self.filled >= taps;
        while is_full && self.frames_out < end && frame <= last {
            let from = (frame - self.window_start) as usize;
            let values = match self.window.as_slice() {
                [left, right] => {
                    at(table, part, &left[from..from + taps], &right[from..from + taps])
                }
                [mono, ..] => [at_mono(table, part, &mono[from..from + taps]), 0.0],
                [] => return,
            };
            for (channel, value) in output.iter_mut().zip(values).take(self.window.len()) {
                channel.push(value);
            }
            self.frames_out += 1;
            frame += step.0;
            part += step.1;
            if part >= table.up {
                part -= table.up;
                frame += 1;
            }
        }
        let keep = ((frame - self.window_start) as usize).min(self.filled);
        for window in &mut self.window {
            window.copy_within(keep..self.filled, 0);
        }
        self.filled -= keep;
        self.window_start += keep as u64;
    }
}

/// Both channels at `part / up` of a frame: one pass over the coefficients.
#[inline]
fn at(table: &ResamplerTable, part: u64, left: &[f32], right: &[f32]) -> [f32; 2] {
    let (row, share) = place(table, part);
    let first = dot_stereo(table.row(row), left, right);
    if share > 0.0 {
        let second = dot_stereo(table.row(row + 1), left, right);
        [first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])]
    } else {
        first
    }
}

#[inline]
fn at_mono(table: &ResamplerTable, part: u64, samples: &[f32]) -> f32 {
    let (row, share) = place(table, part);
    let first = dot(table.row(row), samples);
    if share > 0.0 { first + share * (dot(table.row(row + 1), samples) - first) } else { first }
}

/// The row at or before `part / up`, and how far the next one is approached.
#[inline]
fn place(table: &ResamplerTable, part: u64) -> (u64, f32) {
    if table.rows == table.up {
        return (part, 0.0);
    }
    let place = part * table.rows;
    (place / table.up, ((place % table.up) as f64 / table.up as f64) as f32)
}

#[inline]
fn dot(row: &[f32], samples: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    for (c, x) in row.as_chunks::<LANES>().0.iter().zip(samples.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            sums[lane] += c[lane] * x[lane];
        }
    }
    total(sums)
}

#[inline]
fn dot_stereo(row: &[f32], left: &[f32], right: &[f32]) -> [f32; 2] {
    let (mut sums_l, mut sums_r) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let left = left.as_chunks::<LANES>().0;
    let right = right.as_chunks::<LANES>().0;
    for ((c, l), r) in row.as_chunks::<LANES>().0.iter().zip(left).zip(right) {
        for lane in 0..LANES {
            sums_l[lane] += c[lane] * l[lane];
            sums_r[lane] += c[lane] * r[lane];
        }
    }
    [total(sums_l), total(sums_r)]
}

#[inline]
fn total(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7]))
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use proptest::prelude::*;

    use super::*;

    const PAIRS: [(u32, u32); 9] = [
        (44_100, 48_000),
        (48_000, 44_100),
        (48_000, 96_000),
        (96_000, 44_100),
        (192_000, 48_000),
        (8_000, 48_000),
        (48_000, 8_000),
        (44_100, 44_101),
        (96_000, 44_099),
    ];

    fn convert(from: u32, to: u32, signal: &[f32], block: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(ResamplerTable::new(from, to).unwrap(), 1).unwrap();
        let mut out = [Vec::new()];
        for part in signal.chunks(block) {
            resampler.push(&[part], &mut out);
        }
        resampler.finish(&mut out);
        let [out] = out;
        out
    }

    fn tone(hz: f64, rate: u32, frames: usize) -> Vec<f64> {
        (0..frames).map(|i| libm::sin(TAU * hz * i as f64 / f64::from(rate))).collect()
    }

    /// Power of the difference between the converted tone and the true one, in dB under the tone,
    /// away from the ends, where the silence around the tone is part of the kernel.
    fn noise_db(from: u32, to: u32, hz: f64) -> f64 {
        let input: Vec<f32> = tone(hz, from, from as usize / 5).iter().map(|x| *x as f32).collect();
        let out = convert(from, to, &input, 997);
        let truth = tone(hz, to, out.len());
        let ends = out.len() / 10;
        let middle = ends..out.len() - ends;
        let count = middle.len() as f64;
        let noise: f64 = middle.map(|i| (f64::from(out[i]) - truth[i]).powi(2)).sum();
        10.0 * libm::log10(noise / count / 0.5)
    }

    #[test]
    fn tones_arrive_at_their_exact_times_120_db_clean() {
        for (from, to) in PAIRS {
            // 0.4535 of the lower rate: 20 kHz at 44.1 kHz.
            let highest = 0.453_5 * f64::from(from.min(to));
            for share in [0.003, 0.05, 0.3, 0.7, 0.9, 1.0] {
                let noise = noise_db(from, to, share * highest);
                assert!(noise < -120.0, "{from} to {to}, {} Hz: {noise:.1} dB", share * highest);
            }
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        for (from, to, hz) in [
            (48_000, 44_100, 23_999.0),
            (96_000, 44_100, 30_000.0),
            (96_000, 48_000, 26_300.0),
            (192_000, 8_000, 4_400.0),
        ] {
            let input: Vec<f32> = tone(hz, from, 40_000).iter().map(|x| *x as f32).collect();
            let out = convert(from, to, &input, 512);
            let middle = &out[out.len() / 3..2 * out.len() / 3];
            let peak = middle.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            assert!(peak < 1e-6, "{from} to {to}: {hz} Hz leaves {peak:e}"); // −120 dB.
        }
    }

    #[test]
    fn an_impulse_stays_where_it_was() {
        for (from, to) in [(44_100, 48_000), (48_000, 96_000), (96_000, 48_000)] {
            let mut input = vec![0.0; 4_410 * 2];
            input[1_470] = 1.0; // A common multiple of the steps: it falls on an output frame.
            let out = convert(from, to, &input, 100);
            let home = (1_470 * u64::from(to) / u64::from(from)) as usize;
            let loudest = (0..out.len()).max_by(|a, b| out[*a].abs().total_cmp(&out[*b].abs()));
            assert_eq!(loudest, Some(home), "{from} to {to}");
            for k in 1..40 {
                // The kernel is symmetric up to the rounding of its coefficients.
                assert!((out[home - k] - out[home + k]).abs() < 1e-7, "{from} to {to}, {k}");
            }
        }
    }

    #[test]
    fn one_rate_to_itself_is_a_copy() {
        let input: Vec<f32> = tone(997.0, 48_000, 3_000).iter().map(|x| *x as f32).collect();
        assert_eq!(convert(48_000, 48_000, &input, 77), input);
    }

    #[test]
    fn a_table_is_bounded_for_every_pair() {
        for (from, to) in [(44_100, 44_101), (191_999, 8_001), (8_001, 191_999), (192_000, 8_000)] {
            let table = ResamplerTable::new(from, to).unwrap();
            assert!(table.coefficients.len() < 250_000, "{from} to {to}");
        }
    }

    #[test]
    fn impossible_requests_are_refused_with_words() {
        assert_eq!(ResamplerTable::new(7_999, 48_000).err(), Some(ResamplerError::Rate(7_999)));
        assert_eq!(ResamplerTable::new(48_000, 0).err(), Some(ResamplerError::Rate(0)));
        let table = ResamplerTable::new(48_000, 44_100).unwrap();
        let error = Resampler::new(table, 7).err().unwrap();
        assert!(error.to_string().starts_with("7 channels were found, 1 or 2"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn lengths_are_exact_and_blocks_leave_no_trace(
            pair in 0_usize..PAIRS.len(), frames in 0_usize..6_000, block in 1_usize..3_000,
        ) {
            let (from, to) = PAIRS[pair];
            let input: Vec<f32> = (0..frames).map(|i| ((i * 7_919) % 101) as f32 / 101.0).collect();
            let whole = convert(from, to, &input, frames.max(1));
            let length = (frames as u64 * u64::from(to)).div_ceil(u64::from(from));
            prop_assert_eq!(whole.len() as u64, length);
            prop_assert_eq!(whole, convert(from, to, &input, block));
        }

        #[test]
        fn stereo_equals_two_monos(frames in 1_usize..3_000, pair in 0_usize..PAIRS.len()) {
            let (from, to) = PAIRS[pair];
            let left: Vec<f32> = (0..frames).map(|i| ((i * 31) % 97) as f32 / 97.0).collect();
            let right: Vec<f32> = left.iter().rev().copied().collect();
            let mut both = Resampler::new(ResamplerTable::new(from, to).unwrap(), 2).unwrap();
            let mut out = [Vec::new(), Vec::new()];
            both.push(&[&left, &right], &mut out);
            both.finish(&mut out);
            prop_assert_eq!(&out[0], &convert(from, to, &left, frames));
            prop_assert_eq!(&out[1], &convert(from, to, &right, frames));
        }
    }
}
