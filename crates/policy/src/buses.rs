//! The three buses: glue and transients for the drums, clean-up and air for the music, parallel
//! compression and presence for the voices.

use audio::math::{gain_to_db_f64, power_to_db};
use measure::ERB_BANDS;
use recipe::{Action, Brief};

use crate::curve::Character;
use crate::draft::Draft;
use crate::dynamics::{AVERAGE_MAX_DB, set_character};
use crate::erb::{self, Bands};
use crate::levels;
use crate::scene::{BusName, Scene};
use crate::taste::Taste;

/// A bus compressor that averages less is left out, in dB.
const GLUE_FLOOR_DB: f64 = 0.5;

/// Equaliser moves on buses under this are not heard, in dB.
const EQ_FLOOR_DB: f64 = 0.7;

/// Drums with a crest over this have all the attack they need, in dB.
const CREST_SHARP_DB: f64 = 20.0;

/// Attack of the glue where the drums have to give their tips, in ms.
const TIPS_ATTACK_MS: f64 = 3.0;

/// Share of the compressed voices that is added.
const PARALLEL_MIX_PCT: f64 = 20.0;

/// Sum of the stems of a bus after their faders: powers add.
struct Sum {
    bus: BusName,
    stems: usize,
    bands: Bands,
    /// RMS level per hop, in dBFS.
    levels_db: Vec<f32>,
    crest_db: f64,
}

impl Sum {
    fn of(scene: &Scene<'_>, bus: BusName) -> Self {
        let hops = scene.on(bus).map(|part| part.active.len()).max().unwrap_or(0);
        let mut sum =
            Self { bus, stems: 0, bands: [0.0; ERB_BANDS], levels_db: Vec::new(), crest_db: 0.0 };
        let mut power = vec![0.0_f64; hops];
        let mut peak = 0.0_f64;
        for part in scene.on(bus) {
            let gain = part.fader_power();
            sum.stems += 1;
            for (total, own) in sum.bands.iter_mut().zip(&part.bands) {
                *total += gain * own;
            }
            let envelope = &part.heard.envelope;
            for (total, own) in power.iter_mut().zip(&envelope.power) {
                *total += gain * f64::from(*own);
            }
            let own = envelope.peak.iter().copied().fold(0.0_f32, f32::max);
            peak = peak.max(gain * f64::from(own) * f64::from(own));
        }
        let loud = power.iter().copied().filter(|power| *power > 1e-8);
        sum.crest_db = power_to_db(peak.max(1e-15)) - power_to_db(levels::mean(loud).max(1e-15));
        sum.levels_db = power.iter().map(|power| power_to_db(power.max(1e-15)) as f32).collect();
        sum
    }

    fn draft(&self, action: Action) -> Draft {
        Draft::new(self.bus.id(), action)
    }
}

/// What an equaliser of a bus is judged by.
pub(crate) struct Shape {
    pub(crate) metric: &'static str,
    pub(crate) of: fn(&Bands) -> f64,
}

const LOW_MID: Shape = Shape {
    metric: "low_mid_over_neighbours_db",
    of: |bands| {
        let around_db = 0.5 * (range_db(bands, [90.0, 190.0]) + range_db(bands, [380.0, 800.0]));
        range_db(bands, [200.0, 350.0]) - around_db
    },
};

const AIR: Shape = Shape {
    metric: "air_over_presence_db",
    of: |bands| range_db(bands, [9_000.0, 16_000.0]) - range_db(bands, [1_500.0, 4_000.0]),
};

const PRESENCE: Shape = Shape {
    metric: "presence_over_body_db",
    of: |bands| range_db(bands, [3_000.0, 7_000.0]) - range_db(bands, [300.0, 1_000.0]),
};

/// The shape that a metric names.
pub(crate) fn shape(metric: &str) -> Option<Shape> {
    [LOW_MID, AIR, PRESENCE].into_iter().find(|shape| shape.metric == metric)
}

