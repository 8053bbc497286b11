use proptest::prelude::*;

use crate::sample::{n, one, trio, w};
use crate::{
    Action, Amounts, AutomationPoint, Bus, Console, ExtraParam, Move, MoveProblem, Recipe,
    RecipeError, Scope, TargetKind, Value, fold, superseded,
};

/// A move of each action on each kind of target it is for, with settings that do something.
fn everything() -> Vec<Move> {
    let mut moves = Vec::new();
    for action in Action::ALL {
        for kind in action.targets() {
            let target = match kind {
                TargetKind::Stem => "bass",
                TargetKind::Bus => "music_bus",
                TargetKind::Reverb => "reverb",
                TargetKind::Delay => "delay",
                TargetKind::Master => "master",
            };
            let mut params = loud_params(action);
            match action.extra() {
                Some(ExtraParam::Key { .. }) => params.push(("key", w("kick"))),
                Some(ExtraParam::Bus) => params.push(("bus", w("vocal_bus"))),
                Some(ExtraParam::Points) => {
                    params.push(("points", Value::Points(vec![(0, 2.0), (100, -2.0)])));
                }
                None => {}
            }
            moves.push(one(&format!("m{:03}", moves.len()), target, action, &params));
        }
    }
    moves
}

/// Every number away from its default, a third of the way to the farther end of its range.
fn loud_params(action: Action) -> Vec<(&'static str, Value)> {
    let value = |spec: &audio::ParamSpec| match spec.unit {
        audio::Unit::Choice(words) => w(words[1]),
        _ => {
            let far =
                if spec.default - spec.min > spec.max - spec.default { spec.min } else { spec.max };
            n(f64::from(spec.default + (far - spec.default) / 3.0))
        }
    };
    action.rows().map(|spec| (spec.id, value(spec))).collect()
}

fn problem(params: Move) -> MoveProblem {
    match fold(&trio(vec![params])) {
        Err(RecipeError::Move { id, problem }) => {
            assert_eq!(id, "m1", "the error names the move");
            problem
        }
        other => panic!("expected a faulty move, got {other:?}"),
    }
}

fn message(one: Move) -> String {
    fold(&trio(vec![one])).unwrap_err().to_string()
}

#[test]
fn every_action_folds_on_every_target_its_table_names_and_on_no_other() {
    let all = ["bass", "music_bus", "reverb", "delay", "master"];
    let kinds = [
        TargetKind::Stem,
        TargetKind::Bus,
        TargetKind::Reverb,
        TargetKind::Delay,
        TargetKind::Master,
    ];
    for action in Action::ALL {
        for (target, kind) in all.into_iter().zip(kinds) {
            let mut params = loud_params(action);
            match action.extra() {
                Some(ExtraParam::Key { .. }) => params.push(("key", w("kick"))),
                Some(ExtraParam::Bus) => params.push(("bus", w("drum_bus"))),
                Some(ExtraParam::Points) => {
                    params.push(("points", Value::Points(vec![(0, 1.0)])));
                }
                None => {}
            }
            let recipe = trio(vec![one("m1", target, action, &params)]);
            let allowed = action.targets().contains(&kind);
            match fold(&recipe) {
                Ok(console) => {
                    assert!(allowed, "{} on {target}", action.name());
                    assert_ne!(console, fold(&trio(vec![])).unwrap(), "{}", action.name());
                }
                Err(RecipeError::Move { problem: MoveProblem::WrongTarget { .. }, .. }) => {
                    assert!(!allowed, "{} on {target}", action.name());
                }
                Err(other) => panic!("{} on {target}: {other}", action.name()),
            }
        }
    }
}

#[test]
fn names_of_actions_are_those_of_the_format() {
    for action in Action::ALL {
        assert_eq!(serde_json::to_value(action).unwrap(), action.name());
    }
}

#[test]
fn an_amount_of_nothing_leaves_routing_repairs_and_the_limiter() {
    let mut recipe = trio(everything());
    recipe.brief.amounts = Amounts { overall_pct: 0.0, ..Amounts::default() };
    let kept = |action: &Action| {
        matches!(
            action,
            Action::Trim | Action::Polarity | Action::Align | Action::Route | Action::Limiter
        )
    };
    let mut repairs = recipe.clone();
    repairs.moves.retain(|one| kept(&one.action));
    assert_eq!(repairs.moves.len(), 5);
    assert_eq!(fold(&recipe).unwrap(), fold(&repairs).unwrap());
}

