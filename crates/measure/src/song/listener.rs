//! Hears one stem for what a song is made of: what begins when, which pitches, one line or many.
//!
//! One pass over mid (half of left plus right), halved to about 24 kHz for onsets and to about
//! 12 kHz for pitch. What is kept is compact: under half a kilobyte for each second of a stem.

use crate::pitch::{PitchListener, PitchTrack};
use crate::rhythm::{OnsetTrace, Onsets};
use crate::song::halving::{DELAY, Halving};
use crate::stft::{Framer, SpectraBatch};
use crate::tonality::{Chroma, ChromaTrace, SPECTRA};

/// Rates at which onsets, chords and single lines are heard lie under these, in Hz.
const RHYTHM_HZ_MAX: f64 = 32_000.0;
const TONALITY_HZ_MAX: f64 = 16_000.0;
const PITCH_HZ_MAX: f64 = 8_000.0;

/// Frames, at the rates above: 21 ms every 11 ms finds onsets, 171 ms tells semitones apart.
const RHYTHM_S: f64 = 0.021;
const TONALITY_S: f64 = 0.171;

/// Samples beyond this, +120 dBFS, and NaN are heard as silence.
const LARGEST_SAMPLE: f32 = 1e6;

/// Frames with less mean power, −95 dBFS, are not transformed.
const QUIET: f32 = 3e-10;

/// Samples that are taken on at once.
const CHUNK: usize = 4096;

/// Frames per second and time of the first one, in s, of a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(crate) struct Clock {
    pub(crate) per_s: f64,
    pub(crate) first_s: f64,
}

impl Clock {
    /// When a frame is, in s.
    pub(crate) fn time_s(self, frame: f64) -> f64 {
        self.first_s + frame / self.per_s
    }

    /// The clock of means over `count` frames each.
    fn of_groups(self, count: usize) -> Self {
        let first_s = self.time_s(0.5 * (count - 1) as f64);
        Self { per_s: self.per_s / count as f64, first_s }
    }

    /// Which frame is nearest to a time.
    pub(crate) fn frame(self, time_s: f64) -> usize {
        libm::round((time_s - self.first_s) * self.per_s).max(0.0) as usize
    }
}

/// What was heard in one stem, in compact form.
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
pub struct StemTrace {
    pub(crate) onset_clock: Clock,
    pub(crate) onsets: OnsetTrace,
    pub(crate) chroma_clock: Clock,
    pub(crate) chroma: ChromaTrace,
    pub(crate) duration_s: f64,
    pitch: Option<PitchTrack>,
}

impl StemTrace {
    /// The pitch of the stem where it is a single line; it is handed out once.
    pub fn take_pitch(&mut self) -> Option<PitchTrack> {
        self.pitch.take()
    }
}

/// Halvings until a rate is low enough.
#[derive(Debug)]
struct Descent {
    stages: Vec<Halving>,
    rate_hz: f64,
    delay_s: f64,
}

impl Descent {
    fn new(from_hz: f64, max_hz: f64) -> Self {
        let (mut stages, mut rate_hz, mut delay_s) = (Vec::new(), from_hz, 0.0);
        while rate_hz > max_hz {
            stages.push(Halving::new());
            delay_s += DELAY as f64 / rate_hz;
            rate_hz /= 2.0;
        }
        Self { stages, rate_hz, delay_s }
    }

    /// What comes out for `signal`; it is used up.
    fn push(&mut self, signal: &mut Vec<f32>, spare: &mut Vec<f32>) {
        for stage in &mut self.stages {
            spare.clear();
            stage.push(signal, spare);
            std::mem::swap(signal, spare);
        }
    }
}

/// Frames of one signal and their spectra.
#[derive(Debug)]
struct Spectra {
    framer: Framer<1>,
    batch: SpectraBatch<bool>,
    clock: Clock,
}

impl Spectra {
    fn new(seconds: f64, rate_hz: f64, delay_s: f64) -> Self {
        let size = 1 << libm::round(libm::log2(seconds * rate_hz)).max(4.0) as u32;
        let hop = size / 2;
        let clock = Clock { per_s: rate_hz / hop as f64, first_s: hop as f64 / rate_hz - delay_s };
        Self { framer: Framer::new(size, hop), batch: SpectraBatch::new(size), clock }
    }

    /// Hands every complete spectrum to `work`; silence comes as nothing.
    fn push(&mut self, signal: &[f32], mut work: impl FnMut(Option<&[f32]>)) {
        let Self { framer, batch, .. } = self;
        framer.push(
            signal.len(),
            |[held], range| held.extend_from_slice(&signal[range]),
            |[frame]| {
                let sounds = energy(frame) > QUIET * frame.len() as f32;
                // Silence costs nothing where no sound before it still waits for its turn.
                if !sounds && batch.is_empty() {
                    work(None);
                } else {
                    batch.push(frame, sounds, |sounds, powers| work(sounds.then_some(powers)));
                }
            },
        );
    }

