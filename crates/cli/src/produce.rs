//! One run from files to files: what `mix`, `master` and `render` have in common.

use std::path::Path;

use engine::{Done, EngineError, Io, RunSettings, Slot, Stage, Store, Version};
use media::{BextLoudness, Tags};
use recipe::{Brief, Recipe, Report, Sources};

use crate::args::RunArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs;
use crate::progress::{Show, Watch};
use crate::store::{Files, OutFolder, StemFile, Writing};
use crate::{page, store, summary, words};

/// What a run needs besides what the engine decides.
pub(crate) struct Production<'a> {
    pub(crate) out: OutFolder,
    pub(crate) stems: Vec<StemFile>,
    /// What must not be overwritten.
    pub(crate) inputs: Vec<&'a Path>,
    pub(crate) brief: &'a Brief,
    pub(crate) tags: Tags,
    /// The premaster is a result, too.
    pub(crate) keep_premaster: bool,
    pub(crate) export_stems: bool,
    /// And so is the plain sum of the stems.
    pub(crate) keep_rough: bool,
    /// And so are the levels over time.
    pub(crate) keep_levels: bool,
    /// And so are these records.
    pub(crate) references: Vec<&'a Path>,
    pub(crate) run: RunArgs,
    pub(crate) crew: &'a Threads,
    pub(crate) watch: Watch,
    /// Of measurements; nothing else is kept from run to run.
    pub(crate) cache: Option<&'a Cache>,
}

/// Stages of a mix.
pub(crate) const MIX: &[Stage] =
    &[Stage::Listen, Stage::Mix, Stage::Master, Stage::Finish, Stage::Verify, Stage::Preview];

/// Stages of a recipe rendered again.
pub(crate) const RENDER: &[Stage] =
    &[Stage::Mix, Stage::Master, Stage::Finish, Stage::Verify, Stage::Preview];

/// Start of the names of jobs that decide nothing.
pub(crate) const RENDERED: &str = "render";

/// Names of the documents.
pub(crate) const REPORT: &str = "report.json";
const RECIPE: &str = "recipe.json";
const LEVELS: &str = "levels.json";
pub(crate) const PAGE: &str = "report.html";

/// What the edge knows and the report shall say.
pub(crate) struct Known {
    /// What kind of run it is, the start of the job's name.
    pub(crate) kind: &'static str,
    pub(crate) targets_from: Option<Sources>,
    /// What was odd about each stem, in the session's order.
    pub(crate) stem_warnings: Vec<Vec<String>>,
}

impl RunArgs {
    /// Settings for the engine.
    pub(crate) fn settings(&self, export_stems: bool) -> RunSettings {
        let default = RunSettings::default();
        let block_frames = self.block_frames().unwrap_or(default.block_frames);
        let players = cfg!(feature = "mp3");
        RunSettings { block_frames, export_stems, players, ..default }
    }

    /// How progress is shown.
    pub(crate) fn show(&self) -> Show {
        match (self.supervised, self.talks()) {
            (true, _) => Show::Supervised,
            (false, true) => Show::Fitting,
            (false, false) => Show::Nothing,
        }
    }
}

