//! Features of spectra as they go by, every frame weighing as much as its amplitude.

use audio::math;

use super::mel::MelBank;
use super::mfcc::Mfcc;
use super::moments::Moments;
use super::tones::{ToneFinder, Tones};

/// Mel bands between these frequencies.
pub(super) const BANDS: usize = 40;
const RANGE_HZ: std::ops::Range<f64> = 40.0..16_000.0;

/// Cepstral coefficients, of which the first (the level) is dropped.
const COEFFICIENTS: usize = 14;
const SHAPES: usize = COEFFICIENTS - 1;

/// Change between spectra is looked at this far under the louder one, in dB.
const FLUX_RANGE_DB: f32 = 40.0;

/// A pitch step up to this, in semitones, is a glide or vibrato; beyond it is a new note.
const GLIDE_SEMITONES: f64 = 0.8;

/// Scalars of each frame, besides the cepstrum.
const SCALARS: usize = 9;
const SCALAR_NAMES: [&str; SCALARS] = [
    "centroid_oct",
    "spread_oct",
    "flatness_db",
    "tonality",
    "harmonicity",
    "peaks",
    "chroma_entropy",
    "rise_db",
    "fall_db",
];

/// Numbers that come out of [`FrameFeatures::values`].
pub(super) const VALUES: usize = 2 * SHAPES + 2 * SCALARS + PITCH_NAMES.len() + BANDS / 2;

const PITCH_NAMES: [&str; 7] = [
    "pitch_oct_mean",
    "pitch_oct_deviation",
    "voiced_share",
    "glide_semitones",
    "glide_change_semitones",
    "held_share",
    "in_tune",
];

/// Collects spectra of one stem; mid and side of a frame count as one.
#[derive(Debug)]
pub(crate) struct FrameFeatures {
    bank: MelBank,
    mfcc: Mfcc,
    finder: ToneFinder,
    centres_oct: [f32; BANDS],
    /// Mid of the frame whose side is awaited, and the number of that frame.
    waiting: Vec<f32>,
    frame: Option<u64>,
    /// Levels of the frame before, if it sounded.
    before: Option<(u64, [f32; BANDS])>,
    shapes: [Moments; SHAPES],
    scalars: [Moments; SCALARS],
    pitch: PitchTrack,
    band_powers: [f64; BANDS],
}

/// How pitch moves.
#[derive(Clone, Debug, Default)]
struct PitchTrack {
    /// The last frame's number, pitch in octaves and step in semitones, where it was a tone.
    last: Option<(u64, f64, Option<f64>)>,
    pitch: Moments,
    voiced: Moments,
    glide: Moments,
    change: Moments,
    held: Moments,
    /// Sum of weighted unit vectors: the angle is the place between two semitones.
    tuning: [f64; 2],
    tuning_weight: f64,
}

impl FrameFeatures {
    pub(crate) fn new(bins: usize, bin_hz: f64) -> Self {
        let centre = |band: usize| {
            let ends = [RANGE_HZ.start, RANGE_HZ.end].map(super::mel::hz_to_mel);
            let step = (ends[1] - ends[0]) / (BANDS + 1) as f64;
            libm::log2(super::mel::mel_to_hz(ends[0] + step * (band + 1) as f64)) as f32
        };
        Self {
            bank: MelBank::new(BANDS, RANGE_HZ, bins, bin_hz),
            mfcc: Mfcc::new(COEFFICIENTS, BANDS),
            finder: ToneFinder::new(bins, bin_hz),
            centres_oct: std::array::from_fn(centre),
            waiting: Vec::with_capacity(bins),
            frame: None,
            before: None,
            shapes: [Moments::default(); SHAPES],
            scalars: [Moments::default(); SCALARS],
            pitch: PitchTrack::default(),
            band_powers: [0.0; BANDS],
        }
    }

    /// Hears a spectrum of mid or side; frames come in order, mid before side.
    pub(crate) fn push(&mut self, frame: u64, powers: &[f32]) {
        if self.frame == Some(frame) {
            self.waiting.iter_mut().zip(powers).for_each(|(sum, power)| *sum += power);
            return;
        }
        self.close();
        self.frame = Some(frame);
        self.waiting.clear();
        self.waiting.extend_from_slice(powers);
    }

    /// Counts the frame that was awaited.
    fn close(&mut self) {
        let Some(frame) = self.frame.take() else { return };
        let mut bands = [0.0_f32; BANDS];
        self.bank.apply(&self.waiting, &mut bands);
        let total: f32 = bands.iter().sum();
        // Squares of what a hostile file holds may overflow; such a frame tells nothing.
        if !total.is_finite() || total <= 0.0 {
            self.before = None;
            return;
        }
        let weight = f64::from(total).sqrt();
        for (sum, power) in self.band_powers.iter_mut().zip(&bands) {
            *sum += f64::from(*power);
        }
        let mut levels = [0.0; BANDS];
        Mfcc::levels_db(&bands, &mut levels);
        let mut shape = [0.0; COEFFICIENTS];
        self.mfcc.apply(&levels, &mut shape);
        for (moments, value) in self.shapes.iter_mut().zip(&shape[1..]) {
            moments.add(f64::from(*value), weight);
        }
        let tones = self.finder.find(&self.waiting);
        let [rise, fall] = self.flux(frame, &levels);
        let [centroid, spread] = self.centroid(&bands, total);
        let scalars = [
            centroid,
            spread,
            flatness_db(&levels, total),
            tones.tonality,
            tones.harmonicity,
            tones.peaks,
            tones.chroma_entropy,
            rise,
            fall,
        ];
        for (moments, value) in self.scalars.iter_mut().zip(scalars) {
            moments.add(f64::from(value), weight);
        }
        self.pitch.push(frame, &tones, weight);
        self.before = Some((frame, levels));
    }

