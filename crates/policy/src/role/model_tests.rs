use measure::{Meter, MeterOptions};
use recipe::RoleGroup;

use super::*;
use crate::role::{Example, RolePosterior, Training, Trial, train_roles, try_roles};

const RATE_HZ: f64 = 44_100.0;

/// Eight seconds of a sound given by time in seconds.
fn heard(mut sound: impl FnMut(f64) -> f64) -> RolePosterior {
    let frames = (8.0 * RATE_HZ) as usize;
    let audio: Vec<f32> = (0..frames).map(|n| sound(n as f64 / RATE_HZ) as f32).collect();
    let stream =
        audio::StreamSpec { sample_rate_hz: RATE_HZ, block_frames_max: 4_096, channels: 1 };
    let mut meter = Meter::new(stream, MeterOptions { true_peak: None, spectrum: true }).unwrap();
    meter.push(&audio, None);
    RolePosterior::heard(&meter.finish())
}

/// White noise of a fixed seed, −1 to 1.
fn noise() -> impl FnMut() -> f64 {
    let mut state = 1_u32;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 23) - 1.0
    }
}

fn turns(x: f64) -> f64 {
    f64::from(math::sin_turns(x.fract() as f32))
}

/// e to the power of −`x`.
fn fading(x: f64) -> f64 {
    f64::from(math::exp2((-x * std::f64::consts::LOG2_E) as f32))
}

#[track_caller]
fn assert_group(posterior: &RolePosterior, group: RoleGroup) {
    let (role, confidence) = posterior.best();
    assert_eq!(role.group(), group, "heard as {role} with {confidence}");
    assert!(confidence >= crate::ROLE_CONFIDENCE_MIN, "{role} with {confidence} only");
}

#[test]
fn a_falling_thud_every_beat_is_a_drum() {
    let posterior = heard(|t| {
        let at = t % 0.5;
        // The phase of 50 Hz plus 150 Hz that fade within 25 ms.
        let phase = 50.0 * at + 150.0 * 0.025 * (1.0 - fading(at / 0.025));
        0.8 * turns(phase) * fading(at * 9.0)
    });
    assert_group(&posterior, RoleGroup::Drums);
    assert_eq!(posterior.best().0, Role::Kick);
}

#[test]
fn short_bright_noise_on_every_eighth_is_a_hat() {
    let mut noise = noise();
    let (mut one, mut two, mut three) = (0.0, 0.0, 0.0);
    let posterior = heard(|t| {
        // Third differences: a high-pass.
        let x = noise();
        let y = x - 3.0 * one + 3.0 * two - three;
        (three, two, one) = (two, one, x);
        0.1 * y * fading((t % 0.25) * 60.0)
    });
    assert_group(&posterior, RoleGroup::Drums);
    assert_eq!(posterior.best().0, Role::Hats);
}

#[test]
fn low_notes_with_few_harmonics_are_a_bass() {
    let posterior = heard(|t| {
        let (note, at) = ((t / 0.5) as usize, t % 0.5);
        let hz = [55.0, 55.0, 65.4, 49.0][note % 4];
        let tone: f64 = (1..7).map(|k| turns(hz * f64::from(k) * at) / f64::from(k * k)).sum();
        0.5 * tone * fading(at * 1.5) * (at * 100.0).min(1.0) * ((0.5 - at) * 40.0).min(1.0)
    });
    assert_group(&posterior, RoleGroup::Bass);
}

#[test]
fn silence_is_unknown_and_nothing_else() {
    let posterior = heard(|_| 0.0);
    assert_eq!(posterior.best(), (Role::Unknown, 1.0));
}

#[test]
fn probabilities_add_up_to_one() {
    let mut noise = noise();
    let posterior = heard(|_| 0.3 * noise());
    let sum: f32 = Role::ALL.iter().map(|role| posterior.of(*role)).sum();
    // Rounding of 28 numbers.
    assert!((sum - 1.0).abs() < 28.0 * f32::EPSILON, "{sum}");
}

