//! Sentences on a small song, and what must hold for every sentence.

use proptest::prelude::*;
use recipe::{
    Action, Brief, Console, Move, Recipe, Role, RoleGuess, RoleSource, Scope, SectionKind,
    SectionSpec, SessionSpec, StemSpec, Value, Wish, fold,
};

use super::lexicon::{ORDINALS, telling};
use super::{Levels, TalkError, Tweaked, tweak};

const STEMS: [(&str, Role, u16); 8] = [
    ("acoustic", Role::AcousticGuitar, 1),
    ("bass", Role::Bass, 1),
    ("guitar", Role::ElectricGuitar, 2),
    ("hats", Role::Hats, 2),
    ("kick", Role::Kick, 1),
    ("lead_vocal", Role::LeadVocal, 1),
    ("pad", Role::SynthPad, 2),
    ("snare", Role::Snare, 1),
];

const RATE_HZ: u32 = 48_000;

pub(super) fn one(id: &str, target: &str, action: Action, params: &[(&str, f64)]) -> Move {
    let params = params.iter().map(|(id, value)| ((*id).into(), Value::Number(*value)));
    Move {
        id: id.into(),
        target: target.into(),
        action,
        params: params.collect(),
        reason: "the engine thought so".into(),
        evidence: None,
        scope: Scope::AutoMix,
        amount_pct: 100.0,
        locked: false,
        by: "rules@0.1.0".into(),
    }
}

/// Two minutes: intro, verse, chorus, verse, chorus; a few moves by the engine.
pub(super) fn song() -> Recipe {
    let stems = STEMS.map(|(id, is, channels)| StemSpec {
        id: id.into(),
        file: format!("{id}.wav"),
        hash: format!("b3:{}", "0".repeat(64)),
        sample_rate_hz: RATE_HZ,
        channels,
        frames: 120 * u64::from(RATE_HZ),
        role: RoleGuess { is, confidence: 0.9, from: RoleSource::Name },
    });
    let kinds = ["Intro", "Verse", "Chorus", "Verse", "Chorus"];
    let sections = kinds.iter().zip(0_u64..).map(|(kind, index)| SectionSpec {
        start_frame: index * 24 * u64::from(RATE_HZ),
        end_frame: (index + 1) * 24 * u64::from(RATE_HZ),
        label: kind[..1].into(),
        kind: match *kind {
            "Intro" => SectionKind::Intro,
            "Verse" => SectionKind::Verse,
            _ => SectionKind::Chorus,
        },
        loudness_lu: Some(if *kind == "Chorus" { 2.0 } else { -1.0 }),
    });
    let moves = vec![
        one("m001", "bass", Action::Fader, &[("gain_db", -3.2)]),
        one("m002", "lead_vocal", Action::Fader, &[("gain_db", 1.1)]),
        one("m003", "guitar", Action::Eq, &[("freq_hz", 300.0), ("gain_db", 2.5), ("q", 1.7)]),
        one("m004", "bass", Action::Compressor, &[("threshold_db", -20.0), ("ratio", 3.0)]),
        one("m005", "lead_vocal", Action::ReverbSend, &[("level_db", -14.0)]),
        one("m006", "reverb", Action::Reverb, &[("decay_s", 1.8), ("return_db", -2.0)]),
        one("m007", "master", Action::Loudness, &[("gain_db", 4.0)]),
        one("m008", "master", Action::Limiter, &[("ceiling_dbtp", -1.1)]),
    ];
    Recipe {
        recipe: Recipe::VERSION,
        engine: "0.1.0".into(),
        session: SessionSpec {
            sample_rate_hz: RATE_HZ,
            frames: 120 * u64::from(RATE_HZ),
            tail_frames: u64::from(RATE_HZ),
            tempo_bpm: Some(120.0),
            beats_per_bar: None,
            key: None,
            sections: sections.collect(),
            stems: stems.to_vec(),
        },
        brief: Brief::resolve(&Wish::default()).unwrap().brief,
        moves,
        tweaks: Vec::new(),
    }
}

fn index(id: &str) -> usize {
    STEMS.iter().position(|stem| stem.0 == id).unwrap()
}

fn said(words: &str) -> Tweaked {
    tweak(&song(), words, &Levels::default()).unwrap_or_else(|error| panic!("{words}: {error}"))
}

