//! Faults put into clean stems, as they happen: each at several strengths.

use engine::Clip;

/// A fault, how strong, and what the doctor should call it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    /// As in a report; empty for a change that is no fault.
    pub(super) fault: &'static str,
    pub(super) strength: &'static str,
    /// It is so strong that it must be found.
    pub(super) is_clear: bool,
    pub(super) make: Make,
}

/// What is done to the stem, or what is put beside it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Make {
    /// A second microphone: what it hears of the room and of another stem, in dB, how late in
    /// frames, and its sign.
    Microphone {
        other_db: f32,
        late: usize,
        sign: f32,
    },
    Offset {
        dbfs: f32,
    },
    /// Cut so far under the peak, in dB; smoothed after it.
    Cut {
        db: f32,
        smooth: bool,
    },
    /// Hum so far under the stem, in dB; the stem waits through its first 40 % or plays on.
    Hum {
        hz: f32,
        db: f32,
        waits: bool,
    },
    /// A copy at a gain, late by frames.
    Copy {
        gain: f32,
        late: usize,
    },
    /// A bus of this and the next stem; driven into saturation.
    Bus {
        drive: f32,
    },
    Silence,
    /// What another stem sends into this one, under its own level in dB, and how late in frames.
    Bleed {
        db: f32,
        late: usize,
    },
    /// The last third is missing.
    Short,
    /// The first part is missing, while the others begin with silence.
    Late,
    /// Mono on two channels, or on the left one alone.
    Sides {
        right: f32,
    },
    /// Nothing over 16 kHz.
    Wall,
    /// Lengths as if 44.1 kHz were read as 48.
    Rate,
}

const fn case(fault: &'static str, strength: &'static str, is_clear: bool, make: Make) -> Case {
    Case { fault, strength, is_clear, make }
}

const fn microphone(other_db: f32, late: usize, sign: f32) -> Make {
    Make::Microphone { other_db, late, sign }
}

/// All that is injected.
pub(super) const CASES: &[Case] = &[
    case("", "second microphone, no fault", true, microphone(-25.0, 0, 0.8)),
    case("polarity", "close microphone", true, microphone(-25.0, 0, -0.8)),
    case("polarity", "far microphone", false, microphone(-8.0, 40, -0.8)),
    case("delay", "0.06 ms", false, microphone(-25.0, 3, 0.8)),
    case("delay", "0.5 ms", false, microphone(-25.0, 24, 0.8)),
    case("delay", "2.5 ms", true, microphone(-25.0, 120, 0.8)),
    case("delay", "2.5 ms, far", false, microphone(-8.0, 120, 0.8)),
    case("offset", "-52 dBFS", false, Make::Offset { dbfs: -52.0 }),
    case("offset", "-40 dBFS", true, Make::Offset { dbfs: -40.0 }),
    case("offset", "-34 dBFS", true, Make::Offset { dbfs: -34.0 }),
    case("clipping", "1 dB", false, Make::Cut { db: 1.0, smooth: false }),
    case("clipping", "3 dB", true, Make::Cut { db: 3.0, smooth: false }),
    case("clipping", "8 dB", true, Make::Cut { db: 8.0, smooth: false }),
    case("clipping", "8 dB, filtered", false, Make::Cut { db: 8.0, smooth: true }),
    case("hum", "50 Hz, -25 dB", true, Make::Hum { hz: 50.0, db: -25.0, waits: true }),
    case("hum", "60 Hz, -40 dB", true, Make::Hum { hz: 60.0, db: -40.0, waits: true }),
    case("hum", "-25 dB, no pause", false, Make::Hum { hz: 50.0, db: -25.0, waits: false }),
    case("duplicate", "-6 dB", true, Make::Copy { gain: 0.5, late: 0 }),
    case("duplicate", "1 ms later", false, Make::Copy { gain: 1.0, late: 48 }),
    case("sum_of_others", "exact", true, Make::Bus { drive: 0.0 }),
    case("sum_of_others", "saturated", false, Make::Bus { drive: 1.0 }),
    case("silence", "digital", true, Make::Silence),
    case("bleed", "-10 dB, 5 ms", false, Make::Bleed { db: -10.0, late: 240 }),
    case("bleed", "-25 dB, 5 ms", false, Make::Bleed { db: -25.0, late: 240 }),
    case("truncation", "the end, in full sound", true, Make::Short),
    case("truncation", "the start, in full sound", false, Make::Late),
    case("mono_as_stereo", "exact", true, Make::Sides { right: 1.0 }),
    case("dead_channel", "right", false, Make::Sides { right: 0.0 }),
    case("lossy_cutoff", "16 kHz", false, Make::Wall),
    case("rate_mismatch", "44.1 as 48", false, Make::Rate),
];

