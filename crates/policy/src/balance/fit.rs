//! Fits places to human balances: a ridge regression within songs, weighed by trust.
//!
//! A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12(1), 1970. Levels mean something
//! only against the other stems of a song, so each song's weighted mean is taken out of clues and
//! levels. Residuals are weighed by Huber's rule (P. J. Huber, Ann. Math. Stat. 35(1), 1964),
//! tighter below: stems that were mixed almost to silence say little.

use recipe::Role;

use super::clues::NAMES;
use super::prior::{GROUPS, Prior, Stem, group_index, role_index, usual_lu};

/// A song as people balanced it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Stems at their human levels, with their true roles.
    pub stems: Vec<Stem>,
    /// What the song counts for: recorded and produced music more than renders.
    pub weight: f64,
}

/// Penalties of clues, of the usual place, and of roles and groups: found by leaving songs out;
/// half or double of each changes the error by less than 0.1 LU.
const CLUE_PENALTY: f64 = 20.0;
const USUAL_PENALTY: f64 = 40.0;
const ROLE_PENALTY: f64 = 15.0;

/// Songs with more stems than this count no more.
const STEMS_COUNT: f64 = 6.0;

/// Residuals over which a stem counts less, below and above its place, in LU.
const BEND_LU: [f64; 2] = [5.0, 7.0];

/// Parts into which songs are cut to learn how far unseen ones scatter.
const FOLDS: usize = 8;

/// Residuals count for no more than this in the spread, in LU.
const RESIDUAL_MAX_LU: f64 = 8.0;

const CLUES: usize = NAMES.len();
const ROLE_COLUMNS: usize = CLUES + 1 + GROUPS + Role::ALL.len();

/// Places that fit `lessons` best.
#[must_use]
pub fn fit(lessons: &[Lesson]) -> Prior {
    let mut prior = fit_means(lessons);
    let mut squares = [0.0; 2];
    let mut weights = 0.0;
    for fold in 0..FOLDS {
        let (tested, learnt): (Vec<_>, Vec<_>) =
            lessons.iter().cloned().enumerate().partition(|(index, _)| index % FOLDS == fold);
        let learnt: Vec<Lesson> = learnt.into_iter().map(|(_, lesson)| lesson).collect();
        let prior = fit_means(&learnt);
        for (_, lesson) in tested {
            for (square, trust) in squares.iter_mut().zip([0.0, 1.0]) {
                *square += stem_weight(&lesson) * residual_squares(&lesson, &prior, trust);
            }
            weights += stem_weight(&lesson) * (lesson.stems.len() as f64 - 1.0).max(0.0);
        }
    }
    if weights > 0.0 {
        prior.spread_lu = squares.map(|square| (square / weights).sqrt().max(1.0));
    }
    prior
}

fn stem_weight(lesson: &Lesson) -> f64 {
    lesson.weight * (STEMS_COUNT / (lesson.stems.len() as f64).max(1.0)).min(1.0)
}

fn residual_squares(lesson: &Lesson, prior: &Prior, trust: f64) -> f64 {
    let off = |stem: &Stem| stem.lufs - prior.place(&Stem { trust, heard: None, ..*stem }).lufs;
    let offs: Vec<f64> = lesson.stems.iter().map(off).collect();
    let middle = median(&offs);
    let held = |off: &f64| (off - middle).clamp(-RESIDUAL_MAX_LU, RESIDUAL_MAX_LU);
    offs.iter().map(|off| held(off) * held(off)).sum()
}

fn fit_means(lessons: &[Lesson]) -> Prior {
    let mut prior = Prior::flat();
    let by_sound = ridge(lessons, |stem| stem.clues.to_vec(), &[CLUE_PENALTY; CLUES]);
    prior.by_sound.copy_from_slice(&by_sound);
    let mut penalties = [ROLE_PENALTY; ROLE_COLUMNS];
    penalties[..CLUES].fill(CLUE_PENALTY);
    penalties[CLUES] = USUAL_PENALTY;
    let by_role = ridge(lessons, role_row, &penalties);
    prior.by_role.copy_from_slice(&by_role[..CLUES]);
    prior.usual = by_role[CLUES];
    prior.groups.copy_from_slice(&by_role[CLUES + 1..CLUES + 1 + GROUPS]);
    prior.roles.copy_from_slice(&by_role[CLUES + 1 + GROUPS..]);
    let mut sums = [0.0; 2];
    let mut weights = 0.0;
    for lesson in lessons {
        for stem in &lesson.stems {
            for (sum, trust) in sums.iter_mut().zip([0.0, 1.0]) {
                *sum +=
                    stem_weight(lesson) * prior.place(&Stem { trust, heard: None, ..*stem }).lufs;
            }
            weights += stem_weight(lesson);
        }
    }
    if weights > 0.0 {
        prior.zero = sums.map(|sum| sum / weights);
    }
    prior
}