fn refused(words: &str) -> TalkError {
    match tweak(&song(), words, &Levels::default()) {
        Err(error) => error,
        Ok(done) => panic!("{words}: {:?}", done.recipe.moves.last()),
    }
}

fn console(words: &str) -> Console {
    fold(&said(words).recipe).unwrap()
}

fn fader_db(words: &str, id: &str) -> f32 {
    console(words).strips[index(id)].fader_db
}

/// The ride of a stem at a second.
fn ride_db(console: &Console, id: &str, second: f64) -> f32 {
    let lane = &console.strips[index(id)].automation;
    let frame = (second * f64::from(RATE_HZ)) as u64;
    let next = lane.partition_point(|point| point.frame <= frame);
    match (next.checked_sub(1).map(|at| lane[at]), lane.get(next)) {
        (Some(a), Some(b)) => {
            let share = (frame - a.frame) as f32 / (b.frame - a.frame) as f32;
            a.gain_db + share * (b.gain_db - a.gain_db)
        }
        (Some(only), None) => only.gain_db,
        (None, Some(only)) => only.gain_db,
        (None, None) => 0.0,
    }
}

#[track_caller]
fn near(found: f32, wanted: f32) {
    assert!((found - wanted).abs() < 1e-4, "{found} is not {wanted}");
}

#[test]
fn a_level_moves_from_where_the_engine_put_it() {
    near(fader_db("vocal +1.5 dB", "lead_vocal"), 2.6);
    near(fader_db("turn the bass down by 2 dB", "bass"), -5.2);
    near(fader_db("Bass 3 dB leiser", "bass"), -6.2);
    near(fader_db("louder snare", "snare"), 2.0);
    near(fader_db("the snare is a bit too loud", "snare"), -1.0);
    near(fader_db("half as loud guitars", "acoustic"), -10.0);
    near(fader_db("more bass", "bass"), -1.2);
}

#[test]
fn families_lists_and_exceptions_mean_their_stems() {
    let targets = |words: &str| -> Vec<String> {
        let done = said(words).recipe;
        let added = done.moves.into_iter().filter(|one| one.by == "user");
        added.map(|one| one.target).collect()
    };
    assert_eq!(targets("guitars -1 dB"), ["acoustic", "guitar"]);
    assert_eq!(targets("the guitar and the pad -1 dB"), ["guitar", "pad"]);
    assert_eq!(targets("drums -1 dB"), ["hats", "kick", "snare"]);
    assert_eq!(targets("kick, snare and hats -1 dB"), ["kick", "snare", "hats"]);
    assert_eq!(targets("less mud on guitar, pad and bass"), ["guitar", "pad", "bass"]);
    let all = targets("everything but the vocals and the drums -2 dB");
    assert_eq!(all, ["acoustic", "bass", "guitar", "pad"]);
    assert_eq!(targets("drum bus +1 dB"), ["drum_bus"]);
    assert_eq!(targets("`lead_vocal` +1 dB"), ["lead_vocal"]);
    assert_eq!(targets("vocal brighter and louder"), ["lead_vocal", "lead_vocal"]);
}

#[test]
fn a_passage_rides_and_the_rest_stays() {
    let both = console("vocal +1.5 dB in the chorus");
    for (second, wanted) in [(0.0, 0.0), (47.9, 0.0), (48.0, 1.5), (71.9, 1.5), (72.0, 0.0)] {
        near(ride_db(&both, "lead_vocal", second), wanted);
    }
    near(ride_db(&both, "lead_vocal", 110.0), 1.5);
    let second = console("in the second chorus vocal +1.5 dB");
    near(ride_db(&second, "lead_vocal", 60.0), 0.0);
    near(ride_db(&second, "lead_vocal", 110.0), 1.5);
    let timed = console("snare -3 dB from 1:05 to 1:20");
    near(ride_db(&timed, "snare", 64.9), 0.0);
    near(ride_db(&timed, "snare", 65.0), -3.0);
    near(ride_db(&timed, "snare", 80.0), 0.0);
    near(ride_db(&console("mute the drums at the end"), "kick", 110.0), -96.0);
}

#[test]
fn a_passage_that_is_not_there_is_said() {
    let error = refused("vocal +1 dB in the bridge");
    assert!(error.message.contains("no bridge"), "{error}");
    assert!(error.hint.contains("intro, verse, chorus"), "{}", error.hint);
    let mut recipe = song();
    recipe.session.sections.clear();
    let error = tweak(&recipe, "vocal +1 dB in chorus", &Levels::default()).unwrap_err();
    assert!(error.message.contains("no passages") && error.hint.contains("1:05"), "{error}");
}

