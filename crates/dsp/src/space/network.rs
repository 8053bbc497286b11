//! The feedback delay network: sixteen delays that feed each other through a Hadamard matrix.
//!
//! Source: J.-M. Jot, A. Chaigne, "Digital delay networks for designing artificial
//! reverberators", AES 90th Convention, 1991. The matrix keeps all energy; each line loses what
//! its length asks for, so that every mode decays alike: 60 dB in the decay time, and four times
//! as fast over the damping frequency. The lines' lengths are primes and move slowly, read by a
//! cubic (Lagrange), so that no mode stands still and rings.

use audio::math::sin_turns;

use super::tone::one_pole;

/// Lines of the network.
pub(super) const LINES: usize = 16;

/// Frames from one control point to the next. Delays move in straight lines between them.
pub(super) const GRID: usize = 32;

/// Longest line over the shortest.
const SPREAD: f64 = 3.1;

/// Shortest line at a size of 100 %, in ms.
const SHORTEST_MS: f64 = 27.0;

/// How much faster the decay is over the damping frequency.
const DAMPED: f64 = 4.0;

/// Depth of the modulation at 100 %, in ms to either side, and its slowest rate in Hz.
const DEPTH_MS: f64 = 0.25;
const SLOWEST_HZ: f64 = 0.21;

/// Furthest a delay may move in one grid, in frames: a change of size slides, it does not jump.
const SLIDE: f32 = 0.4;

/// Share of the way that gains move to their targets in one grid: 5 ms at 48 kHz.
const GLIDE: f32 = 0.125;

/// Values below this are silence.
const SILENT: f32 = 1e-20;

type Lanes = [f32; LINES];

/// What the settings ask of the network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) decay_s: f64,
    pub(super) damping_hz: f64,
    pub(super) size: f64,
    pub(super) modulation: f64,
}

/// Values that move towards their targets, from grid to grid.
#[derive(Clone, Copy, Debug)]
struct Control {
    frames: Lanes,
    /// Gain of a pass under the damping frequency.
    low: Lanes,
    /// Gain over it.
    high: Lanes,
    depth: f32,
    damping: f32,
    level: f32,
}

/// The network with its memory.
#[derive(Debug)]
pub(super) struct Network {
    sample_rate_hz: f64,
    rings: Vec<Vec<f32>>,
    /// Frames since the start.
    frame: usize,
    now: Control,
    target: Control,
    /// Delays at the last control point, and their steps per frame since.
    delays: Lanes,
    steps: Lanes,
    filters: Lanes,
}

impl Network {
    pub(super) fn new(room: Room, size_max: f64, sample_rate_hz: f64) -> Self {
        let longest = frames_of(size_max, sample_rate_hz)[LINES - 1] as usize;
        let depth = DEPTH_MS * 1e-3 * sample_rate_hz;
        let capacity = (longest + depth as usize + 2 * GRID + 8).next_power_of_two();
        let target = Control::new(room, sample_rate_hz);
        let mut network = Self {
            sample_rate_hz,
            rings: vec![vec![0.0; capacity]; LINES],
            frame: 0,
            now: target,
            target,
            delays: [0.0; LINES],
            steps: [0.0; LINES],
            filters: [0.0; LINES],
        };
        network.reset();
        network
    }

    pub(super) fn set(&mut self, room: Room) {
        self.target = Control::new(room, self.sample_rate_hz);
    }

