//! Sums of spectra and cross-spectra of all stems and pairs, and what follows from them.
//!
//! A stereo stem counts as the vector of its two channels and a mono one as the same on both
//! sides, which is how they meet in the mix: what adds up or cancels here does so there.

use super::grid::Bins;
use super::transform::Spectrum;

/// What the stems of a song have in common, summed over the frames in which they sound.
#[derive(Clone, Debug)]
pub struct Pairs {
    pub(super) bins: Bins,
    stems: Vec<Own>,
    /// Of (0,1), (0,2) … (1,2) …
    crosses: Vec<Cross>,
}

/// One stem.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// Frames in which it sounds.
    pub(super) frames: u32,
    /// Power per compared bin, left and right added.
    pub(super) power: Vec<f64>,
    /// Power per bin of the whole spectrum.
    pub(super) full: Vec<f64>,
}

/// Two stems: per compared bin the sum of X·Y* over channels and frames.
#[derive(Clone, Debug, Default)]
pub(super) struct Cross {
    /// Frames in which both sound.
    pub(super) frames: u32,
    pub(super) re: Vec<f64>,
    pub(super) im: Vec<f64>,
}

impl Pairs {
    pub(super) fn new(bins: Bins, stems: usize) -> Self {
        let count = stems * stems.saturating_sub(1) / 2;
        Self { stems: vec![Own::default(); stems], crosses: vec![Cross::default(); count], bins }
    }

    pub(super) fn places(&self) -> &[usize] {
        &self.bins.places
    }

    /// Number of stems.
    #[must_use]
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    pub(super) fn own(&self, stem: usize) -> &Own {
        &self.stems[stem]
    }

    /// Of two different stems, the lower one first.
    pub(super) fn cross(&self, low: usize, high: usize) -> &Cross {
        &self.crosses[place(low, high, self.stems.len())]
    }

    /// Adds a frame: the spectra of each stem's channels, none where it is silent.
    pub(super) fn add(&mut self, heard: &[Option<&[Spectrum]>]) {
        let count = heard.len();
        for (low, one) in heard.iter().enumerate() {
            let Some(one) = one else { continue };
            self.stems[low].add(one);
            for (high, other) in heard.iter().enumerate().skip(low + 1) {
                if let Some(other) = other {
                    self.crosses[place(low, high, count)].add(one, other);
                }
            }
        }
    }
}

/// Where a pair lies in the list.
fn place(low: usize, high: usize, stems: usize) -> usize {
    low * stems - low * (low + 1) / 2 + (high - low - 1)
}

impl Own {
    fn add(&mut self, channels: &[Spectrum]) {
        let (left, right) = sides(channels);
        self.power.resize(left.re.len(), 0.0);
        self.full.resize(left.power.len(), 0.0);
        self.frames += 1;
        for (k, sum) in self.power.iter_mut().enumerate() {
            let squares = left.re[k] * left.re[k]
                + left.im[k] * left.im[k]
                + (right.re[k] * right.re[k] + right.im[k] * right.im[k]);
            *sum += f64::from(squares);
        }
        for (sum, (l, r)) in self.full.iter_mut().zip(left.power.iter().zip(&right.power)) {
            *sum += f64::from(l + r);
        }
    }
}

impl Cross {
    fn add(&mut self, one: &[Spectrum], other: &[Spectrum]) {
        let ((a, b), (c, d)) = (sides(one), sides(other));
        let bins = a.re.len();
        self.re.resize(bins, 0.0);
        self.im.resize(bins, 0.0);
        self.frames += 1;
        let [a_re, a_im, b_re, b_im] = [&a.re, &a.im, &b.re, &b.im].map(|x| &x[..bins]);
        let [c_re, c_im, d_re, d_im] = [&c.re, &c.im, &d.re, &d.im].map(|x| &x[..bins]);
        let sums = self.re[..bins].iter_mut().zip(&mut self.im[..bins]);
        for (k, (re, im)) in sums.enumerate() {
            let left = a_re[k] * c_re[k] + a_im[k] * c_im[k];
            let right = b_re[k] * d_re[k] + b_im[k] * d_im[k];
            *re += f64::from(left + right);
            let left = a_im[k] * c_re[k] - a_re[k] * c_im[k];
            let right = b_im[k] * d_re[k] - b_re[k] * d_im[k];
            *im += f64::from(left + right);
        }
    }
}

fn sides(channels: &[Spectrum]) -> (&Spectrum, &Spectrum) {
    let left = &channels[0];
    (left, channels.get(1).unwrap_or(left))
}