/// Letters A B A B C, of which B is the loudest that returns and C the loudest; no kind is known.
fn lettered() -> Recipe {
    let mut recipe = song();
    let parts = [("A", -2.0), ("B", 1.0), ("A", -1.0), ("B", 0.5), ("C", 1.5)];
    for (section, (label, lu)) in recipe.session.sections.iter_mut().zip(parts) {
        (section.label, section.kind) = (label.into(), SectionKind::Unknown);
        section.loudness_lu = Some(lu);
    }
    recipe
}

#[test]
fn passages_without_a_name_have_letters_and_levels() {
    let recipe = lettered();
    // Which of the five passages, 24 s each, are 1.5 dB louder.
    let ridden = |words: &str| -> Vec<usize> {
        let done = tweak(&recipe, words, &Levels::default());
        let done = done.unwrap_or_else(|error| panic!("{words}: {error}; {}", error.hint)).recipe;
        let console = fold(&done).unwrap();
        let at = |part: &usize| ride_db(&console, "lead_vocal", 24.0 * *part as f64 + 12.0);
        (0..5).filter(|part| (at(part) - 1.5).abs() < 1e-6).collect()
    };
    for (words, parts) in [
        ("vocal +1.5 dB in B", vec![1, 3]),
        ("in b vocal +1.5 dB", vec![1, 3]),
        ("vocal +1.5 dB in section B", vec![1, 3]),
        ("vocal +1.5 dB in the B sections", vec![1, 3]),
        ("vocal +1.5 dB in a", vec![0, 2]),
        ("vocal +1.5 dB in the loudest section", vec![4]),
        ("vocal +1.5 dB in the quietest part", vec![0]),
        ("vocal +1.5 dB in the chorus", vec![1, 3]),
        ("vocal +1.5 dB in the second chorus", vec![3]),
        ("vocal +1.5 dB in the verse", vec![0, 2]),
    ] {
        assert_eq!(ridden(words), parts, "{words}");
    }
}

#[test]
fn an_assumed_passage_is_told_and_a_missing_one_is_listed() {
    let recipe = lettered();
    let notes = |words| tweak(&recipe, words, &Levels::default()).unwrap().notes.join(" ");
    let told = notes("vocal +1.5 dB in the chorus");
    assert!(told.contains("section B was taken") && told.contains("0:24 to 0:48"), "{told}");
    assert!(!notes("vocal +1.5 dB in B").contains("was taken"));
    // Where kinds are known nothing is assumed.
    assert!(!said("vocal +1.5 dB in the chorus").notes.join(" ").contains("was taken"));
    let error = tweak(&recipe, "vocal +1 dB in the bridge", &Levels::default()).unwrap_err();
    for part in ["section A, section B", "the loudest is C (1:36 to 2:00)", "B comes most often"] {
        assert!(error.hint.contains(part), "{part}: {}", error.hint);
    }
    let error = tweak(&recipe, "vocal +1 dB in section D", &Levels::default()).unwrap_err();
    assert!(error.message.contains("no section `d`"), "{error}");
    // Older recipes do not know how loud their passages are.
    let mut old = recipe.clone();
    old.session.sections.iter_mut().for_each(|section| section.loudness_lu = None);
    let error = tweak(&old, "vocal +1 dB in the loudest section", &Levels::default()).unwrap_err();
    assert!(error.message.contains("loudest"), "{error}");
    assert!(tweak(&old, "vocal +1 dB in the chorus", &Levels::default()).is_ok());
}

/// Mean gain of the guitar's equaliser between 200 and 500 Hz, in dB.
fn mud_db(console: &Console) -> f64 {
    let bands = &console.strips[index("guitar")].eq;
    let at = |hz: f64| -> f64 { bands.iter().map(|band| band.response_db(hz, 48e3)).sum() };
    [200.0, 300.0, 400.0, 500.0].iter().map(|hz| at(*hz)).sum::<f64>() / 4.0
}

