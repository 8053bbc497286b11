use recipe::{Role, Scope, Value};

use super::*;
use crate::testing::{Sketch, Song, band};

fn song(gain_db: f64) -> Song {
    let voice = Sketch { low_hz: 200.0, high_hz: 5_000.0, lufs: -20.0, ..Sketch::default() };
    let guitar = Sketch { low_hz: 300.0, high_hz: 4_000.0, lufs: -20.0 + gain_db, ..voice };
    Song::new(&[("vox", Role::LeadVocal, voice), ("gtr", Role::ElectricGuitar, guitar)])
}

fn made(song: &Song) -> Vec<recipe::Move> {
    crate::draft::finish(moves(&Scene::new(&song.heard())), Scope::AutoMix, "test")
}

#[test]
fn a_guitar_over_the_voice_is_cut_while_the_voice_sings() {
    let made = made(&song(14.0));
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(made[0].params["key"], Value::Word("vox".into()));
    let evidence = made[0].evidence.as_ref().expect("it is measured");
    assert!(evidence.after < evidence.without.expect("counterfactual") - GAIN_FLOOR_PCT[0]);
}

#[test]
fn a_quiet_guitar_is_left_alone() {
    assert!(made(&song(-10.0)).is_empty());
}

#[test]
fn nothing_that_matters_gives_way_and_no_cut_is_deep() {
    for one in made(&band()) {
        assert!(!["vox", "kick", "snare"].contains(&one.target.as_str()), "{one:?}");
        let Some(Value::Number(range_db)) = one.params.get("range_db") else { panic!("{one:?}") };
        assert!((-CUT_DB[2]..0.0).contains(range_db));
    }
}

#[test]
fn no_cut_costs_the_others_more_than_it_brings() {
    let song = band();
    let heard = song.heard();
    let scene = Scene::new(&heard);
    let mut room = Room::new(&scene);
    targets(&scene, &room.gains).into_iter().for_each(|target| room.clear(target));
    let share = |mix: &Masking| mix.hear(&room.gains).masked_share();
    assert!(share(&room.with(room.cuts.iter())) <= share(&scene.masking) + 1e-9);
}

#[test]
fn the_region_lies_where_most_is_lost() {
    let mut loss = [0.0; ERB_BANDS];
    loss[18..22].fill(1.0);
    let (freq_hz, q) = region(&loss).expect("something is lost");
    assert!((erb::centre_hz(18)..erb::centre_hz(21)).contains(&freq_hz) && q > 1.0, "{freq_hz}");
    assert!(region(&[0.0; ERB_BANDS]).is_none());
}

/// What is heard of stems of which a share of so many percent is masked.
fn heard(masked_pct: &[f64]) -> Hearing {
    let stem = |pct: &f64| {
        let hops = 2_000_usize;
        let masked = (pct / 100.0 * hops as f64).round() as usize;
        let bits = |count: usize| (0..hops).map(|hop| u64::from(hop < count)).collect();
        measure::masking::StemHearing {
            partial_sones: vec![1.0; hops],
            alone_sones: vec![1.0; hops],
            own: bits(hops),
            masked: bits(masked),
        }
    };
    Hearing { stems: masked_pct.iter().map(stem).collect() }
}

/// The first is cut for the second.
fn worth_of(change_pct: [f64; 3]) -> f64 {
    let cut = Cut {
        target: 1,
        masker: 0,
        freq_hz: 1_000.0,
        q: 1.0,
        cut_db: 2.0,
        threshold_db: -20.0,
        over_db: Vec::new(),
    };
    let before = [10.0, 30.0, 20.0];
    let after: Vec<f64> = before.iter().zip(change_pct).map(|(a, b)| a + b).collect();
    worth(&heard(&before), &heard(&after), &cut)
}

/// So a song that is cut in two, by which shares move by tenths of a percent, keeps its mix.
#[test]
fn a_cut_that_only_just_pays_is_a_small_cut() {
    let cases = [
        // What the target gains: nothing up to the floor, all from its double on.
        ([0.0, -1.5, 0.0], 0.0),
        ([0.0, -2.25, 0.0], 0.5),
        ([0.0, -3.0, 0.0], 1.0),
        ([0.0, -9.0, 0.0], 1.0),
        // What the masker loses of itself.
        ([1.0, -9.0, 0.0], 1.0),
        ([1.5, -9.0, 0.0], 0.5),
        ([2.0, -9.0, 0.0], 0.0),
        // What all others lose, of what is gained.
        ([0.0, -6.0, 3.0], 1.0),
        ([0.0, -6.0, 4.5], 0.5),
        ([0.0, -6.0, 6.0], 0.0),
        // Nobody else gaining makes up for it.
        ([-5.0, 0.0, -5.0], 0.0),
    ];
    for (change_pct, expected) in cases {
        let found = worth_of(change_pct);
        assert!((found - expected).abs() < 1e-6, "{change_pct:?}: {found}, not {expected}");
    }
}