impl Production<'_> {
    /// Lets the engine `work`, writes what it says, gives every file its name and sums it up.
    pub(crate) fn produce(
        self,
        known: Known,
        work: impl FnOnce(RunSettings, Io<'_>) -> Result<Done, EngineError>,
    ) -> Result<Report, Fault> {
        let writing = Writing {
            delivery: self.brief.delivery.clone(),
            seed: self.brief.seed,
            tags: inputs::tags_over(self.tags.clone(), &self.brief.delivery.tags),
            ..Writing::default()
        };
        let files = Files::new(self.stems.clone(), &self.out, writing).remembering(self.cache);
        let mut documents = [REPORT, RECIPE, PAGE].map(str::to_owned).to_vec();
        documents.extend(self.keep_levels.then(|| LEVELS.to_owned()));
        self.out.check(
            &[self.names(&files), documents.clone()].concat(),
            &[&self.inputs[..], &self.references].concat(),
        )?;
        self.room()?;
        let settings = self.run.settings(self.export_stems);
        self.watch.begin();
        let done = work(settings, (&files as &dyn Store, self.crew, &self.watch));
        self.watch.done();
        let Done { recipe, mut report, levels } = done?;
        report.deliveries = files.deliver(&self.out)?;
        if self.keep_rough {
            files.lengthen_rough(&self.out)?;
        }
        files.keep_references(&self.out, &self.references)?;
        self.tell_loudness(&files, &report)?;
        let mut names = self.names(&files);
        names.retain(|name| self.out.unfinished(name).exists());
        names.extend(documents);
        let known = self.heard_on_the_way(known, &files);
        self.complete(&mut report, known, &names);
        self.out.write(REPORT, &report.to_json())?;
        self.out.write(PAGE, &page::of(&report, |name| self.out.unfinished(name)))?;
        self.out.write(RECIPE, &recipe.to_json())?;
        if self.keep_levels {
            self.out.write(LEVELS, &levels.to_json())?;
        }
        if let Some(path) = &self.run.timings {
            self.watch.write(path)?;
        }
        let (run, folder) = (self.run, self.out.path().to_owned());
        self.out.publish(&names)?;
        if run.talks() {
            words::data(&summary::of(&report, &recipe, &folder));
        }
        Ok(report)
    }

    /// Refuses a run for which there is plainly no room.
    fn room(&self) -> Result<(), Fault> {
        let open = self.stems.iter().filter_map(|stem| inputs::open(&stem.path).ok());
        let lengths = open.filter_map(|decoder| {
            let info = decoder.info();
            let frames = info.frames?;
            Some((frames as f64 / f64::from(info.sample_rate_hz), info.sample_rate_hz))
        });
        let longest = lengths.max_by(|(a, _), (b, _)| a.total_cmp(b));
        let Some((seconds, rate_hz)) = longest else { return Ok(()) };
        let stems = if self.export_stems { self.stems.len() + 1 } else { 0 };
        let delivery = &self.brief.delivery;
        store::Room { seconds, rate_hz, stems, delivery }.check(self.out.path())
    }

    /// Audio that this run may write.
    fn names(&self, files: &Files<'_>) -> Vec<String> {
        let mut slots = vec![Slot::Master, Slot::Preview];
        slots.extend(Version::ALL.map(Slot::Player));
        if self.keep_premaster {
            slots.push(Slot::Premaster);
        }
        if self.keep_rough {
            slots.push(Slot::Rough);
        }
        if self.export_stems {
            slots.extend((0..self.stems.len()).map(Slot::Processed));
            slots.push(Slot::Returns);
        }
        let mut names: Vec<String> = slots.into_iter().map(|slot| files.name(slot)).collect();
        names.extend(files.copy_names());
        names.extend((0..self.references.len()).map(store::reference_name));
        names
    }

    /// Writes what was measured of the master into its header, where it has a place for that.
    fn tell_loudness(&self, files: &Files<'_>, report: &Report) -> Result<(), Fault> {
        let (Some(after), true) =
            (&report.after, store::tells_loudness(self.brief.delivery.format))
        else {
            return Ok(());
        };
        let name = files.name(Slot::Master);
        let loudness = BextLoudness {
            integrated_lufs: after.integrated_lufs,
            range_lu: after.range_lu,
            true_peak_dbtp: after.true_peak_dbtp,
            momentary_max_lufs: after.momentary_max_lufs,
            short_term_max_lufs: after.short_term_max_lufs,
        };
        store::tell_loudness(&self.out.unfinished(&name), &name, loudness)
    }

    /// Warns of what the headers did not tell.
    fn heard_on_the_way(&self, mut known: Known, files: &Files<'_>) -> Known {
        known.stem_warnings.resize(self.stems.len(), Vec::new());
        for (index, warning) in files.warnings() {
            if self.run.talks() {
                words::warn(&[format!("`{}`: {warning}", self.stems[index].path.display())]);
            }
            known.stem_warnings[index].push(warning);
        }
        known
    }

    /// Fills in what only the edge knows.
    fn complete(&self, report: &mut Report, known: Known, names: &[String]) {
        let digits = report.recipe_hash.iter().flat_map(|hash| hash.chars().skip(3).take(12));
        let own = || format!("{}-{}", known.kind, digits.collect::<String>());
        report.job_id = self.run.job_id.clone().unwrap_or_else(own);
        report.processing_time_seconds = Some((self.watch.seconds() * 1e3).round() / 1e3);
        report.targets_from = known.targets_from.or(report.targets_from);
        report.files = names.to_vec();
        for player in report.pictures.iter_mut().flat_map(|pictures| &mut pictures.players) {
            player.file = page::file(&player.name);
        }
        for (stem, warnings) in report.input_analysis.stems.iter_mut().zip(known.stem_warnings) {
            stem.warnings.extend(warnings);
        }
    }
}