    /// Mean rise and mean fall of the bands since the frame before, in dB.
    fn flux(&self, frame: u64, levels: &[f32; BANDS]) -> [f32; 2] {
        let loudest = |levels: &[f32; BANDS]| levels.iter().copied().fold(f32::MIN, f32::max);
        let before =
            self.before.filter(|(number, _)| number + 1 == frame).map(|(_, levels)| levels);
        let top = before.as_ref().map_or(f32::MIN, &loudest).max(loudest(levels));
        let floor = top - FLUX_RANGE_DB;
        let before = before.unwrap_or([floor; BANDS]);
        let mut sums = [0.0_f32; 2];
        for (now, was) in levels.iter().zip(&before) {
            let step = now.max(floor) - was.max(floor);
            sums[0] += step.max(0.0);
            sums[1] += (-step).max(0.0);
        }
        sums.map(|sum| sum / BANDS as f32)
    }

    /// Centre of gravity and spread of the power over octaves.
    fn centroid(&self, bands: &[f32; BANDS], total: f32) -> [f32; 2] {
        let mean_of = |value: &dyn Fn(f32) -> f32| {
            let sum: f32 = bands.iter().zip(&self.centres_oct).map(|(p, o)| p * value(*o)).sum();
            sum / total
        };
        let centroid = mean_of(&|octave| octave);
        [centroid, mean_of(&|octave| (octave - centroid) * (octave - centroid)).max(0.0).sqrt()]
    }

    pub(super) fn values(mut self) -> [f32; VALUES] {
        self.close();
        let mut values = [0.0; VALUES];
        let total: f64 = self.band_powers.iter().sum();
        if total <= 0.0 {
            return values;
        }
        let pair_db = |pair: &[f64]| math::power_to_db(pair.iter().sum::<f64>() / total).max(-60.0);
        let all = self
            .shapes
            .iter()
            .chain(&self.scalars)
            .flat_map(|moments| [moments.mean(), moments.deviation()])
            .chain(self.pitch.values())
            .chain(self.band_powers.chunks_exact(2).map(pair_db));
        values.iter_mut().zip(all).for_each(|(out, value)| *out = value as f32);
        values
    }

    pub(super) fn names() -> impl Iterator<Item = String> {
        let both = |name: String| [format!("{name}_mean"), format!("{name}_deviation")];
        (1..=SHAPES)
            .flat_map(move |n| both(format!("mfcc_{n}")))
            .chain(SCALAR_NAMES.into_iter().flat_map(move |name| both(name.to_owned())))
            .chain(PITCH_NAMES.map(str::to_owned))
            .chain((0..BANDS / 2).map(|n| format!("mel_pair_{n}_db")))
    }
}

/// Mean level of the bands over their mean power, in dB: 0 for pink-like noise, −60 for one tone.
fn flatness_db(levels: &[f32; BANDS], total: f32) -> f32 {
    let mean_db = levels.iter().sum::<f32>() / BANDS as f32;
    mean_db - 10.0 * std::f32::consts::LOG10_2 * math::log2(total / BANDS as f32)
}

impl PitchTrack {
    fn push(&mut self, frame: u64, tones: &Tones, weight: f64) {
        let voiced = f64::from(tones.tonality * tones.harmonicity);
        self.voiced.add(voiced, weight);
        let clear = voiced > 0.5 && tones.pitch_oct > 1.0;
        if !clear {
            self.last = None;
            return;
        }
        let pitch = f64::from(tones.pitch_oct);
        self.pitch.add(pitch, weight);
        let turns = (12.0 * (pitch - libm::floor(pitch))) as f32;
        self.tuning[0] += weight * f64::from(math::cos_turns(turns));
        self.tuning[1] += weight * f64::from(math::sin_turns(turns));
        self.tuning_weight += weight;
        let mut step = None;
        if let Some((last, pitch_before, step_before)) = self.last
            && last + 1 == frame
        {
            let semitones = 12.0 * (pitch - pitch_before);
            let glides = semitones.abs() < GLIDE_SEMITONES;
            self.held.add(f64::from(u8::from(glides)), weight);
            if glides {
                self.glide.add(semitones.abs(), weight);
                step = Some(semitones);
                if let Some(before) = step_before {
                    self.change.add((semitones - before).abs(), weight);
                }
            }
        }
        self.last = Some((frame, pitch, step));
    }

    fn values(&self) -> [f64; PITCH_NAMES.len()] {
        let [x, y] = self.tuning;
        let gathered = (x * x + y * y).sqrt();
        let in_tune = if self.tuning_weight > 0.0 { gathered / self.tuning_weight } else { 0.0 };
        [
            self.pitch.mean(),
            self.pitch.deviation(),
            self.voiced.mean(),
            self.glide.mean(),
            self.change.mean(),
            self.held.mean(),
            in_tune,
        ]
    }
}