fn role_row(stem: &Stem) -> Vec<f64> {
    let mut row = vec![0.0; ROLE_COLUMNS];
    row[..CLUES].copy_from_slice(&stem.clues);
    row[CLUES] = usual_lu(stem.role);
    row[CLUES + 1 + group_index(stem.role.group())] = 1.0;
    row[CLUES + 1 + GROUPS + role_index(stem.role)] = 1.0;
    row
}

/// One stem in the regression.
struct Row {
    values: Vec<f64>,
    lufs: f64,
    weight: f64,
    /// What it counts for beside its weight, by its residual.
    trust: f64,
}

fn ridge(lessons: &[Lesson], row: impl Fn(&Stem) -> Vec<f64>, penalties: &[f64]) -> Vec<f64> {
    let rows = |lesson: &Lesson| -> Vec<Row> {
        let weight = stem_weight(lesson);
        let one = |stem| Row { values: row(stem), lufs: stem.lufs, weight, trust: 1.0 };
        lesson.stems.iter().map(one).collect()
    };
    let mut songs: Vec<Vec<Row>> = lessons.iter().map(rows).collect();
    let mut weights = vec![0.0; penalties.len()];
    // Four rounds of Huber's weights: a fifth moves no weight by 0.05.
    for _ in 0..4 {
        let (mut square, mut right) = normal_equations(&songs, penalties.len());
        for (index, penalty) in penalties.iter().enumerate() {
            square[index][index] += penalty;
        }
        weights = solve(&mut square, &mut right);
        for song in &mut songs {
            doubt(song, &weights);
        }
    }
    weights
}

fn doubt(song: &mut [Row], weights: &[f64]) {
    let predict = |row: &Row| -> f64 { row.values.iter().zip(weights).map(|(x, w)| x * w).sum() };
    let residuals: Vec<f64> = song.iter().map(|row| row.lufs - predict(row)).collect();
    let middle = median(&residuals);
    for (row, residual) in song.iter_mut().zip(&residuals) {
        let off = residual - middle;
        let bend = if off < 0.0 { BEND_LU[0] } else { BEND_LU[1] };
        row.trust = 1.0 / (off.abs() / bend).max(1.0);
    }
}

fn normal_equations(songs: &[Vec<Row>], columns: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut square = vec![vec![0.0; columns]; columns];
    let mut right = vec![0.0; columns];
    for song in songs {
        let total: f64 = song.iter().map(|row| row.weight * row.trust).sum();
        if total <= 0.0 {
            continue;
        }
        let mean = |of: &dyn Fn(&Row) -> f64| {
            song.iter().map(|row| row.weight * row.trust * of(row)).sum::<f64>() / total
        };
        let middle: Vec<f64> = (0..columns).map(|column| mean(&|row| row.values[column])).collect();
        let lufs = mean(&|row| row.lufs);
        for row in song {
            let off: Vec<f64> = row.values.iter().zip(&middle).map(|(x, mean)| x - mean).collect();
            let weight = row.weight * row.trust;
            for (index, x) in off.iter().enumerate() {
                right[index] += weight * x * (row.lufs - lufs);
                for (sum, y) in square[index].iter_mut().zip(&off) {
                    *sum += weight * x * y;
                }
            }
        }
    }
    (square, right)
}

/// Gauss's elimination without pivoting: a penalised normal matrix is positive definite.
fn solve(square: &mut [Vec<f64>], right: &mut [f64]) -> Vec<f64> {
    let count = right.len();
    for pivot in 0..count {
        let row = square[pivot].clone();
        for below in pivot + 1..count {
            let factor = square[below][pivot] / row[pivot];
            for (value, above) in square[below].iter_mut().zip(&row).skip(pivot) {
                *value -= factor * above;
            }
            right[below] -= factor * right[pivot];
        }
    }
    let mut solution = vec![0.0; count];
    for index in (0..count).rev() {
        let known: f64 = (index + 1..count).map(|at| square[index][at] * solution[at]).sum();
        solution[index] = (right[index] - known) / square[index][index];
    }
    solution
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        count if count % 2 == 0 => 0.5 * (sorted[middle - 1] + sorted[middle]),
        _ => sorted[middle],
    }
}