/// Ends a command: its report as data where that is wanted, and its promises held against it.
pub(crate) fn end(report: &Report, run: &RunArgs) -> Result<(), Fault> {
    if run.json {
        words::data(&report.to_json());
    }
    promises(report)
}

/// What must never be delivered quietly: a peak over the ceiling, or a miss without a reason.
pub(crate) fn promises(report: &Report) -> Result<(), Fault> {
    let qc = &report.qc_results;
    if !qc.checks.true_peak_safe {
        let found = report.mastering_report.true_peak_dbtp;
        let found = found.map_or("unknown".into(), |peak| format!("{peak:.2}"));
        let message = format!("the true peak of the master is {found} dBTP, over its ceiling");
        return Err(Fault::worded(Code::Promise, &message));
    }
    // A recipe is rendered as it stands: its targets were those of the run that wrote it.
    let decided = !report.job_id.starts_with(RENDERED);
    if decided && !qc.checks.all() && qc.warnings.is_empty() {
        let message = "the master misses its targets, and no guardrail is the reason";
        return Err(Fault::worded(Code::Promise, message));
    }
    Ok(())
}

/// Writes a recipe that is not rendered.
pub(crate) fn deliver_plan(
    out: OutFolder,
    recipe: &Recipe,
    inputs: &[&Path],
    run: &RunArgs,
) -> Result<(), Fault> {
    let names = [RECIPE.to_owned()];
    out.check(&names, inputs)?;
    out.write(RECIPE, &recipe.to_json())?;
    let folder = out.path().to_owned();
    out.publish(&names)?;
    if run.json {
        words::data(&recipe.to_json());
    } else if !run.quiet {
        words::data(&summary::of_plan(recipe, &folder));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(job: &str, lufs_in_range: bool, true_peak_safe: bool) -> Report {
        let mut report = Report { job_id: job.into(), ..Report::default() };
        let checks = &mut report.qc_results.checks;
        (checks.lufs_in_range, checks.true_peak_safe) = (lufs_in_range, true_peak_safe);
        (checks.stereo_width_safe, checks.mono_compatible) = (true, true);
        checks.crest_factor_preserved = true;
        report
    }

    fn code(report: &Report) -> Option<Code> {
        promises(report).err().map(|fault| fault.code)
    }

    #[test]
    fn a_master_over_its_ceiling_is_an_error_whatever_its_reason() {
        let mut over = report("mix-1", true, false);
        over.qc_results.warnings.push("a reason".into());
        over.mastering_report.true_peak_dbtp = Some(-0.5);
        assert_eq!(code(&over), Some(Code::Promise));
        assert!(promises(&over).unwrap_err().lines().contains("-0.50 dBTP, over its ceiling"));
        assert_eq!(code(&report("render-1", true, false)), Some(Code::Promise));
    }

    #[test]
    fn a_missed_target_is_an_error_unless_a_reason_is_given() {
        let mut missed = report("mix-1", false, true);
        assert_eq!(code(&missed), Some(Code::Promise));
        missed.qc_results.warnings.push("the limiter would take 6 dB".into());
        assert_eq!(code(&missed), None);
        assert_eq!(code(&report("render-1", false, true)), None);
        assert_eq!(code(&report("mix-1", true, true)), None);
    }
}