#[test]
fn less_mud_takes_back_what_the_engine_added_before_it_cuts() {
    let before = mud_db(&fold(&song()).unwrap());
    let done = said("less mud on the guitar by 2.5 dB").recipe;
    let band = done.moves.last().unwrap();
    assert_eq!(band.params["freq_hz"], Value::Number(300.0), "the place of the engine's bell");
    // The same bell with the opposite gain: flat again.
    assert!(mud_db(&fold(&done).unwrap()).abs() < 1e-3);
    let evidence = band.evidence.clone().unwrap();
    assert_eq!(evidence.metric, "response_200_500_hz_db");
    assert!(evidence.before > 1.0 && evidence.after.abs() < 0.01, "{evidence:?} {before}");
}

#[test]
fn words_may_do_so_much_and_no_more() {
    let mut recipe = song();
    for _ in 0..3 {
        recipe = tweak(&recipe, "less mud on the pad by 2 dB", &Levels::default()).unwrap().recipe;
    }
    let error = tweak(&recipe, "less mud on the pad", &Levels::default()).unwrap_err();
    assert!(error.message.contains("already"), "{error}");
    assert!(refused("vocal +13 dB").message.contains("more than the 12 dB"));
    let twice = said("vocal +8 dB").recipe;
    let more = tweak(&twice, "vocal +8 dB", &Levels::default()).unwrap();
    near(fold(&more.recipe).unwrap().strips[index("lead_vocal")].fader_db, 13.1);
    assert!(more.notes[0].contains("instead of +8.0 dB"), "{:?}", more.notes);
}

#[test]
fn what_must_not_happen_is_left_out() {
    let has_shelf = |words: &str| {
        let moves = said(words).recipe.moves;
        moves.iter().any(|one| one.params.get("shape") == Some(&Value::Word("high_shelf".into())))
    };
    assert!(has_shelf("warmer") && !has_shelf("warmer, not darker"));
    assert!(refused("brighter, not brighter").message.contains("nothing is left"));
    assert!(refused("not darker").message.contains("none before it"));
}

#[test]
fn silence_solo_polarity_locks_and_amounts() {
    near(fader_db("mute the bass", "bass"), -96.0);
    near(fader_db("mute the bass; unmute the bass", "bass"), -3.2);
    let solo = console("solo the vocal");
    near(solo.strips[index("lead_vocal")].fader_db, 1.1);
    near(solo.strips[index("kick")].fader_db, -96.0);
    near(console("solo the vocal; unsolo").strips[index("bass")].fader_db, -3.2);
    assert!(refused("mute the bass; bass +1 dB").message.contains("muted"));
    assert!(console("flip the polarity of the snare").strips[index("snare")].polarity_inverted);
    let twice = said("flip the snare; flip the snare").recipe;
    assert!(!fold(&twice).unwrap().strips[index("snare")].polarity_inverted);
    let locked = said("lock the bass").recipe;
    assert!(locked.moves.iter().all(|one| one.locked == (one.target == "bass")));
    near(fader_db("amount 50 % on the bass", "bass"), -1.6);
    near(fader_db("amount 50 %", "bass"), -1.6);
}

#[test]
fn what_was_said_is_done_in_full_whatever_the_amounts_and_locks() {
    let mut recipe = song();
    recipe.brief.amounts.overall_pct = 50.0;
    let done = tweak(&recipe, "bass +1 dB; brighter pad", &Levels::default()).unwrap().recipe;
    let folded = fold(&done).unwrap();
    near(folded.strips[index("bass")].fader_db, -0.6);
    near(folded.strips[index("pad")].eq[0].gain_db, 1.5);
    let done = said("lock the bass; bass +1 dB").recipe;
    near(fold(&done).unwrap().strips[index("bass")].fader_db, -2.2);
}

#[test]
fn space_and_dynamics_start_from_what_is_there() {
    let strip = |words: &str, id: &str| console(words).strips[index(id)].clone();
    near(strip("more reverb on the vocal", "lead_vocal").reverb_send_db.unwrap(), -11.0);
    near(strip("vocal much drier", "lead_vocal").reverb_send_db.unwrap(), -20.0);
    assert_eq!(strip("no reverb on the vocal", "lead_vocal").reverb_send_db, None);
    near(strip("more reverb on the snare", "snare").reverb_send_db.unwrap(), -18.0);
    near(console("less reverb").returns.reverb.unwrap().1, -5.0);
    near(strip("compress the bass more", "bass").compressor.unwrap().threshold_db, -22.0);
    near(strip("compress the bass less", "bass").compressor.unwrap().threshold_db, -18.0);
    near(strip("pad wider", "pad").width.width_pct, 120.0);
    near(strip("pad wider; pad narrower", "pad").width.width_pct, 100.0);
    near(strip("guitar 30 % left", "guitar").pan.position_pct, -30.0);
    near(strip("centre the bass", "bass").pan.position_pct, 0.0);
    near(strip("high-pass at 120 Hz on the guitars", "guitar").high_pass.unwrap().freq_hz, 120.0);
    near(strip("de-ess the vocal", "lead_vocal").de_esser.unwrap().range_db, 2.0);
    near(console("punchier drums").buses[0].transient.unwrap().attack_db, 1.5);
    near(console("tighter drums").buses[0].transient.unwrap().sustain_db, -1.5);
    let cut = strip("cut 3 dB at 300 Hz on the bass", "bass").eq[0];
    near(cut.gain_db, -3.0);
    near(cut.freq_hz, 300.0);
    assert!(refused("bass wider").message.contains("one channel"));
    assert!(refused("more delay on the vocal").message.contains("no delay"));
}