/// Level of a range per ERB band, in dB.
fn range_db(bands: &Bands, [low_hz, high_hz]: [f64; 2]) -> f64 {
    let inside = (0..bands.len())
        .filter(|band| (low_hz..high_hz).contains(&erb::centre_hz(*band)))
        .map(|band| bands[band]);
    power_to_db(levels::mean(inside).max(1e-15))
}

/// Moves of all buses that carry anything.
pub(crate) fn moves(
    scene: &Scene<'_>,
    brief: &Brief,
    taste: &Taste<'_>,
    tips_db: f64,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for bus in BusName::ALL {
        let sum = Sum::of(scene, bus);
        if sum.stems == 0 {
            continue;
        }
        match bus {
            BusName::Drums => {
                drafts.extend(glue(&sum, taste, tips_db));
                // Attack is what a song that has to give its tips has too much of.
                drafts.extend(transient(&sum, taste).filter(|_| tips_db <= 0.0));
            }
            BusName::Music => {
                drafts.extend(clean_up(&sum));
                drafts.extend(air(&sum, taste));
            }
            BusName::Vocals => {
                drafts.extend(presence(&sum, taste));
                drafts.extend(parallel(&sum, brief, taste).into_iter().flatten());
            }
        }
    }
    drafts
}

fn character(taste: &Taste<'_>) -> Character {
    let bus = taste.profile.compression.bus;
    Character {
        ratio: bus.ratio,
        knee_db: bus.knee_db,
        attack_ms: bus.attack_ms,
        release_ms: bus.release_ms,
    }
}

fn glue(sum: &Sum, taste: &Taste<'_>, tips_db: f64) -> Option<Draft> {
    let mut character = character(taste);
    if tips_db > 0.0 {
        character.attack_ms = character.attack_ms.min(TIPS_ATTACK_MS);
    }
    let wanted_db = taste.profile.compression.bus.reduction_db.min(AVERAGE_MAX_DB);
    // One stem has nothing to be glued to; its own compressor has seen to it.
    if sum.stems < 2 || wanted_db < GLUE_FLOOR_DB || character.ratio <= 1.0 {
        return None;
    }
    // Averaged over hits and decays alike; deeper than this the hits would lose their front.
    let start_db = taste.profile.compression.bus.threshold_db;
    let (threshold_db, depth) =
        character.solve_from(&sum.levels_db, wanted_db, start_db, AVERAGE_MAX_DB)?;
    if depth.average_db < GLUE_FLOOR_DB {
        return None;
    }
    Some(
        set_character(sum.draft(Action::Compressor), &character)
            .set("threshold_db", threshold_db)
            .word("detector", "rms")
            .because(format!(
                "{} drum stems with a crest of {:.1} dB: {:.1} dB of reduction on average ties \
                 them together, {:.1} dB at most",
                sum.stems, sum.crest_db, depth.average_db, depth.max_db
            ))
            .evidence("average_reduction_db", 0.0, depth.average_db),
    )
}

fn transient(sum: &Sum, taste: &Taste<'_>) -> Option<Draft> {
    let attack_db = taste.profile.transient_db.min(3.0);
    if attack_db < 0.5 || sum.crest_db > CREST_SHARP_DB {
        return None;
    }
    Some(
        sum.draft(Action::Transient)
            .set("attack_db", attack_db)
            .because(format!(
                "the drums' crest is {:.1} dB, under the {CREST_SHARP_DB:.0} dB of sharp ones; the \
                 profile wants {attack_db:.1} dB of attack",
                sum.crest_db
            ))
            // About half of an onset's gain shows in the crest of the whole.
            .evidence("crest_db", sum.crest_db, sum.crest_db + 0.5 * attack_db),
    )
}

fn clean_up(sum: &Sum) -> Option<Draft> {
    let over_db = (LOW_MID.of)(&sum.bands);
    let cut_db = (0.4 * (over_db - 1.5)).min(2.5);
    if cut_db < EQ_FLOOR_DB {
        return None;
    }
    Some(
        sum.draft(Action::Eq)
            .word("shape", "bell")
            .set("freq_hz", 270.0)
            .set("gain_db", -cut_db)
            .set("q", 1.0)
            .because(format!(
                "200 to 350 Hz stand {over_db:.1} dB over their neighbours in the sum of {} stems",
                sum.stems
            ))
            .evidence(LOW_MID.metric, over_db, over_db - cut_db),
    )
}

