//! Which parts sound alike.

use super::bars::Bars;
use super::bounds::apart;

/// Parts whose means are nearer than this (squared) share a label.
const ALIKE: f64 = 0.045;

/// Letters there are.
const LABELS_MAX: usize = 26;

/// A label for each part between two bounds: 0 for the first and all that sound like it.
pub(crate) fn labels(bars: &Bars, bounds: &[usize]) -> Vec<usize> {
    let means: Vec<Vec<f64>> = bounds.windows(2).map(|part| bars.mean(part[0]..part[1])).collect();
    let mut labels: Vec<usize> = Vec::new();
    for (part, mean) in means.iter().enumerate() {
        let nearest = (0..part)
            .map(|other| (apart(mean, &means[other]), labels[other]))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let fresh = labels.iter().max().map_or(0, |most| most + 1);
        labels.push(match nearest {
            Some((distance, label)) if distance < ALIKE || fresh >= LABELS_MAX => label,
            _ => fresh,
        });
    }
    labels
}