#[test]
fn features_beyond_everything_heard_before_give_probabilities_all_the_same() {
    let model = RoleModel::shipped().unwrap();
    for extreme in [f32::MAX, f32::MIN, 1e-40, -0.0] {
        let probabilities = model.probabilities(&Timbre([extreme; TIMBRE_FEATURES]));
        assert!(probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
    }
}

#[test]
fn the_shipped_model_knows_twenty_roles_in_eight_groups_and_is_the_one_on_its_card() {
    let bytes = include_bytes!("../../data/roles.bin");
    let model = RoleModel::from_bytes(bytes).unwrap();
    let groups: std::collections::BTreeSet<_> =
        model.roles.iter().map(|role| role.group()).collect();
    assert!(model.roles.len() >= 20 && groups.len() >= 8);
    assert_eq!(model.to_bytes(), bytes);
    assert!(bytes.len() <= 300 * 1_024);
    let card = include_str!("../../data/ROLES.md");
    let sum = format!("{:016x}", fnv(bytes));
    assert!(card.contains(&sum), "the card of these weights says FNV-1a {sum}");
}

/// FNV-1a, 64 bits: tells one file from another, and needs no library.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn files_that_are_damaged_are_no_models() {
    let bytes = include_bytes!("../../data/roles.bin").to_vec();
    for length in (0..bytes.len()).step_by(997).chain([bytes.len() - 1]) {
        assert_eq!(RoleModel::from_bytes(&bytes[..length]), None, "{length} bytes");
    }
    let with = |at: usize, value: u8| {
        let mut damaged = bytes.clone();
        damaged[at] = value;
        damaged
    };
    // Another format, absurd sizes, a role that does not exist, a weight that is NaN or infinite.
    for damaged in [with(7, b'9'), with(11, 0xff), with(15, 0xff), with(24, 200)] {
        assert_eq!(RoleModel::from_bytes(&damaged), None);
    }
    let last = bytes.len() - 1;
    let mut not_finite = with(last, 0x7f);
    not_finite[last - 1] = 0x80;
    assert_eq!(RoleModel::from_bytes(&not_finite), None);
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(RoleModel::from_bytes(&longer), None);
}

/// Three roles around three places in the space of features.
fn examples(count: usize) -> Vec<Example> {
    let mut noise = noise();
    let roles = [Role::Kick, Role::Hats, Role::Bass];
    (0..count)
        .map(|n| {
            let centre = |i: usize| if i % 3 == n % 3 { 1.0 } else { 0.0 };
            let timbre = Timbre(std::array::from_fn(|i| (centre(i) + 0.5 * noise()) as f32));
            Example { timbre, role: roles[n % 3], weight: 1.0 }
        })
        .collect()
}

const SMALL: Training = Training { seed: 7, nets: 2, units: 8, epochs: 6 };

#[test]
fn the_same_seed_gives_the_same_weights_and_another_seed_others() {
    let examples = examples(90);
    let one = train_roles(&examples, SMALL).unwrap();
    let again = train_roles(&examples, SMALL).unwrap();
    let other = train_roles(&examples, Training { seed: 8, ..SMALL }).unwrap();
    assert_eq!(one.to_bytes(), again.to_bytes());
    assert_ne!(one.to_bytes(), other.to_bytes());
    assert_eq!(RoleModel::from_bytes(&one.to_bytes()), Some(one));
}

#[test]
fn what_can_be_told_apart_is_learnt() {
    let all = examples(120);
    let model = train_roles(&all[..90], Training { epochs: 60, ..SMALL }).unwrap();
    for example in &all[90..] {
        let heard = model.probabilities(&example.timbre);
        assert!(heard[place(example.role)] > 0.8, "{}: {heard:?}", example.role);
    }
}

#[test]
fn nothing_to_learn_from_gives_no_model() {
    assert_eq!(train_roles(&[], SMALL), None);
    let weightless: Vec<Example> =
        examples(6).into_iter().map(|example| Example { weight: 0.0, ..example }).collect();
    assert_eq!(train_roles(&weightless, SMALL), None);
}