#[test]
fn the_amount_of_a_move_multiplies_with_family_and_overall() {
    let mut eq = one("m1", "bass", Action::Eq, &[("gain_db", n(-4.0))]);
    eq.amount_pct = 50.0;
    let mut recipe = trio(vec![eq]);
    recipe.brief.amounts = Amounts { overall_pct: 80.0, tone_pct: 125.0, ..Amounts::default() };
    let gain_db = fold(&recipe).unwrap().strips[0].eq[0].gain_db;
    assert!((gain_db + 2.0).abs() < 1e-6, "−4 dB × 0.5 × 0.8 × 1.25 is −2 dB, got {gain_db}");
    recipe.moves[0].locked = true;
    assert!((fold(&recipe).unwrap().strips[0].eq[0].gain_db + 4.0).abs() < 1e-6);
}

#[test]
fn each_kind_of_move_scales_by_its_own_law() {
    let half = |target: &str, action, params: &[(&str, Value)]| -> Console {
        let mut half = one("m1", target, action, params);
        half.amount_pct = 50.0;
        fold(&trio(vec![half])).unwrap()
    };
    let near = |got: f32, wanted: f32| {
        assert!((got - wanted).abs() < 1e-3 * wanted.abs().max(1.0), "{got}, not {wanted}");
    };
    let strip = |action, params: &[(&str, Value)]| half("bass", action, params).strips[0].clone();
    // Half way from 20 to 80 Hz in octaves is 40 Hz; from 20 kHz to 5 kHz it is 10 kHz.
    near(strip(Action::HighPass, &[("freq_hz", n(80.0))]).high_pass.unwrap().freq_hz, 40.0);
    near(strip(Action::LowPass, &[("freq_hz", n(5e3))]).low_pass.unwrap().freq_hz, 10_000.0);
    let compressor = [("ratio", n(4.0)), ("makeup_db", n(2.0)), ("range_db", n(6.0))];
    let compressor = strip(Action::Compressor, &compressor).compressor.unwrap();
    near(compressor.ratio, 2.5);
    near(compressor.makeup_db, 1.0);
    near(compressor.range_db, 3.0);
    near(strip(Action::Pan, &[("position_pct", n(-60.0))]).pan.position_pct, -30.0);
    near(strip(Action::Width, &[("width_pct", n(140.0))]).width.width_pct, 120.0);
    // Half the amplitude is −6.02 dB.
    near(strip(Action::ReverbSend, &[("level_db", n(-10.0))]).reverb_send_db.unwrap(), -16.0206);
    near(strip(Action::Fader, &[("gain_db", n(-3.0))]).fader_db, -1.5);
    let lane = [("points", Value::Points(vec![(7, -4.0)]))];
    let halved = AutomationPoint { frame: 7, gain_db: -2.0 };
    assert_eq!(strip(Action::Automation, &lane).automation, [halved]);
    let parallel = [("mix_pct", n(30.0)), ("ratio", n(8.0))];
    let parallel = half("vocal_bus", Action::Parallel, &parallel).buses[2].parallel.unwrap();
    near(parallel.mix_pct, 15.0);
    near(parallel.ratio, 8.0);
    let clip = half("master", Action::SoftClip, &[("ceiling_db", n(-2.0))]).master.soft_clip;
    near(clip.unwrap().ceiling_db, 2.0);
    let limiter = half("master", Action::Limiter, &[("ceiling_dbtp", n(-2.0))]).master.limiter;
    near(limiter.ceiling_dbtp, -2.0);
}

#[test]
fn a_band_beyond_its_scope_is_held_at_the_guardrail() {
    for (scope, limit) in [(Scope::AutoMaster, 3.0f32), (Scope::AutoMix, 4.0), (Scope::User, 12.0)]
    {
        let mut eq = one("m1", "bass", Action::Eq, &[("gain_db", n(-20.0))]);
        eq.scope = scope;
        let mut tone = one("m2", "master", Action::Tone, &[("gain_db", n(12.0))]);
        tone.scope = scope;
        let mut dynamic = one("m3", "bass", Action::DynamicEq, &[("range_db", n(-24.0))]);
        dynamic.scope = scope;
        let console = fold(&trio(vec![eq, tone, dynamic])).unwrap();
        let found = [
            -console.strips[0].eq[0].gain_db,
            console.master.tone[0].1,
            -console.strips[0].dynamic_eq[0].params.range_db,
        ];
        let held = found.iter().all(|gain_db| (gain_db - limit).abs() < 1e-6);
        assert!(held, "{scope:?}: {found:?}");
    }
}

