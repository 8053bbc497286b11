//! Faults that are surely there are gone from what is rendered.

use engine::{Alone, Clip, MemoryStore, Order, RunSettings, Slot, StemInput, plan, render};
use policy::Rules;
use recipe::{Action, Brief, Recipe, Wish};

const RATE_HZ: u32 = 48_000;
const FRAMES: usize = 12 * RATE_HZ as usize;

/// Noise that dies away twice a second, as a struck instrument: white, from xorshift.
fn hits(seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut level = 0.0_f32;
    (0..FRAMES)
        .map(|frame| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            level = if frame % 24_000 == 0 { 0.2 } else { level * 0.999_8 };
            level * ((state >> 40) as f32 / 8_388_608.0 - 1.0)
        })
        .collect()
}

fn order(stems: usize, wish: &Wish) -> Order {
    let stem = |index: usize| StemInput {
        id: format!("stem_{index}"),
        file: format!("stem_{index}.wav"),
        hash: format!("b3:{index:064}"),
        sample_rate_hz: RATE_HZ,
        channels: 1,
        bits: 24,
        role: None,
    };
    let resolved = Brief::resolve(wish).expect("a wish that can be");
    Order {
        stems: (0..stems).map(stem).collect(),
        brief: resolved.brief,
        profile: resolved.profile,
        references: None,
        tempo_bpm: None,
        only_master: false,
    }
}

fn planned(stems: &[Vec<f32>], wish: &Wish) -> (Recipe, MemoryStore) {
    let clip = |x: &Vec<f32>| Clip { channels: vec![x.clone()], sample_rate_hz: RATE_HZ };
    let store = MemoryStore::new(stems.iter().map(clip).collect());
    let settings = RunSettings { preview: false, ..Default::default() };
    let io = (&store as &dyn engine::Store, &Alone as &dyn engine::Crew, &() as &dyn engine::Job);
    (plan(&order(stems.len(), wish), &Rules, settings, io).expect("a plan").recipe, store)
}

/// The premaster with only these of the planned moves.
fn premaster(stems: &[Vec<f32>], only: &[Action]) -> Vec<f32> {
    let (mut recipe, store) = planned(stems, &Wish::default());
    recipe.moves.retain(|one| only.contains(&one.action));
    let settings = RunSettings { preview: false, ..Default::default() };
    render(&recipe, settings, (&store, &Alone, &())).expect("a rendering");
    store.get(Slot::Premaster).expect("a premaster").channels[0][..FRAMES].to_vec()
}

fn level_db(x: &[f32]) -> f64 {
    let sum: f64 = x.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
    audio::math::power_to_db(sum / x.len() as f64)
}

fn second_microphone(shift: usize, gain: f32) -> Vec<Vec<f32>> {
    let (source, room) = (hits(1), hits(2));
    let late = std::iter::repeat_n(0.0, shift).chain(source.iter().copied());
    let second = late.zip(&room).map(|(x, own)| gain * (x + 0.1 * own)).collect();
    vec![source, second, hits(3)]
}

#[test]
fn an_inverted_microphone_is_turned_and_the_sum_regains_its_level() {
    let good = premaster(&second_microphone(0, 0.8), &[]);
    let bad = second_microphone(0, -0.8);
    let mended = premaster(&bad, &[Action::Polarity]);
    let off_db = level_db(&mended) - level_db(&good);
    // Turning a sign is exact; a pair turned as a whole against the third stem, which has nothing
    // in common with it, changes the sum by twice their chance correlation, 1/√(5·10⁵): 0.02 dB.
    assert!(off_db.abs() < 0.03, "{off_db}");
    assert!(level_db(&premaster(&bad, &[])) < level_db(&good) - 3.0);
}

#[test]
fn a_late_microphone_is_waited_for_and_the_sum_regains_its_level() {
    let good = premaster(&second_microphone(0, 0.8), &[]);
    let bad = second_microphone(61, 0.8);
    let mended = premaster(&bad, &[Action::Align]);
    let off_db = level_db(&mended) - level_db(&good);
    // The delay is set to 1 µs: at 24 kHz 0.15 rad at most, which costs 0.05 dB of the top and
    // less than 0.02 of all; fractions of a frame lose the band over 0.45 of the rate, a tenth of
    // white noise in the stem that waits, which is half of the pair: 0.3 dB at most.
    assert!(off_db.abs() < 0.35, "{off_db}");
    assert!(level_db(&premaster(&bad, &[])) < level_db(&good) - 1.5);
}

/// A close microphone, and another 10 dB under whose own sound it is heard, 5 ms later: moving the
/// close one would put its sound out of step with everything else.
#[test]
fn nothing_waits_for_bleed() {
    let (source, own) = (hits(1), hits(2));
    let late = std::iter::repeat_n(0.0, 240).chain(source.iter().copied());
    let second = late.zip(&own).map(|(bleed, own)| own + 0.316 * bleed).collect();
    let (recipe, _) = planned(&[source, second, hits(3)], &Wish::default());
    let moved = [Action::Align, Action::Polarity];
    assert!(recipe.moves.iter().all(|one| !moved.contains(&one.action)), "{:#?}", recipe.moves);
}

#[test]
fn an_offset_is_not_in_the_mix() {
    let clean = vec![hits(1), hits(2), hits(3)];
    let bad = vec![hits(1).into_iter().map(|x| x + 0.05).collect(), hits(2), hits(3)];
    // Half a second is eight time constants of two poles at 10 Hz and more: −110 dB of 0.05.
    let settled = |x: &[f32]| {
        x[24_000..].iter().map(|x| f64::from(*x)).sum::<f64>() / (FRAMES - 24_000) as f64
    };
    let mended = settled(&premaster(&bad, &[Action::HighPass]));
    let wanted = settled(&premaster(&clean, &[]));
    // Noise has a mean of its own, by chance; with the offset that of the stem goes, too.
    let own = settled(&clean[0]).abs();
    assert!((mended - wanted).abs() < own + 1e-5, "{mended}, {wanted}");
    assert!(settled(&premaster(&bad, &[])).abs() > 0.02, "it was there");
}

#[test]
fn a_wish_without_repairs_has_no_such_moves() {
    let bad = second_microphone(61, -0.8);
    let has =
        |wish: &Wish, action| planned(&bad, wish).0.moves.iter().any(|one| one.action == action);
    let wish = Wish { bypass_repair: true, ..Wish::default() };
    for action in [Action::Polarity, Action::Align] {
        assert!(has(&Wish::default(), action), "{action:?}");
        assert!(!has(&wish, action), "{action:?}");
    }
}
