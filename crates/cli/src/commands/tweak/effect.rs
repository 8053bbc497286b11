//! What a sentence changed, as measured: the master, and each stem that it was about in its mix.

use std::fs;
use std::path::Path;

use policy::talk::Tweaked;
use recipe::{Recipe, Report};

use crate::args::RenderArgs;
use crate::commands::render;
use crate::errors::Fault;

/// Most stems that are told one by one.
const STEMS_MAX: usize = 8;

/// A recipe before the sentence, and its report where that lies beside it.
pub(super) struct Before<'a> {
    recipe: &'a Recipe,
    report: Option<Report>,
}

impl<'a> Before<'a> {
    pub(super) fn of(recipe: &'a Recipe, path: &Path) -> Self {
        let text = fs::read_to_string(path.with_file_name("report.json")).unwrap_or_default();
        let report = serde_json::from_str::<Report>(&text).ok();
        // A report of another state of the recipe would be a lie.
        let hash = recipe.hash();
        let report = report.filter(|report| report.recipe_hash.as_ref() == Some(&hash));
        Self { recipe, report }
    }

    /// Lines of before and after. Stems are measured in both mixes, which costs two runs of it.
    pub(super) fn against(
        &self,
        after: &Report,
        tweaked: &Tweaked,
        render: &RenderArgs,
    ) -> Result<String, Fault> {
        let was = |value: fn(&Report) -> Option<f64>| self.report.as_ref().and_then(value);
        let mut text = "\nMeasured, before and after:\n".to_owned();
        let lufs = |report: &Report| report.mastering_report.lufs_integrated;
        let dbtp = |report: &Report| report.mastering_report.true_peak_dbtp;
        text += &line("master", was(lufs), lufs(after), "LUFS");
        text += &line("master, true peak", was(dbtp), dbtp(after), "dBTP");
        let stems = self.stems(tweaked);
        if !stems.is_empty() && tweaked.changed {
            let recipes = [&with_stems_of(self.recipe, &tweaked.recipe), &tweaked.recipe];
            let shares = render::shares(render, recipes, &stems)?;
            if let [before, after] = shares.as_slice() {
                text += &line("mix", Some(before.mix_lufs), Some(after.mix_lufs), "LUFS");
                for stem in &stems {
                    let in_mix = |shares: &engine::Shares| {
                        shares.stems_lufs.get(stem).map(|lufs| lufs - shares.mix_lufs)
                    };
                    let name = &tweaked.recipe.session.stems[*stem].id;
                    let name = format!("{name}, against the mix");
                    text += &line(&name, in_mix(before), in_mix(after), "LU");
                }
            }
        }
        Ok(text)
    }

    /// Stems that the sentence's moves work on.
    fn stems(&self, tweaked: &Tweaked) -> Vec<usize> {
        let added = tweaked.recipe.moves.iter().filter(|one| tweaked.added.contains(&one.id));
        let targets: Vec<&str> = added.map(|one| one.target.as_str()).collect();
        let stems = tweaked.recipe.session.stems.iter().enumerate();
        let about = stems.filter(|(_, stem)| targets.contains(&stem.id.as_str()));
        about.map(|(index, _)| index).take(STEMS_MAX).collect()
    }
}

/// The recipe before, with its stems found from where the new one lies.
fn with_stems_of(before: &Recipe, after: &Recipe) -> Recipe {
    let mut recipe = before.clone();
    recipe.session.stems.clone_from(&after.session.stems);
    recipe
}

fn line(what: &str, before: Option<f64>, after: Option<f64>, unit: &str) -> String {
    let number = |value: Option<f64>| match value {
        Some(value) if value.is_finite() => format!("{value:.2}"),
        Some(_) => "silent".into(),
        None => "unknown".into(),
    };
    let change = match (before, after) {
        (Some(before), Some(after)) if (after - before).is_finite() => {
            format!(" ({:+.2})", after - before)
        }
        _ => String::new(),
    };
    format!("  {what:<30} {:>8} -> {:>8} {unit}{change}\n", number(before), number(after))
}