    pub(super) fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.filters = [0.0; LINES];
        self.frame = 0;
        self.now = self.target;
        self.delays = self.delays_at(0);
        self.steps = [0.0; LINES];
    }

    /// Frames until the next control point: the most that `process` takes.
    pub(super) fn room_left(&self) -> usize {
        GRID - self.frame % GRID
    }

    /// Replaces the input of both sides by what the room answers.
    pub(super) fn process(&mut self, left: &mut [f32], right: &mut [f32]) {
        if self.frame.is_multiple_of(GRID) {
            self.control();
        }
        let frames = left.len();
        let mut heard = [[0.0; LINES]; GRID];
        self.read(&mut heard, frames);
        let Control { low, high, damping, level, .. } = self.now;
        let mut filters = self.filters;
        for ((lanes, left), right) in heard.iter_mut().zip(left).zip(right) {
            let mut outs = [[0.0_f32; QUAD]; 2];
            let input = [*left, *right, *left, *right];
            for quad in 0..LINES / QUAD {
                let at = quad * QUAD;
                let x = of(lanes, at);
                // A shelf: its low part loses less than its high part.
                let old = of(&filters, at);
                let smooth: Quad = each(|i| old[i] + damping * (x[i] - old[i]));
                let passed: Quad =
                    each(|i| low[at + i] * smooth[i] + high[at + i] * (x[i] - smooth[i]));
                filters[at..at + QUAD].copy_from_slice(&smooth.map(audible));
                lanes[at..at + QUAD].copy_from_slice(&passed);
                for (out, signs) in outs.iter_mut().zip(&SIGNS) {
                    *out = each(|i| out[i] + signs[at + i] * x[i]);
                }
            }
            (*left, *right) = (level * total(outs[0]), level * total(outs[1]));
            mix(lanes);
            for at in (0..LINES).step_by(QUAD) {
                // Left feeds the even lines, right the odd ones, with signs of their own.
                let x = of(lanes, at);
                let x: Quad = each(|i| audible(x[i] + SIGNS[2][at + i] * input[i]));
                lanes[at..at + QUAD].copy_from_slice(&x);
            }
        }
        self.filters = filters;
        self.write(&heard, frames);
        self.frame = self.frame.wrapping_add(frames);
    }

    /// Moves the values of the grid that begins now.
    fn control(&mut self) {
        let (now, target) = (&mut self.now, &self.target);
        for i in 0..LINES {
            now.frames[i] += (target.frames[i] - now.frames[i]).clamp(-SLIDE, SLIDE);
            now.low[i] += GLIDE * (target.low[i] - now.low[i]);
            now.high[i] += GLIDE * (target.high[i] - now.high[i]);
        }
        now.depth += GLIDE * (target.depth - now.depth);
        now.damping += GLIDE * (target.damping - now.damping);
        now.level += GLIDE * (target.level - now.level);
        let next = self.delays_at(self.frame + GRID);
        for ((delay, step), next) in self.delays.iter_mut().zip(&mut self.steps).zip(next) {
            // From where the last grid ended.
            *delay += GRID as f32 * *step;
            *step = (next - *delay) / GRID as f32;
        }
    }

    fn delays_at(&self, frame: usize) -> Lanes {
        let seconds = frame as f64 / self.sample_rate_hz;
        std::array::from_fn(|i| {
            let turns = seconds * SLOWEST_HZ * (1.0 + 0.131 * i as f64) + 0.618 * i as f64;
            let turns = (turns - libm::floor(turns)) as f32;
            self.now.frames[i] + self.now.depth * sin_turns(turns)
        })
    }

    /// Reads every line, by a cubic through the four samples around its delay.
    fn read(&self, heard: &mut [Lanes; GRID], frames: usize) {
        let into = self.frame % GRID;
        for group in (0..LINES).step_by(QUAD) {
            let mut rows = [[0.0; GRID]; QUAD];
            for (row, i) in rows.iter_mut().zip(group..) {
                let ring = &self.rings[i];
                // The whole part is that of the control point, so that blocks leave no trace; the
                // rest runs a little over the unit interval.
                let whole = self.delays[i] as usize;
                let rest = self.delays[i] - whole as f32;
                let from = self.frame.wrapping_sub(whole + 2);
                let mut near = [0.0; GRID + 3];
                copy_ring(ring, from & (ring.len() - 1), &mut near[..frames + 3]);
                let near = &near;
                let chunks = row.as_chunks_mut::<CHUNK>().0.iter_mut().zip((0..).step_by(CHUNK));
                for (chunk, start) in chunks.take(frames.div_ceil(CHUNK)) {
                    let near = &near[start..start + CHUNK + 3];
                    for (k, heard) in chunk.iter_mut().enumerate() {
                        let t = 1.0 - (rest + self.steps[i] * (into + start + k) as f32);
                        *heard = cubic([near[k], near[k + 1], near[k + 2], near[k + 3]], t);
                    }
                }
            }
            to_frames(&rows, heard, group);
        }
    }

    fn write(&mut self, heard: &[Lanes; GRID], frames: usize) {
        for (group, rings) in self.rings.as_chunks_mut::<QUAD>().0.iter_mut().enumerate() {
            let rows = to_lines(heard, group * QUAD);
            for (ring, row) in rings.iter_mut().zip(&rows) {
                let at = self.frame & (ring.len() - 1);
                let first = frames.min(ring.len() - at);
                ring[at..at + first].copy_from_slice(&row[..first]);
                ring[..frames - first].copy_from_slice(&row[first..frames]);
            }
        }
    }
}