/// A sound that is cut off was within this of the stem's own level, in dB, for 50 ms.
const FULL_SOUND_DB: f32 = 6.0;

/// Hum whose fundamental would lie under this, in dBFS, is nobody's trouble: none is put in.
const HUM_LEAST_DBFS: f32 = -84.0;

/// The stems with `case` put into stem `at`; others than it that it concerns are named. Nothing
/// where the stem gives no occasion: no full sound to cut off, no level for a hum to be under.
pub(super) fn inject(
    stems: &[Clip],
    at: usize,
    case: &Case,
    seed: u64,
) -> Option<(Vec<Clip>, Vec<usize>)> {
    let mut stems = stems.to_vec();
    let next = (at + 1) % stems.len();
    let mut concerned = vec![at];
    let mut beside = |stems: &mut Vec<Clip>, clip: Clip| {
        concerned.push(stems.len());
        stems.push(clip);
    };
    match case.make {
        Make::Microphone { other_db, late, sign } => {
            let clip = microphone_of(&stems[at], &stems[next], (other_db, late, sign), seed);
            beside(&mut stems, clip);
        }
        Make::Copy { gain, late } => {
            let copy = mapped(&stems[at], |x| shifted(x, late, gain));
            beside(&mut stems, copy);
        }
        Make::Bus { drive } => {
            let bus = bus(&stems[at], &stems[next], drive);
            beside(&mut stems, bus);
            concerned.push(next);
        }
        Make::Bleed { db, late } => stems[at] = bled(&stems[at], &stems[next], db, late),
        Make::Hum { db, .. } if audio::gain_to_db(rms(&stems[at])) + db < HUM_LEAST_DBFS => {
            return None;
        }
        Make::Short => {
            let frames = stems[at].channels[0].len();
            let margin = 2 * stems[at].sample_rate_hz as usize;
            let end = full_sound(&stems[at], frames * 3 / 5..frames.checked_sub(margin)?)?.end;
            stems[at] = mapped(&stems[at], |x| x[..end].to_vec());
        }
        Make::Late => {
            let frames = stems[at].channels[0].len();
            let from = full_sound(&stems[at], 0..frames * 2 / 5)?.start;
            for (index, clip) in stems.iter_mut().enumerate() {
                *clip = match index == at {
                    // As long as before: it shall not seem to end too early.
                    true => mapped(clip, |x| [&x[from..], &vec![0.0; from]].concat()),
                    false => mapped(clip, |x| shifted(x, from, 1.0)),
                };
            }
        }
        _ => stems[at] = changed(&stems[at], case.make),
    }
    Some((stems, concerned))
}

/// The loudest 50 ms in a range, where they are as loud as the stem is.
fn full_sound(clip: &Clip, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let length = clip.sample_rate_hz as usize / 20;
    let power = |from: usize| -> f32 {
        clip.channels.iter().map(|x| energy(&x[from..from + length])).sum()
    };
    let places = range.step_by(length).filter(|from| from + length <= clip.channels[0].len());
    let loudest = places.max_by(|a, b| power(*a).total_cmp(&power(*b)))?;
    let mean = power(loudest) / (length * clip.channels.len()) as f32;
    let least = rms(clip) * audio::db_to_gain(-FULL_SOUND_DB);
    (mean.sqrt() >= least).then_some(loudest..loudest + length)
}

/// A stem and what the air brings of another: duller, later, at so many dB under the stem.
fn bled(clip: &Clip, other: &Clip, db: f32, late: usize) -> Clip {
    let gain = rms(clip) / rms(other).max(1e-6) * audio::db_to_gain(db);
    let channels = clip.channels.iter().enumerate().map(|(channel, x)| {
        let other = other.channels.get(channel).unwrap_or(&other.channels[0]);
        let far = shifted(&low_passed(other, 0.2, 15), late, gain);
        x.iter().zip(&far).map(|(x, far)| x + far).collect()
    });
    Clip { channels: channels.collect(), ..clip.clone() }
}