#[test]
fn the_limiter_never_rises_over_the_ceiling_of_the_brief() {
    let mut recipe = trio(vec![]);
    recipe.brief.ceiling_dbtp = -2.0;
    assert_eq!(fold(&recipe).unwrap().master.limiter.ceiling_dbtp.to_bits(), (-2.0f32).to_bits());
    for (asked, stands) in [(-0.1, -2.0f32), (-3.0, -3.0)] {
        recipe.moves = vec![one("m1", "master", Action::Limiter, &[("ceiling_dbtp", n(asked))])];
        let ceiling_dbtp = fold(&recipe).unwrap().master.limiter.ceiling_dbtp;
        assert_eq!(ceiling_dbtp.to_bits(), stands.to_bits());
    }
}

#[test]
fn the_later_of_two_stands_unless_the_earlier_is_locked() {
    let fader = |id: &str, db| one(id, "bass", Action::Fader, &[("gain_db", n(db))]);
    let mut recipe = trio(vec![fader("m1", -1.0), fader("m2", -2.0)]);
    let level = |recipe: &Recipe| fold(recipe).unwrap().strips[0].fader_db;
    assert!((level(&recipe) + 2.0).abs() < 1e-6);
    assert_eq!(superseded(&recipe).unwrap(), [("m1".into(), "m2".into())]);
    recipe.moves[0].locked = true;
    assert!((level(&recipe) + 1.0).abs() < 1e-6);
    assert_eq!(superseded(&recipe).unwrap(), [("m2".into(), "m1".into())]);
    recipe.moves[1].locked = true;
    assert!((level(&recipe) + 2.0).abs() < 1e-6);
}

#[test]
fn bands_add_up_and_tone_points_rise_in_frequency() {
    let tone = |id: &str, hz| one(id, "master", Action::Tone, &[("freq_hz", n(hz))]);
    let eq = |id: &str| one(id, "drum_bus", Action::Eq, &[]);
    let recipe = trio(vec![tone("a", 9e3), tone("b", 60.0), tone("c", 900.0), eq("d"), eq("e")]);
    let console = fold(&recipe).unwrap();
    let freqs: Vec<f32> = console.master.tone.iter().map(|point| point.0).collect();
    assert_eq!(freqs, [60.0, 900.0, 9_000.0]);
    assert_eq!(console.buses[Bus::Drums.index()].eq.len(), 2);
}

#[test]
fn a_stem_goes_to_the_bus_of_its_role_or_where_it_is_sent() {
    let console = fold(&trio(vec![])).unwrap();
    let buses: Vec<Bus> = console.strips.iter().map(|strip| strip.bus).collect();
    assert_eq!(buses, [Bus::Music, Bus::Drums, Bus::Vocals]);
    let sent = trio(vec![one("m1", "vox", Action::Route, &[("bus", w("music_bus"))])]);
    assert_eq!(fold(&sent).unwrap().strips[2].bus, Bus::Music);
}

#[test]
fn faults_are_worded_with_what_was_found_and_expected() {
    let cases = [
        (
            one("m1", "violin", Action::Eq, &[]),
            "move `m1`: target `violin` is unknown, expected a stem (bass, kick, vox) or one of \
             drum_bus, music_bus, vocal_bus, reverb, delay, master",
        ),
        (
            one("m1", "master", Action::Eq, &[]),
            "move `m1`: `eq` on the master, expected it on a stem or a bus",
        ),
        (
            one("m1", "bass", Action::Pan, &[("angle", n(3.0))]),
            "move `m1`: `pan` has no parameter `angle`, expected `position_pct`",
        ),
        (
            one("m1", "bass", Action::Pan, &[("position_pct", n(130.0))]),
            "move `m1`: `position_pct` is 130 %, expected -100 to 100 %",
        ),
        (
            one("m1", "bass", Action::DynamicEq, &[("shape", w("hump"))]),
            "move `m1`: `shape` is `hump`, expected one of bell, low_shelf, high_shelf",
        ),
        (
            one("m1", "bass", Action::DynamicEq, &[("shape", n(1.0))]),
            "move `m1`: `shape` is 1, expected one of bell, low_shelf, high_shelf",
        ),
        (
            one("m1", "bass", Action::Fader, &[("gain_db", w("loud"))]),
            "move `m1`: `gain_db` is `loud`, expected a number from -96 to 24 dB",
        ),
        (
            one("m1", "bass", Action::Duck, &[("key", w("tom"))]),
            "move `m1`: key stem `tom` is unknown, expected one of bass, kick, vox",
        ),
        (
            one("m1", "bass", Action::Duck, &[("key", w("bass"))]),
            "move `m1`: key stem `bass` is the target itself, expected another stem",
        ),
        (
            one("m1", "bass", Action::Duck, &[]),
            "move `m1`: `key` is missing, expected the id of a stem",
        ),
        (
            one(
                "m1",
                "bass",
                Action::Automation,
                &[("points", Value::Points(vec![(5, 0.0), (5, 1.0)]))],
            ),
            "move `m1`: point 1 is at frame 5, expected a frame after 5",
        ),
        (
            one("m1", "bass", Action::Route, &[("bus", w("aux"))]),
            "move `m1`: `bus` is `aux`, expected one of drum_bus, music_bus, vocal_bus",
        ),
    ];
    for (faulty, wanted) in cases {
        assert_eq!(message(faulty), wanted);
    }
    let mut amount = one("m1", "bass", Action::Eq, &[]);
    amount.amount_pct = 151.0;
    assert_eq!(problem(amount), MoveProblem::Amount { found: 151.0 });
}