/// Lines that are turned from rows to columns together.
const QUAD: usize = 4;

/// Frames interpolated together.
const CHUNK: usize = 8;

/// Turns the rows of four lines, from `line` on, into columns.
fn to_frames(rows: &[[f32; GRID]; QUAD], frames: &mut [Lanes; GRID], line: usize) {
    let [a, b, c, d] = rows;
    for (j, lanes) in frames.iter_mut().enumerate() {
        if let Some(lanes) = lanes[line..].first_chunk_mut::<QUAD>() {
            *lanes = [a[j], b[j], c[j], d[j]];
        }
    }
}

/// The rows of four lines, from `line` on.
fn to_lines(frames: &[Lanes; GRID], line: usize) -> [[f32; GRID]; QUAD] {
    let mut rows = [[0.0; GRID]; QUAD];
    let [a, b, c, d] = &mut rows;
    for (j, lanes) in frames.iter().enumerate() {
        if let Some(lanes) = lanes[line..].first_chunk::<QUAD>() {
            [a[j], b[j], c[j], d[j]] = *lanes;
        }
    }
    rows
}

impl Control {
    fn new(room: Room, sample_rate_hz: f64) -> Self {
        let frames = frames_of(room.size, sample_rate_hz);
        let pass = |frames: f64| libm::pow(10.0, -3.0 * frames / (room.decay_s * sample_rate_hz));
        let low = frames.map(pass);
        // Mean energy that a pass loses: in the long run as much comes in.
        let lost = 1.0 - low.iter().map(|gain| gain * gain).sum::<f64>() / LINES as f64;
        Self {
            frames: frames.map(|frames| frames as f32),
            low: low.map(|gain| gain as f32),
            high: low.map(|gain| libm::pow(gain, DAMPED) as f32),
            depth: (room.modulation * DEPTH_MS * 1e-3 * sample_rate_hz) as f32,
            damping: one_pole(room.damping_hz, sample_rate_hz) as f32,
            // Eight lines take in each side, sixteen are heard on each.
            level: libm::sqrt(lost / (LINES / 2) as f64) as f32,
        }
    }
}

/// Lengths of the lines, in frames: primes, spread evenly over the logarithm.
fn frames_of(size: f64, sample_rate_hz: f64) -> [f64; LINES] {
    let mut above = 0;
    std::array::from_fn(|i| {
        let spread = libm::pow(SPREAD, i as f64 / (LINES - 1) as f64);
        let frames = SHORTEST_MS * 1e-3 * size * spread * sample_rate_hz;
        // Never shorter than a grid with its margins: pieces are read before they are written.
        above = next_prime((frames as u32).max(2 * GRID as u32).max(above + 1));
        f64::from(above)
    })
}

fn next_prime(from: u32) -> u32 {
    let is_prime = |n: u32| (2..).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d));
    (from..).find(|n| is_prime(*n)).unwrap_or(from)
}

/// Rows of a Hadamard matrix, hence orthogonal: left, right, and the signs of the input.
const SIGNS: [Lanes; 3] = [row(0b0110), row(0b1001), row(0b1110)];