#[test]
fn a_song_that_is_tested_was_not_trained_on() {
    // One song alone has the hats, and no one can know them from the others.
    let trial = |example: Example| {
        let song = if example.role == Role::Hats { "hats" } else { "rest" };
        Trial { example, fold: Some(song.into()), tested: example.role == Role::Hats }
    };
    let trials: Vec<Trial> = examples(30).into_iter().map(trial).collect();
    let (tried, _) = try_roles(&trials, SMALL);
    assert_eq!(tried.len(), 10);
    assert!(tried.iter().all(|one| one.role != Role::Hats));
}

#[test]
fn a_song_that_weighs_nothing_is_tested_and_teaches_nothing() {
    let all = examples(60);
    let trial = |(n, example): (usize, Example)| {
        // The last 15 are of a song that may not be learnt from, and are labelled all wrong.
        let kept = n >= 45;
        let role = if kept { Role::Snare } else { example.role };
        let weight = if kept { 0.0 } else { 1.0 };
        let fold = if kept { "kept" } else { ["one", "two"][n / 3 % 2] };
        Trial {
            example: Example { role, weight, ..example },
            fold: Some(fold.into()),
            tested: true,
        }
    };
    let trials: Vec<Trial> = all.into_iter().enumerate().map(trial).collect();
    let (tried, temperatures) = try_roles(&trials, SMALL);
    assert_eq!(tried.len(), 60);
    assert!(tried.iter().all(|one| one.role != Role::Snare));
    let (tried, without) = try_roles(&trials[..45], SMALL);
    assert_eq!((tried.len(), without), (45, temperatures));
}

#[test]
fn temperature_flattens_and_keeps_the_order() {
    let raw = [0.7, 0.2, 0.1, 0.0];
    let flat = tempered(&raw, 2.0);
    assert!(flat[0] < raw[0] && flat[0] > flat[1] && flat[1] > flat[2]);
    // √0.7 : √0.2 : √0.1
    assert!((flat[0] / flat[1] - 3.5_f32.sqrt()).abs() < 1e-4);
    assert!(flat[3].abs() < f32::MIN_POSITIVE);
}

#[test]
fn the_groups_temperature_changes_how_sure_a_group_is_and_nothing_inside_it() {
    let mut raw = [0.0; Role::ALL.len()];
    raw[place(Role::Kick)] = 0.4;
    raw[place(Role::Snare)] = 0.2;
    raw[place(Role::Bass)] = 0.4;
    let sharp = calibrated(&raw, Temperatures { roles: 1.0, groups: 0.5 });
    let (drums, bass) = (sharp[0] + sharp[1], sharp[place(Role::Bass)]);
    // 0.6² : 0.4², and kick is still twice the snare.
    assert!((drums / bass - 2.25).abs() < 1e-4, "{drums} {bass}");
    assert!((sharp[0] / sharp[1] - 2.0).abs() < 1e-4);
    let same = calibrated(&raw, Temperatures::NONE);
    // Two logarithms and powers of two, each good to 3·10⁻⁷.
    assert!(same.iter().zip(&raw).all(|(a, b)| (a - b).abs() < 1e-5));
}

#[test]
fn a_hint_and_the_sound_decide_together() {
    let silent = RolePosterior::UNKNOWN.with_hint(Role::SynthPad, 0.65);
    let (role, confidence) = silent.best();
    // Alone, the hint is worth its confidence, and its group what its other roles get by chance:
    // two roles of 0.35/27.
    assert_eq!(role, Role::SynthPad);
    assert!((confidence - (0.65 + 2.0 * 0.35 / 27.0)).abs() < 1e-3, "{confidence}");
    let mut noise = noise();
    let hats = heard(|t| 0.3 * noise() * fading((t % 0.25) * 60.0));
    let drums = hats.of_group(RoleGroup::Drums);
    assert!(hats.with_hint(Role::SynthPad, 0.65).of_group(RoleGroup::Drums) < drums);
    assert!(hats.with_hint(Role::Hats, 0.65).of_group(RoleGroup::Drums) > drums);
}