#[test]
fn a_fault_is_found_even_in_a_move_that_has_no_effect() {
    let faulty = one("m1", "bass", Action::Fader, &[("gain_db", n(99.0))]);
    let good = one("m2", "bass", Action::Fader, &[]);
    assert!(fold(&trio(vec![faulty, good])).is_err());
}

#[test]
fn a_duck_on_a_bus_may_be_keyed_by_any_stem() {
    let duck = one("m1", "music_bus", Action::Duck, &[("key", w("vox")), ("ratio", n(2.0))]);
    let console = fold(&trio(vec![duck])).unwrap();
    assert_eq!(console.buses[1].duck.map(|(_, key)| key), Some(2));
}

/// The parts of a console, by the target they belong to.
fn parts(console: &Console) -> Vec<String> {
    let mut parts: Vec<String> = console.strips.iter().map(|x| format!("{x:?}")).collect();
    parts.extend(console.buses.iter().map(|x| format!("{x:?}")));
    parts.push(format!("{:?}", console.returns.reverb));
    parts.push(format!("{:?}", console.returns.delay));
    parts.push(format!("{:?}", console.master));
    parts
}

#[test]
fn dropping_a_move_changes_its_target_and_nothing_else() {
    let whole = trio(everything());
    let before = parts(&fold(&whole).unwrap());
    let targets = ["bass", "kick", "vox", "drum_bus", "music_bus", "vocal_bus"];
    let targets = targets.into_iter().chain(["reverb", "delay", "master"]);
    for index in 0..whole.moves.len() {
        let mut without = whole.clone();
        let dropped = without.moves.remove(index);
        let after = parts(&fold(&without).unwrap());
        for ((target, before), after) in targets.clone().zip(&before).zip(&after) {
            let same = before == after;
            assert_eq!(same, target != dropped.target, "{} / {target}", dropped.action.name());
        }
    }
}

fn in_range<P: audio::Params>(params: &P) -> bool {
    params.check().is_ok()
}

proptest! {
    /// Whatever the amounts, every setting stays in its table and every band in its guardrail.
    #[test]
    fn no_amount_leads_out_of_a_table_or_over_a_guardrail(
        overall_pct in 0.0f32..=150.0,
        family_pct in 0.0f32..=150.0,
        amount_pct in 0.0f32..=150.0,
    ) {
        let mut recipe = trio(everything());
        recipe.brief.amounts = Amounts {
            overall_pct,
            tone_pct: family_pct,
            dynamics_pct: family_pct,
            width_pct: family_pct,
            space_pct: family_pct,
            loudness_pct: family_pct,
        };
        for one in &mut recipe.moves {
            one.amount_pct = amount_pct;
        }
        let console = fold(&recipe).unwrap();
        let strip = &console.strips[0];
        prop_assert!(strip.eq.iter().all(|band| in_range(band) && band.gain_db.abs() <= 4.0));
        prop_assert!(strip.dynamic_eq.iter().all(|slot| slot.params.range_db.abs() <= 4.0));
        prop_assert!(strip.high_pass.iter().all(in_range) && strip.low_pass.iter().all(in_range));
        prop_assert!(strip.gate.iter().all(in_range) && strip.de_esser.iter().all(in_range));
        prop_assert!(strip.compressor.iter().all(in_range));
        prop_assert!(strip.saturation.iter().all(in_range));
        prop_assert!(in_range(&strip.pan) && in_range(&strip.width));
        prop_assert!(console.master.multiband.iter().all(in_range));
        prop_assert!(console.master.soft_clip.iter().all(in_range));
        prop_assert!(console.master.width.width_pct <= 140.0);
        prop_assert!(console.master.tone.iter().all(|point| point.1.abs() <= 4.0));
        prop_assert!(in_range(&console.master.limiter));
        prop_assert!(console.master.limiter.ceiling_dbtp <= -1.0);
    }
}