/// Row `index` of the Hadamard matrix of order 16, in Sylvester's order.
const fn row(index: usize) -> Lanes {
    let mut signs = [1.0; LINES];
    let mut i = 0;
    while i < LINES {
        if (i & index).count_ones() % 2 == 1 {
            signs[i] = -1.0;
        }
        i += 1;
    }
    signs
}

/// The Hadamard matrix over 4, which keeps the energy: four rounds of sums and differences.
#[inline]
fn mix(lanes: &mut Lanes) {
    let quads = [0, 4, 8, 12].map(|i| [lanes[i], lanes[i + 1], lanes[i + 2], lanes[i + 3]]);
    let [a, b, c, d] = quads;
    let [a, b, c, d] = [sum(a, c), sum(b, d), difference(a, c), difference(b, d)];
    let [a, b, c, d] = [sum(a, b), difference(a, b), sum(c, d), difference(c, d)];
    for (lanes, quad) in lanes.as_chunks_mut::<QUAD>().0.iter_mut().zip([a, b, c, d]) {
        let [a, b, c, d] = quad;
        let [a, b, c, d] = sum([a, b, a, b], [c, d, -c, -d]);
        *lanes = sum([a, a, c, c], [b, -b, d, -d]).map(|lane| 0.25 * lane);
    }
}

type Quad = [f32; QUAD];

#[inline]
fn sum(a: Quad, b: Quad) -> Quad {
    std::array::from_fn(|i| a[i] + b[i])
}

#[inline]
fn difference(a: Quad, b: Quad) -> Quad {
    std::array::from_fn(|i| a[i] - b[i])
}

#[inline]
fn each(value: impl FnMut(usize) -> f32) -> Quad {
    std::array::from_fn(value)
}

/// Four lanes, from `at` on.
#[inline]
fn of(lanes: &Lanes, at: usize) -> Quad {
    each(|i| lanes[at + i])
}

#[inline]
fn audible(x: f32) -> f32 {
    if x.abs() < SILENT { 0.0 } else { x }
}

#[inline]
fn total(sums: Quad) -> f32 {
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// Lagrange's cubic through four points at −1, 0, 1 and 2, at `t`.
#[inline]
fn cubic(points: [f32; 4], t: f32) -> f32 {
    let [a, b, c, d] = points;
    let c1 = c - a * (1.0 / 3.0) - b * 0.5 - d * (1.0 / 6.0);
    let c2 = 0.5 * (a + c) - b;
    let c3 = (1.0 / 6.0) * (d - a) + 0.5 * (b - c);
    ((c3 * t + c2) * t + c1) * t + b
}

/// Copies a stretch of a ring.
fn copy_ring(ring: &[f32], from: usize, out: &mut [f32]) {
    let first = out.len().min(ring.len() - from);
    let (head, tail) = out.split_at_mut(first);
    head.copy_from_slice(&ring[from..from + first]);
    tail.copy_from_slice(&ring[..tail.len()]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_matrix_keeps_the_energy(values in prop::array::uniform16(-1.0_f32..1.0)) {
            let energy = |lanes: &Lanes| lanes.iter().map(|x| x * x).sum::<f32>();
            let mut mixed = values;
            mix(&mut mixed);
            // Four roundings of 2⁻²⁴ in each of 16 values.
            prop_assert!((energy(&mixed) - energy(&values)).abs() < 1e-5);
        }

        #[test]
        fn the_cubic_is_exact_for_cubics(t in 0.0_f32..1.0, k in prop::array::uniform4(-1.0_f32..1.0)) {
            let at = |t: f32| ((k[3] * t + k[2]) * t + k[1]) * t + k[0];
            let value = cubic([at(-1.0), at(0.0), at(1.0), at(2.0)], t);
            prop_assert!((value - at(t)).abs() < 1e-5);
        }
    }

    #[test]
    fn lengths_are_different_primes_at_every_size_and_rate() {
        for rate in [8_000.0, 44_100.0, 192_000.0] {
            for size in [0.1, 0.6, 1.5] {
                let frames = frames_of(size, rate);
                assert!(frames.windows(2).all(|pair| pair[0] < pair[1]), "{frames:?}");
                assert!(frames[0] >= 64.0);
            }
        }
    }
}