#[test]
fn the_master_follows_its_targets() {
    let loud = said("master -9 LUFS").recipe;
    near(fold(&loud).unwrap().master.loudness_db, 9.0);
    assert!((loud.brief.lufs + 9.0).abs() < 1e-9);
    let louder = said("louder master").recipe;
    assert!((louder.brief.lufs + 12.0).abs() < 1e-9);
    let low = said("ceiling -2").recipe;
    // The engine's limiter stood 0.1 dB under what was asked for, and does again.
    near(fold(&low).unwrap().master.limiter.ceiling_dbtp, -2.1);
    assert!(refused("master -3 LUFS").message.contains("not possible"));
    assert!(refused("vocal -9 LUFS").message.contains("target of the master"));
}

#[test]
fn one_against_others_needs_to_know_how_loud_they_are() {
    assert!(refused("vocal louder than the guitar by 3 dB").message.contains("not known"));
    let lufs = [("lead_vocal", -20.0), ("guitar", -20.0)].map(|(id, lufs)| (id.to_owned(), lufs));
    let levels = Levels { lufs: lufs.into() };
    let done = tweak(&song(), "vocal louder than the guitar by 3 dB", &levels).unwrap().recipe;
    near(fold(&done).unwrap().strips[index("lead_vocal")].fader_db, 3.0);
}

#[test]
fn questions_are_answered_and_change_nothing() {
    let done = said("why is the bass quieter?");
    assert!(!done.changed && done.recipe == song());
    assert_eq!(done.answers[0].moves, ["m001", "m004"], "the fader first");
    let done = said("what did you do to the bass?");
    assert_eq!(done.answers[0].moves, ["m004", "m001"], "in the order of the console");
    let done = said("why is the snare quieter?");
    assert!(done.answers[0].said[0].contains("lead_vocal went +1.1 dB"), "{:?}", done.answers);
    assert!(refused("explain m011").hint.contains("m00"));
}

#[test]
fn undoing_gives_the_recipe_that_was_there_before_byte_for_byte() {
    for words in [
        "vocal +1.5 dB in chorus; less mud on guitars; warmer",
        "lock the bass; amount 50 % on vocals; amount 80 %",
        "undo m003; undo m001",
        "master -9 LUFS; ceiling -2; flip the snare",
        "mute the drums",
    ] {
        let before = song().to_json();
        let once = tweak(&Recipe::from_json(&before).unwrap(), words, &Levels::default()).unwrap();
        let read = Recipe::from_json(&once.recipe.to_json()).unwrap();
        assert_eq!(read, once.recipe, "{words}");
        let twice = tweak(&read, "louder snare; unlock the mix", &Levels::default());
        let twice = twice.or_else(|_| tweak(&read, "brighter pad", &Levels::default())).unwrap();
        let back = tweak(&twice.recipe, "undo last", &Levels::default()).unwrap();
        assert_eq!(back.recipe.to_json(), once.recipe.to_json(), "{words}");
        let back = tweak(&twice.recipe, "undo last 2", &Levels::default()).unwrap();
        assert_eq!(back.recipe.to_json(), before, "{words}");
    }
}

