//! Which parts sound alike.

use super::bars::Bars;
use super::bounds::apart;

/// Parts share a label when their means are nearer (squared) than this share of what the more
/// alike quarter of neighbours differ by (they do differ, or there would be no boundary between
/// them), or nearer than the least that is heard.
const ALIKE_SHARE: f64 = 0.5;
const ALIKE_LEAST: f64 = 0.01;

/// Letters there are.
const LABELS_MAX: usize = 26;

/// A label for each part between two bounds: 0 for the first and all that sound like it.
pub(crate) fn labels(bars: &Bars, bounds: &[usize]) -> Vec<usize> {
    let means: Vec<Vec<f64>> = bounds.windows(2).map(|part| bars.mean(part[0]..part[1])).collect();
    let mut steps: Vec<f64> = means.windows(2).map(|pair| apart(&pair[0], &pair[1])).collect();
    steps.sort_by(f64::total_cmp);
    let small = steps.get(steps.len() / 4).copied().unwrap_or(0.0);
    let alike = ALIKE_LEAST.max(ALIKE_SHARE * small);
    let mut labels: Vec<usize> = Vec::new();
    for (part, mean) in means.iter().enumerate() {
        let nearest = (0..part)
            .map(|other| (apart(mean, &means[other]), labels[other]))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let fresh = labels.iter().max().map_or(0, |most| most + 1);
        labels.push(match nearest {
            Some((distance, label)) if distance < alike || fresh >= LABELS_MAX => label,
            _ => fresh,
        });
    }
    labels
}
