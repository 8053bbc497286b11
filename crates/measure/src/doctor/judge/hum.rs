//! Lines of the mains that stand still.

use super::Evidence;
use crate::doctor::hum::{HumFrame, LINES, MAINS_HZ};
use crate::doctor::{Fault, Finding, Proof, Verdict};
use audio::math::power_to_db;

/// Frames quieter than this hold nothing: −110 dBFS.
const SILENT_POWER: f32 = 1e-11;

/// It takes so many frames that hold something: 7 s.
const FRAMES_MIN: usize = 4;

/// A line stands over what is beside it by this much in the third of the frames in which that is
/// quietest, in dB…
const STANDS_DB: f64 = 12.0;
/// …keeps its level there within this (half of the middle four fifths), in dB: what is 12 dB under
/// it moves it by up to 2 dB either way…
const STEADY_DB: f64 = 1.5;
/// …and never goes under it by more than this in any other frame, in dB.
const DROPS_DB: f64 = 6.0;

/// So many lines make it the mains, the first or second among them.
const SURE_LINES: u32 = 3;

/// Weaker hum is under any noise that will be heard.
const HUM_DBFS: f64 = -90.0;

pub(super) fn findings(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (stem, signs) in evidence.signs.iter().enumerate() {
        let families = [0, 1].map(|family| judge(&signs.hum, family));
        // 300 Hz belongs to both: the family with more lines has it.
        let best = if lines(&families[1]) > lines(&families[0]) { 1 } else { 0 };
        if let Some((verdict, levels_dbfs, evidence)) = families[best].clone() {
            let fault = Fault::Hum { mains_hz: MAINS_HZ[best], levels_dbfs };
            found.push(Finding { fault, verdict, stem, others: Vec::new(), evidence });
        }
    }
    found
}

type Judged = Option<(Verdict, [f32; LINES], Vec<Proof>)>;

fn lines(judged: &Judged) -> u32 {
    judged.as_ref().map_or(0, |(_, levels, _)| count(levels))
}

fn count(levels: &[f32; LINES]) -> u32 {
    levels.iter().map(|level| u32::from(level.is_finite())).sum()
}

fn judge(all: &[HumFrame], family: usize) -> Judged {
    let frames: Vec<&HumFrame> = all.iter().filter(|frame| frame.power > SILENT_POWER).collect();
    if frames.len() < FRAMES_MIN {
        return None;
    }
    let lines: [Option<(f64, f64)>; LINES] =
        std::array::from_fn(|line| standing(&frames, family, line));
    let levels = lines.map(|line| line.map_or(f32::NEG_INFINITY, |(level, _)| level as f32));
    let found = lines.into_iter().flatten();
    let highest = |value: &mut dyn Iterator<Item = f64>| value.fold(f64::NEG_INFINITY, f64::max);
    let strongest_db = highest(&mut found.clone().map(|(level, _)| level));
    let stands_db = highest(&mut found.map(|(_, stands)| stands));
    let verdict = match (count(&levels), levels[0].is_finite() || levels[1].is_finite()) {
        (0, _) => return None,
        (count, true) if count >= SURE_LINES => Verdict::Sure,
        (count, _) if count >= 2 => Verdict::Likely,
        _ => Verdict::Unclear,
    };
    let proof = vec![
        Proof::new("hum_lines", f64::from(count(&levels)), f64::from(SURE_LINES)),
        Proof::new("hum_dbfs", strongest_db, HUM_DBFS),
        Proof::new("over_background_db", stands_db, STANDS_DB),
    ];
    Some((verdict, levels, proof))
}

/// Level of a line that stands still, and how far it stands out.
fn standing(frames: &[&HumFrame], family: usize, line: usize) -> Option<(f64, f64)> {
    let sorted = |frames: &[&HumFrame], value: &dyn Fn(&HumFrame) -> f64| {
        let mut values: Vec<f64> = frames.iter().map(|frame| value(frame)).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let at = |values: &[f64], share: f64| values[(share * (values.len() - 1) as f64) as usize];
    let level = |frame: &HumFrame| power_to_db(f64::from(frame.lines[family][line]).max(1e-15));
    let out = |frame: &HumFrame| {
        level(frame) - power_to_db(f64::from(frame.beside[family][line]).max(1e-15))
    };
    let mut quiet = frames.to_vec();
    let beside = |frame: &HumFrame| frame.beside[family][line];
    quiet.sort_by(|a, b| beside(a).total_cmp(&beside(b)));
    quiet.truncate((frames.len() / 3).max(4));
    let (levels, stands) = (sorted(&quiet, &level), at(&sorted(&quiet, &out), 0.2));
    let usual = at(&levels, 0.5);
    let steady = 0.5 * (at(&levels, 0.9) - at(&levels, 0.1));
    let drops = usual - at(&sorted(frames, &level), 0.05);
    let is_hum =
        stands >= STANDS_DB && steady <= STEADY_DB && drops <= DROPS_DB && usual >= HUM_DBFS;
    is_hum.then_some((usual, stands))
}