#[test]
fn an_earlier_sentence_is_dropped_by_its_name() {
    let one = said("vocal +1 dB; bass +1 dB").recipe;
    let two = tweak(&one, "snare +2 dB", &Levels::default()).unwrap().recipe;
    let less = tweak(&two, "undo t001", &Levels::default()).unwrap().recipe;
    let folded = fold(&less).unwrap();
    near(folded.strips[index("lead_vocal")].fader_db, 1.1);
    near(folded.strips[index("snare")].fader_db, 2.0);
    let back = tweak(&less, "undo last", &Levels::default()).unwrap().recipe;
    assert_eq!(back, two);
    assert!(refused("undo last").message.contains("0 sentences"));
    assert!(refused("undo last; vocal +1 dB").message.contains("whole sentence"));
}

#[test]
fn what_is_not_understood_is_named_with_what_is_near_and_what_was() {
    let error = refused("vocal +1 dB; less mudd on guitars");
    assert!(error.message.contains("`mudd` was not understood"), "{error}");
    assert!(error.hint.contains("did you mean `mud`?"), "{}", error.hint);
    assert_eq!(error.understood, ["vocal +1 dB"]);
    for (words, part) in [
        ("", "nothing was said"),
        ("mud on the guitars", "wish or a complaint"),
        ("brass +1 dB", "no stem of this recipe is `brass`"),
        ("vocal", "what to do is missing"),
        ("+2 dB", "whom is missing"),
        ("vocal 3", "no unit"),
        ("vocal +1 dB +2 dB", "two numbers"),
        ("vocal warmer brighter", "too many"),
        ("vocal brighter in the chorus", "only levels"),
        ("high-pass the bass", "a frequency is missing"),
        ("cut 3 dB at 30 kHz on the bass", "outside 20 Hz"),
        ("vocal +1 dB 300 ms", "`ms` was not understood"),
        ("warmer 3 LUFS", "a number in LUFS"),
        ("vocal +2 dB 40 %", "a number in %"),
        ("\"nobody\" +1 dB", "no stem `nobody`"),
    ] {
        let error = refused(words);
        assert!(error.message.contains(part), "{words}: {error}");
        assert!(!error.hint.is_empty());
    }
}

fn vocabulary() -> impl Strategy<Value = String> {
    let mut words: Vec<String> = telling().map(str::to_owned).collect();
    words.extend(["the", "in the chorus", "in verse 2", "a", "to", "of"].map(String::from));
    words.extend(ORDINALS.iter().map(|(word, _)| (*word).to_owned()));
    words.extend(STEMS.iter().map(|(id, ..)| (*id).to_owned()));
    let more = "; , ; ; ? +3 dB -2 dB 50 % 300 Hz 2 kHz -9 LUFS 1:05 from 0:10 to 0:20 m003 t001";
    words.extend(more.split(' ').map(str::to_owned));
    words.extend(
        ["+3 dB", "-1.5 dB", "40 %", "120 Hz", "from 0:10 to 0:20", ";", ";"].map(String::from),
    );
    prop::sample::select(words)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Whatever is said: a valid recipe that can be taken back, or an error with a hint.
    #[test]
    fn no_salad_of_words_breaks_anything(words in prop::collection::vec(vocabulary(), 1..10)) {
        let before = song();
        match tweak(&before, &words.join(" "), &Levels::default()) {
            Ok(mut done) => {
                prop_assert!(recipe::validate(&done.recipe).is_ok());
                prop_assert_eq!(done.changed, done.recipe != before);
                if done.changed {
                    done.recipe.undo();
                    prop_assert_eq!(done.recipe, before);
                }
            }
            Err(error) => prop_assert!(!error.message.is_empty() && !error.hint.is_empty()),
        }
    }

    #[test]
    fn no_text_breaks_anything(text in "\\PC{0,80}") {
        let _ = tweak(&song(), &text, &Levels::default());
    }

    /// What is said and unsaid leaves the console as it was. Values are kept to a millionth of a
    /// decibel, and two are rounded.
    #[test]
    fn more_and_as_much_less_is_nothing(tenths in 1_u8..60, when in prop::bool::ANY, stem in 0_usize..8) {
        let (db, id) = (f64::from(tenths) / 10.0, STEMS[stem].0);
        let part = if when { "in the chorus" } else { "" };
        let words = format!("\"{id}\" +{db} dB {part}; \"{id}\" -{db} dB {part}");
        let after = fold(&said(&words).recipe).unwrap();
        let before = fold(&song()).unwrap();
        for (a, b) in after.strips.iter().zip(&before.strips) {
            prop_assert!((a.fader_db - b.fader_db).abs() <= 2e-6);
            prop_assert_eq!(&a.automation, &b.automation);
        }
    }
}
