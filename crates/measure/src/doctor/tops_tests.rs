use super::super::testing::noise;
use super::*;

/// Pushes hops of 10 ms at 48 kHz.
fn searched(x: &[f32]) -> TopSearch {
    let mut search = TopSearch::default();
    for hop in x.chunks(480) {
        search.push(hop, hop.iter().fold(0.0, |peak, x| peak.max(x.abs())));
    }
    search
}

fn count(tops: &[Tops; 2]) -> u32 {
    tops.iter().map(|tops| tops.count).sum()
}

/// Noise with little above 3 kHz, as most music.
fn dull(seed: u64, frames: usize) -> Vec<f32> {
    let x = noise(seed, frames + 32, 1.0);
    let once: Vec<f32> = x.windows(12).map(|w| w.iter().sum::<f32>() / 12.0).collect();
    once.windows(12).map(|w| w.iter().sum::<f32>() / 12.0).collect()
}

fn cut(x: &[f32], ceiling: f32) -> Vec<f32> {
    x.iter().map(|x| x.clamp(-ceiling, ceiling)).collect()
}

fn rounded(x: &[f32]) -> Vec<f32> {
    x.iter().map(|x| (x * 32_768.0).round() / 32_768.0).collect()
}

#[test]
fn a_wave_that_was_cut_has_flat_tops_at_any_later_gain() {
    let x = dull(3, 96_000);
    let peak = x.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    for gain in [1.0, 0.5, 0.037] {
        let clipped: Vec<f32> = cut(&x, 0.6 * peak).iter().map(|x| x * gain).collect();
        assert!(count(&searched(&rounded(&clipped)).exact) > 30, "{gain}");
    }
}

#[test]
fn a_wave_that_was_not_cut_has_none() {
    for seed in 0..20 {
        let x = rounded(&dull(seed, 96_000));
        assert_eq!(count(&searched(&x).exact), 0, "{seed}");
    }
}

#[test]
fn a_deep_sine_is_flat_at_its_top_and_yet_not_cut() {
    // At 30 Hz and 16 bits the top of a wave holds up to a dozen equal samples.
    for (hz, level) in [(30.0, 1.0), (30.0, 0.05), (55.0, 0.3), (440.0, 0.9)] {
        let turn = std::f32::consts::TAU * hz / 48_000.0;
        let x: Vec<f32> = (0..96_000).map(|n| level * libm::sinf(turn * n as f32)).collect();
        let found = searched(&rounded(&x));
        assert_eq!((count(&found.exact), count(&found.rippled)), (0, 0), "{hz} {level}");
    }
}

#[test]
fn the_height_that_is_missing_is_told() {
    let turn = std::f32::consts::TAU * 200.0 / 48_000.0;
    let x: Vec<f32> = (0..48_000).map(|n| libm::sinf(turn * n as f32)).collect();
    let found = searched(&cut(&x, 0.708));
    // Cut at 0.708, the sine enters the flat piece of 60 samples at 45 degrees with a slope of
    // 0.0185 a sample; over the 15 samples before it, 0.0219. The parabola of that slope rises by
    // 0.0219·60/4 = 0.33: 3.3 dB over 0.708, where the sine itself rose by 3.0.
    let missing_db = found.exact[0].missing_db();
    assert!((3.0..3.6).contains(&missing_db), "{missing_db}");
}
