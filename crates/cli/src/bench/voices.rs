//! One-shots and notes, synthesised once and then copied: what a plausible song is made of.
//!
//! Built on `audio::math`, so that every machine generates the same bits.

use audio::math::{exp2, sin_turns};

/// Rate of the generated song, in Hz.
pub(super) const RATE_HZ: f32 = 48_000.0;

/// What can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voice {
    Kick,
    Snare,
    Hat,
    OpenHat,
    Crash,
    Clap,
    /// MIDI notes.
    Bass(u8),
    Pad(u8),
    Keys(u8),
    Guitar(u8),
    Lead(u8),
    /// A note and one of four vowels.
    Vowel(u8, u8),
    LongVowel(u8, u8),
}

/// Uniform noise in −1 to 1 by a xorshift generator (G. Marsaglia, J. Stat. Softw. 8(14), 2003).
#[derive(Clone, Debug)]
pub(super) struct Noise(u32);

impl Noise {
    pub(super) fn new(seed: u32) -> Self {
        // Spread by an odd multiplier: small seeds would begin alike. Zero has no successor.
        Self(seed.wrapping_mul(2_654_435_761).max(1))
    }

    pub(super) fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    pub(super) fn next(&mut self) -> f32 {
        (self.bits() as i32) as f32 / (1_u32 << 31) as f32
    }

    /// 0 to 1.
    pub(super) fn share(&mut self) -> f32 {
        0.5 + 0.5 * self.next()
    }
}

impl Voice {
    /// Its samples.
    pub(super) fn play(self) -> Vec<f32> {
        match self {
            Self::Kick => kick(),
            Self::Snare => snare(),
            Self::Hat => burst(0.08, 60.0, 0.85, 2),
            Self::OpenHat => burst(0.4, 9.0, 0.8, 3),
            Self::Crash => burst(2.5, 1.6, 0.65, 4),
            Self::Clap => burst(0.15, 30.0, 0.3, 5),
            Self::Bass(note) => {
                let tone = |hz: f32, k: f32| lowpass(hz, 500.0) / k;
                shaped(harmonics(note, 0.25, 18, 0.0, tone), [0.005, 0.08, 0.6, 0.03])
            }
            Self::Pad(note) => {
                let tone = |hz: f32, k: f32| lowpass(hz, 2_200.0) / k;
                let mut low = harmonics(note, 2.0, 30, -0.05, tone);
                let high = harmonics(note, 2.0, 30, 0.05, tone);
                low.iter_mut().zip(high).for_each(|(a, b)| *a = 0.5 * (*a + b));
                shaped(low, [0.35, 0.2, 0.8, 0.3])
            }
            Self::Keys(note) => keys(note),
            Self::Guitar(note) => guitar(note),
            Self::Lead(note) => {
                let tone = |hz: f32, k: f32| {
                    if k as u32 % 2 == 1 { lowpass(hz, 3_500.0) / k } else { 0.1 / k }
                };
                shaped(harmonics(note, 0.5, 40, 0.0, tone), [0.02, 0.1, 0.7, 0.05])
            }
            Self::Vowel(note, vowel) => sung(note, vowel, 0.475),
            Self::LongVowel(note, vowel) => sung(note, vowel, 1.94),
        }
    }
}

fn frames(seconds: f32) -> usize {
    (seconds * RATE_HZ) as usize
}

fn time(frame: usize) -> f32 {
    frame as f32 / RATE_HZ
}

/// e^−x.
fn decay(x: f32) -> f32 {
    exp2(-x * std::f32::consts::LOG2_E)
}

fn note_hz(note: u8) -> f32 {
    440.0 * exp2((f32::from(note) - 69.0) / 12.0)
}

/// Gain of a soft low-pass.
fn lowpass(hz: f32, corner_hz: f32) -> f32 {
    1.0 / (1.0 + (hz / corner_hz) * (hz / corner_hz))
}

fn kick() -> Vec<f32> {
    let mut noise = Noise::new(1);
    (0..frames(0.35))
        .map(|frame| {
            let t = time(frame);
            let turns = 48.0 * t + 132.0 / 45.0 * (1.0 - decay(45.0 * t));
            sin_turns(turns) * decay(9.0 * t) + 0.4 * noise.next() * decay(600.0 * t)
        })
        .collect()
}

fn snare() -> Vec<f32> {
    let hiss = burst(0.25, 16.0, 0.3, 6);
    let tone = |frame: usize| sin_turns(190.0 * time(frame)) * decay(22.0 * time(frame));
    hiss.iter().enumerate().map(|(frame, hiss)| 0.6 * tone(frame) + 0.6 * hiss).collect()
}

