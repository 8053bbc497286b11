//! Onset strength: how much begins in each 11 ms, in the lows, the mids and the highs.
//!
//! Half-wave rectified rise of the log power in bands (spectral flux; S. Böck, G. Widmer,
//! "Maximum Filter Vibrato Suppression for Onset Detection", DAFx 2013). Deviations: bands of
//! about an ERB are wide enough to hold a vibrato without the maximum filter, and the rise is
//! taken against the louder of the two frames before, so that a frame of slow beating is no onset.
//! Powers are compared over a floor 50 dB under the loudest frame so far: the strength does not
//! depend on a stem's gain.

use audio::math;

/// Bands of the flux per group, and the edges of the groups, in Hz.
const BANDS: [usize; GROUPS] = [3, 8, 9];
const EDGES_HZ: [f64; GROUPS + 1] = [30.0, 200.0, 2_500.0, 12_000.0];
const BANDS_ALL: usize = 20;

/// Lows, mids and highs.
pub(crate) const GROUPS: usize = 3;

/// Powers count over this share of the loudest frame so far…
const UNDER_LOUDEST: f32 = 1e-5;
/// …and over −95 dBFS.
const FLOOR: f32 = 3e-10;

/// Steps per octave of power (3 dB) in which strength is kept: one byte holds 48 dB.
const STEPS: f32 = 16.0;

/// Onset strength over time, one byte per value: 280 bytes for each second of a stem.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OnsetTrace {
    columns: Vec<[u8; GROUPS]>,
}

impl OnsetTrace {
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Mean rise over the bands of each group, in octaves of power (3 dB); 0 beyond the end.
    pub(crate) fn at(&self, frame: usize) -> [f32; GROUPS] {
        let column = self.columns.get(frame).copied().unwrap_or_default();
        column.map(|step| f32::from(step) / STEPS)
    }
}

/// Collects onset strength from power spectra.
#[derive(Clone, Debug)]
pub(crate) struct Onsets {
    /// First bin of each band, and the end of the last.
    edges: [usize; BANDS_ALL + 1],
    /// Levels of the two frames before.
    before: [[f32; BANDS_ALL]; 2],
    loudest: f32,
    trace: OnsetTrace,
}

impl Onsets {
    /// For spectra of `bins` bins, `bin_hz` apart.
    pub(crate) fn new(bins: usize, bin_hz: f64) -> Self {
        let mut last = 0;
        let edges = std::array::from_fn(|edge| {
            let bin = libm::round(edge_hz(edge) / bin_hz) as usize;
            last = bin.max(last + 1).min(bins);
            last
        });
        let before = [[math::log2(FLOOR); BANDS_ALL]; 2];
        Self { edges, before, loudest: 0.0, trace: OnsetTrace::default() }
    }

    /// A frame that was too quiet to transform.
    pub(crate) fn push_silence(&mut self) {
        self.before = [self.before[1], [math::log2(FLOOR); BANDS_ALL]];
        self.trace.columns.push([0; GROUPS]);
    }

    pub(crate) fn push(&mut self, powers: &[f32]) {
        let mut bands = [0.0_f32; BANDS_ALL];
        for (band, power) in bands.iter_mut().enumerate() {
            *power = powers[self.edges[band]..self.edges[band + 1]].iter().sum();
        }
        self.loudest = bands.iter().sum::<f32>().max(self.loudest);
        let floor = FLOOR.max(self.loudest * UNDER_LOUDEST);
        let levels = bands.map(|power| math::log2(power + floor));
        let mut column = [0; GROUPS];
        let mut band = 0;
        for (group, count) in BANDS.iter().enumerate() {
            let rise = |b: usize| (levels[b] - self.before[0][b].max(self.before[1][b])).max(0.0);
            // A floor that rose since is no fall of the music: it only makes rises smaller.
            let rises: f32 = (band..band + count).map(rise).sum();
            column[group] = (rises / *count as f32 * STEPS + 0.5).min(255.0) as u8;
            band += count;
        }
        self.before = [self.before[1], levels];
        self.trace.columns.push(column);
    }

    pub(crate) fn finish(self) -> OnsetTrace {
        self.trace
    }
}

/// Lower edge of a band, or the upper one of the last: evenly spread over ERB-like steps.
fn edge_hz(edge: usize) -> f64 {
    let erb = |hz: f64| libm::log10(1.0 + 0.00437 * hz);
    let (mut group, mut step) = (0, edge);
    while group + 1 < GROUPS && step >= BANDS[group] {
        step -= BANDS[group];
        group += 1;
    }
    let (from, to) = (erb(EDGES_HZ[group]), erb(EDGES_HZ[group + 1]));
    let at = from + (to - from) * step as f64 / BANDS[group] as f64;
    (libm::pow(10.0, at) - 1.0) / 0.00437
}
