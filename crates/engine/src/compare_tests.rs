//! Known differences are found again.

use super::*;
use crate::{Clip, MemoryStore};

const RATE_HZ: u32 = 48_000;

/// Five seconds of noise under a slow swell, different left and right.
fn song() -> Vec<Vec<f32>> {
    let mut state = 9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    let frames = 7 * RATE_HZ as usize;
    let swell =
        |frame: usize| 0.2 + 0.1 * audio::math::sin_turns(frame as f32 / RATE_HZ as f32 * 0.3);
    let left: Vec<f32> = (0..frames).map(|frame| swell(frame) * next()).collect();
    let right = left.iter().map(|x| 0.6 * x + 0.05 * next()).collect();
    vec![left, right]
}

fn with(second: Vec<Vec<f32>>, rate_hz: u32) -> MemoryStore {
    MemoryStore::new(vec![
        Clip { channels: song(), sample_rate_hz: RATE_HZ },
        Clip { channels: second, sample_rate_hz: rate_hz },
    ])
}

#[test]
fn a_file_is_identical_to_itself_and_to_nothing_else() {
    assert!(compare(&with(song(), RATE_HZ), &()).unwrap().is_identical());
    let mut other = song();
    other[1][1_000] += 1e-6;
    assert!(!compare(&with(other, RATE_HZ), &()).unwrap().is_identical());
    let mut shorter = song();
    shorter.iter_mut().for_each(|channel| channel.truncate(200_000));
    let found = compare(&with(shorter, RATE_HZ), &()).unwrap();
    assert!(!found.is_identical() && found.null.unwrap().is_exact(), "what is common is equal");
}

#[test]
fn delay_polarity_and_gain_are_found_and_taken_out() {
    for delay in [37_i64, -480] {
        let late = |channel: &Vec<f32>| -> Vec<f32> {
            let at = |frame: i64| usize::try_from(frame).ok().and_then(|at| channel.get(at));
            let frames = 0..channel.len() as i64;
            frames.map(|frame| -0.5 * at(frame - delay).copied().unwrap_or(0.0)).collect()
        };
        let store = with(song().iter().map(late).collect(), RATE_HZ);
        let found = compare(&store, &()).unwrap();
        let alignment = found.alignment.unwrap();
        assert_eq!((alignment.delay_frames, alignment.inverted), (delay, true));
        let null = found.null.unwrap();
        assert!((null.gain() - 2.0).abs() < 1e-9);
        // Half of a 32-bit float is exact: nothing is left but the rounding of the sums.
        assert!(null.matched_depth_db() < -120.0, "{}", null.matched_depth_db());
        assert!((null.depth_db() + 6.02).abs() < 0.01);
        let mut peak = 0.0_f32;
        let mut frames = 0;
        null_of(&store, alignment, 2.0, &(), &mut |left, right| {
            frames += left.len();
            peak = left.iter().chain(right).fold(peak, |peak, x| peak.max(x.abs()));
            Ok(())
        })
        .unwrap();
        assert!(peak < 1e-12 && frames == 7 * RATE_HZ as usize - delay.unsigned_abs() as usize);
    }
}

#[test]
fn loudness_is_compared_where_it_differs() {
    let mut louder = song();
    for channel in &mut louder {
        channel[3 * RATE_HZ as usize..].iter_mut().for_each(|x| *x *= 2.0);
    }
    let found = compare(&with(louder, RATE_HZ), &()).unwrap();
    let [first, second] = found.windows[..] else { panic!("{:?}", found.windows) };
    // The K-filters ring over the border for some ms of 3 s.
    assert!(first.1.abs() < 0.05 && (second.1 - 6.02).abs() < 0.05, "{:?}", found.windows);
}

#[test]
fn other_rates_and_other_songs_have_no_null() {
    let found = compare(&with(song(), 44_100), &()).unwrap();
    assert!(found.alignment.is_none() && found.null.is_none() && !found.is_identical());
    let backwards = |mut channel: Vec<f32>| {
        channel.reverse();
        channel
    };
    let other = song().into_iter().map(backwards).collect();
    assert!(compare(&with(other, RATE_HZ), &()).unwrap().alignment.is_none());
}