/// Noise that dies away; `edge`, 0 to 1, is how little of the low end is left.
fn burst(seconds: f32, decay_per_s: f32, edge: f32, seed: u32) -> Vec<f32> {
    let mut noise = Noise::new(seed);
    let mut low = 0.0;
    (0..frames(seconds))
        .map(|frame| {
            let white = noise.next();
            low += edge * (white - low);
            (white - low) * decay(decay_per_s * time(frame))
        })
        .collect()
}

/// A sum of harmonics; `gain` sees the frequency and the number of each.
fn harmonics(
    note: u8,
    seconds: f32,
    most: u32,
    detune_semitones: f32,
    gain: impl Fn(f32, f32) -> f32,
) -> Vec<f32> {
    let hz = note_hz(note) * exp2(detune_semitones / 12.0);
    let mut out = vec![0.0; frames(seconds)];
    for k in 1..=most {
        let (number, own_hz) = (k as f32, hz * k as f32);
        if own_hz > 18_000.0 {
            break;
        }
        let (gain, step) = (gain(own_hz, number), f64::from(own_hz / RATE_HZ));
        for (frame, sample) in out.iter_mut().enumerate() {
            let turns = frame as f64 * step;
            *sample += gain * sin_turns((turns - turns.floor()) as f32);
        }
    }
    out
}

/// Attack, decay, sustain, release: seconds, seconds, level, seconds.
fn shaped(mut note: Vec<f32>, [attack, decay, sustain, release]: [f32; 4]) -> Vec<f32> {
    let end = time(note.len());
    for (frame, sample) in note.iter_mut().enumerate() {
        let t = time(frame);
        let rising = (t / attack).min(1.0);
        let falling = 1.0 - (1.0 - sustain) * ((t - attack) / decay).clamp(0.0, 1.0);
        *sample *= rising * falling * ((end - t) / release).min(1.0);
    }
    note
}

fn keys(note: u8) -> Vec<f32> {
    let hz = note_hz(note);
    let tone = (0..frames(0.5)).map(|frame| {
        let t = time(frame);
        let bend = 0.25 * decay(3.0 * t) * sin_turns(2.0 * hz * t);
        sin_turns(hz * t + bend) * decay(2.2 * t)
    });
    shaped(tone.collect(), [0.003, 0.01, 1.0, 0.02])
}

/// A plucked string (K. Karplus, A. Strong, Computer Music Journal 7(2), 1983).
fn guitar(note: u8) -> Vec<f32> {
    let period = (RATE_HZ / note_hz(note)) as usize;
    let mut noise = Noise::new(u32::from(note));
    let mut string: Vec<f32> = (0..period).map(|_| noise.next()).collect();
    for frame in period..frames(0.5) {
        let before = if frame > period { string[frame - period - 1] } else { 0.0 };
        string.push(0.498 * (string[frame - period] + before));
    }
    shaped(string, [0.001, 0.01, 1.0, 0.05])
}

/// Formants of four vowels (G. Peterson, H. Barney, J. Acoust. Soc. Am. 24(2), 1952), in Hz, and
/// their gains.
const VOWELS: [[(f32, f32); 3]; 4] = [
    [(730.0, 1.0), (1_090.0, 0.5), (2_440.0, 0.25)],
    [(270.0, 1.0), (2_290.0, 0.4), (3_010.0, 0.25)],
    [(530.0, 1.0), (1_840.0, 0.5), (2_480.0, 0.25)],
    [(570.0, 1.0), (840.0, 0.6), (2_410.0, 0.2)],
];

/// Harmonics under formants, with a breath of noise at the start.
fn sung(note: u8, vowel: u8, seconds: f32) -> Vec<f32> {
    let formants = &VOWELS[usize::from(vowel) % VOWELS.len()];
    let gain = |hz: f32, k: f32| {
        let peak = |&(centre, gain): &(f32, f32)| {
            let off = (hz - centre) / (0.1 * centre);
            gain / (1.0 + off * off)
        };
        2.0 * formants.iter().map(peak).sum::<f32>() / k
    };
    let mut voice = harmonics(note, seconds, 40, 0.0, gain);
    let breath = burst(0.1, 40.0, 0.6, u32::from(vowel) + 7);
    voice.iter_mut().zip(breath).for_each(|(sample, breath)| *sample += 0.15 * breath);
    shaped(voice, [0.04, 0.1, 0.8, 0.08])
}