    fn flush(&mut self, mut work: impl FnMut(Option<&[f32]>)) {
        self.batch.flush(|sounds, powers| work(sounds.then_some(powers)));
    }
}

/// Listens to a stream of one or two channels.
#[derive(Debug)]
pub struct StemListener {
    sample_rate_hz: f64,
    frames: u64,
    to_rhythm: Descent,
    to_tonality: Descent,
    rhythm: (Spectra, Onsets),
    tonality: (Spectra, Chroma),
    to_pitch: Descent,
    pitch: PitchListener,
    signal: Vec<f32>,
    spare: Vec<f32>,
}

impl StemListener {
    /// A listener that has heard nothing.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let to_rhythm = Descent::new(sample_rate_hz, RHYTHM_HZ_MAX);
        let to_tonality = Descent::new(to_rhythm.rate_hz, TONALITY_HZ_MAX);
        let delay_s = to_rhythm.delay_s + to_tonality.delay_s;
        let to_pitch = Descent::new(to_tonality.rate_hz, PITCH_HZ_MAX);
        let pitch = PitchListener::new(to_pitch.rate_hz, delay_s + to_pitch.delay_s);
        let fine = Spectra::new(RHYTHM_S, to_rhythm.rate_hz, to_rhythm.delay_s);
        let long = Spectra::new(TONALITY_S, to_tonality.rate_hz, delay_s);
        let onsets =
            Onsets::new(fine.batch.size() / 2, to_rhythm.rate_hz / fine.batch.size() as f64);
        let chroma = Chroma::new(to_tonality.rate_hz / long.batch.size() as f64);
        Self {
            sample_rate_hz,
            frames: 0,
            to_rhythm,
            to_tonality,
            rhythm: (fine, onsets),
            tonality: (long, chroma),
            to_pitch,
            pitch,
            signal: Vec::with_capacity(CHUNK),
            spare: Vec::with_capacity(CHUNK),
        }
    }

    /// Hears a block of any length; the longer channel is cut to the shorter.
    pub fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let frames = right.map_or(left.len(), |right| right.len().min(left.len()));
        for from in (0..frames).step_by(CHUNK) {
            let range = from..frames.min(from + CHUNK);
            self.signal.clear();
            match right {
                Some(right) => {
                    let pairs = left[range.clone()].iter().zip(&right[range]);
                    self.signal.extend(pairs.map(|(l, r)| sane(0.5 * (l + r))));
                }
                None => self.signal.extend(left[range].iter().map(|x| sane(*x))),
            }
            self.hear();
        }
        self.frames += frames as u64;
    }

    /// Takes on what is in `signal`.
    fn hear(&mut self) {
        let Self { signal, spare, .. } = self;
        self.to_rhythm.push(signal, spare);
        let (spectra, onsets) = &mut self.rhythm;
        spectra.push(signal, |powers| hear_onsets(onsets, powers));
        self.to_tonality.push(signal, spare);
        let (spectra, chroma) = &mut self.tonality;
        spectra.push(signal, |powers| hear_chroma(chroma, powers));
        self.to_pitch.push(signal, spare);
        self.pitch.push(signal);
    }

    /// What was heard.
    #[must_use]
    pub fn finish(self) -> StemTrace {
        let (mut spectra, mut onsets) = self.rhythm;
        spectra.flush(|powers| hear_onsets(&mut onsets, powers));
        let onset_clock = spectra.clock;
        let (mut spectra, mut chroma) = self.tonality;
        spectra.flush(|powers| hear_chroma(&mut chroma, powers));
        StemTrace {
            onset_clock,
            onsets: onsets.finish(),
            chroma_clock: spectra.clock.of_groups(SPECTRA),
            chroma: chroma.finish(),
            duration_s: self.frames as f64 / self.sample_rate_hz,
            pitch: self.pitch.finish(),
        }
    }
}

fn hear_onsets(onsets: &mut Onsets, powers: Option<&[f32]>) {
    match powers {
        Some(powers) => onsets.push(powers),
        None => onsets.push_silence(),
    }
}

fn hear_chroma(chroma: &mut Chroma, powers: Option<&[f32]>) {
    match powers {
        Some(powers) => chroma.push(powers),
        None => chroma.push_silence(),
    }
}

fn energy(x: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for chunk in x.as_chunks::<8>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x * x);
    }
    lanes.iter().sum()
}

fn sane(x: f32) -> f32 {
    if x.abs() <= LARGEST_SAMPLE { x } else { 0.0 }
}