fn changed(clip: &Clip, make: Make) -> Clip {
    let rate = clip.sample_rate_hz as f32;
    let level = rms(clip);
    match make {
        Make::Offset { dbfs } => {
            mapped(clip, |x| x.iter().map(|x| x + audio::db_to_gain(dbfs)).collect())
        }
        Make::Cut { db, smooth } => {
            let peak = clip.channels.iter().flatten().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            let ceiling = peak * audio::db_to_gain(-db);
            let cut = |x: &[f32]| x.iter().map(|x| 0.7 * x.clamp(-ceiling, ceiling)).collect();
            let cut = mapped(clip, cut);
            if smooth { mapped(&cut, |x| low_passed(x, 9_000.0 / rate, 31)) } else { cut }
        }
        Make::Hum { hz, db, waits } => mapped(clip, |x| {
            let gain = level * audio::db_to_gain(db);
            let line = |n: usize, times: f32| {
                let turns = f64::from(times * hz) * n as f64 / f64::from(rate);
                audio::math::sin_turns((turns - turns.floor()) as f32) / times
            };
            let hum = |n| (1..6).map(|times| line(n, times as f32)).sum::<f32>();
            let first = if waits { x.len() * 2 / 5 } else { 0 };
            let own = |n: usize, x: f32| if n < first { 0.0 } else { x };
            x.iter().enumerate().map(|(n, x)| own(n, *x) + gain * hum(n)).collect()
        }),
        Make::Silence => mapped(clip, |x| vec![0.0; x.len()]),
        Make::Sides { right } => {
            let left = clip.channels[0].clone();
            let right = left.iter().map(|x| right * x).collect();
            Clip { channels: vec![left, right], ..clip.clone() }
        }
        Make::Wall => mapped(clip, |x| low_passed(x, 16_000.0 / rate, 511)),
        Make::Rate => mapped(clip, |x| x[..(x.len() as f64 * 44.1 / 48.0) as usize].to_vec()),
        _ => clip.clone(),
    }
}

/// What a second microphone hears: the first one's sound, duller, with two reflections, some of
/// another stem, and noise 60 dB under it.
fn microphone_of(
    clip: &Clip,
    other: &Clip,
    (other_db, late, sign): (f32, usize, f32),
    seed: u64,
) -> Clip {
    let (level, beside) = (rms(clip), rms(other).max(1e-6));
    let bleed = level / beside * audio::db_to_gain(other_db);
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let channels = clip.channels.iter().enumerate().map(|(channel, x)| {
        let dull = low_passed(x, 0.25, 15);
        let near = shifted(&dull, late, sign);
        let first = shifted(x, late + 180, 0.15 * sign);
        let second = shifted(x, late + 431, 0.1 * sign);
        let other = other.channels.get(channel).unwrap_or(&other.channels[0]);
        (0..x.len())
            .map(|n| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let noise = (state >> 40) as f32 / 8_388_608.0 - 1.0;
                near[n] + first[n] + second[n] + bleed * other[n] + 1.7e-3 * level * noise
            })
            .collect()
    });
    Clip { channels: channels.collect(), ..clip.clone() }
}

fn bus(one: &Clip, two: &Clip, drive: f32) -> Clip {
    let sides = |clip: &Clip, c: usize| clip.channels.get(c).unwrap_or(&clip.channels[0]).clone();
    let channels = (0..2).map(|c| {
        let (one, two) = (sides(one, c), sides(two, c));
        one.iter()
            .zip(&two)
            .map(|(a, b)| {
                let x = 0.8 * a + 1.1 * b;
                x / (1.0 + drive * x.abs())
            })
            .collect()
    });
    Clip { channels: channels.collect(), ..one.clone() }
}

fn mapped(clip: &Clip, work: impl Fn(&[f32]) -> Vec<f32>) -> Clip {
    let channels = clip.channels.iter().map(|x| work(x)).collect();
    Clip { channels, ..clip.clone() }
}

fn shifted(x: &[f32], late: usize, gain: f32) -> Vec<f32> {
    let late = std::iter::repeat_n(0.0, late).chain(x.iter().map(|x| gain * x));
    late.take(x.len()).collect()
}

/// A windowed sinc of `taps` taps, centred: no delay.
fn low_passed(x: &[f32], corner: f32, taps: usize) -> Vec<f32> {
    let half = taps / 2;
    let kernel: Vec<f32> = (0..taps)
        .map(|tap| {
            let t = tap as f64 - half as f64;
            let turns = std::f64::consts::TAU * f64::from(corner) * t;
            let sinc = if tap == half { 1.0 } else { turns.sin() / turns };
            let window = 0.5 + 0.5 * (std::f64::consts::PI * t / (half as f64 + 1.0)).cos();
            (2.0 * f64::from(corner) * sinc * window) as f32
        })
        .collect();
    let at = |n: usize, tap: usize| (n + tap).checked_sub(half).and_then(|place| x.get(place));
    (0..x.len())
        .map(|n| kernel.iter().enumerate().map(|(tap, k)| k * at(n, tap).unwrap_or(&0.0)).sum())
        .collect()
}

fn energy(x: &[f32]) -> f32 {
    x.iter().map(|x| x * x).sum()
}

fn rms(clip: &Clip) -> f32 {
    let frames: usize = clip.channels.iter().map(Vec::len).sum();
    (clip.channels.iter().map(|x| energy(x)).sum::<f32>() / frames.max(1) as f32).sqrt()
}