/// A shelf where a range is lower against another than it usually is.
struct Shelf {
    freq_hz: f64,
    shape: Shape,
    usual_db: f64,
    /// Under this there is nothing to lift but noise.
    empty_db: f64,
    most_db: f64,
    words: &'static str,
}

fn shelf(sum: &Sum, shelf: &Shelf, taste: &Taste<'_>) -> Option<Draft> {
    let ratio_db = (shelf.shape.of)(&sum.bands);
    let short_db = shelf.usual_db - ratio_db;
    let lift_db = (0.3 * short_db).min(shelf.most_db) * taste.intensity;
    if lift_db < EQ_FLOOR_DB || ratio_db < shelf.empty_db {
        return None;
    }
    Some(
        sum.draft(Action::Eq)
            .word("shape", "high_shelf")
            .set("freq_hz", shelf.freq_hz)
            .set("gain_db", lift_db)
            .set("q", 0.7)
            .because(format!(
                "{} ({ratio_db:.1} dB, {:.0} dB is usual)",
                shelf.words, shelf.usual_db
            ))
            .evidence(shelf.shape.metric, ratio_db, ratio_db + lift_db),
    )
}

fn air(sum: &Sum, taste: &Taste<'_>) -> Option<Draft> {
    let air = Shelf {
        freq_hz: 10_500.0,
        shape: AIR,
        usual_db: -13.0,
        empty_db: -30.0,
        most_db: 1.5,
        words: "the music has little over 9 kHz against 1.5 to 4 kHz",
    };
    shelf(sum, &air, taste)
}

fn presence(sum: &Sum, taste: &Taste<'_>) -> Option<Draft> {
    let presence = Shelf {
        freq_hz: 4_500.0,
        shape: PRESENCE,
        usual_db: -13.0,
        empty_db: -32.0,
        most_db: 2.0,
        words: "the voices have little from 3 to 7 kHz against their body",
    };
    shelf(sum, &presence, taste)
}

fn parallel(sum: &Sum, brief: &Brief, taste: &Taste<'_>) -> Option<[Draft; 2]> {
    let wanted_db = (1.2 * taste.profile.compression.bus.reduction_db).min(AVERAGE_MAX_DB);
    // It makes the voices louder, which a fader takes back; a user's gains allow neither.
    if brief.bypass_parallel_comp || brief.respect_user_gains || wanted_db < 1.0 {
        return None;
    }
    let character = Character { ratio: 4.0, knee_db: 6.0, attack_ms: 5.0, release_ms: 120.0 };
    let (threshold_db, depth) = character.solve(&sum.levels_db, wanted_db)?;
    if depth.average_db < 1.0 {
        return None;
    }
    // Quiet passages rise by 20·log10(1 + m), loud ones by less.
    let rise_db = gain_to_db_f64(1.0 + PARALLEL_MIX_PCT / 100.0);
    let compressed = PARALLEL_MIX_PCT / 100.0 * audio::math::db_to_gain_f64(-depth.average_db);
    let louder_db = gain_to_db_f64(1.0 + compressed);
    let parallel = set_character(sum.draft(Action::Parallel), &character)
        .set("threshold_db", threshold_db)
        .set("mix_pct", PARALLEL_MIX_PCT)
        .because(format!(
            "quiet words rise by {rise_db:.1} dB beside loud ones: {:.1} dB of reduction on \
             average, {PARALLEL_MIX_PCT:.0} % of it added",
            depth.average_db
        ))
        .evidence("average_reduction_db", 0.0, depth.average_db);
    let fader = sum
        .draft(Action::Fader)
        .set("gain_db", -louder_db)
        .because(format!("takes back the {louder_db:.1} dB that parallel compression adds"))
        .evidence("added_db", louder_db, 0.0);
    Some([parallel, fader])
}
