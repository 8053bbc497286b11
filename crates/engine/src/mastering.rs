//! The mastering loop: shape once, then find the gain, limit, read back, judge, adjust.

use measure::Measurement;
use recipe::{Amounts, Family, Guardrails, Recipe, fold};

use crate::master::{
    ChainOutcome, FinishOutcome, Forecast, Verified, finish, shape, verify,
};
use crate::order::RunSettings;
use crate::qc::{Fix, Promise, ROUNDS_MAX, Verdict};
use crate::run::delivered;
use crate::{EngineError, Io, Tuning};

/// Most gain before the limiter, in dB: more would lift the noise of an all but empty file.
const GAIN_MAX_DB: f64 = 40.0;

/// A finished master and all that is known about it.
pub(crate) struct Mastered {
    pub(crate) chain: ChainOutcome,
    pub(crate) finish: FinishOutcome,
    pub(crate) verified: Verified,
    pub(crate) verdict: Verdict,
    pub(crate) warnings: Vec<String>,
}

/// One run of the loop; the recipe's master moves are adjusted in place.
pub(crate) struct Mastering<'a> {
    recipe: &'a mut Recipe,
    premaster: &'a Measurement,
    settings: RunSettings,
    io: Io<'a>,
    rails: Guardrails,
}

impl<'a> Mastering<'a> {
    pub(crate) fn new(
        recipe: &'a mut Recipe,
        premaster: &'a Measurement,
        settings: RunSettings,
        io: Io<'a>,
    ) -> Self {
        Self { recipe, premaster, settings, io, rails: Guardrails::default() }
    }

    pub(crate) fn run(mut self) -> Result<Mastered, EngineError> {
        let mut aim_lufs = self.aim_lufs();
        let mut chain = self.shape()?;
        self.set_first_gain(&chain, aim_lufs)?;
        let mut stopped_by: Option<String> = None;
        let mut round = 0;
        loop {
            let (finished, verified) = self.finish()?;
            let promise = Promise { brief: &self.recipe.brief, rails: &self.rails, aim_lufs };
            let mut verdict =
                promise.judge(self.premaster, &verified, finished.limiter.average_db);
            if let Some(words) = verdict.stopped_by.take() {
                // From here on the master aims at what the guardrail leaves.
                aim_lufs = verified.measurement.loudness.integrated_lufs
                    + loudness_fix(&verdict.fixes).unwrap_or(0.0);
                stopped_by = Some(words);
            }
            if verdict.fixes.is_empty() || round == ROUNDS_MAX {
                verdict.stopped_by = stopped_by;
                let warnings = self.warnings(&verdict, &verified);
                return Ok(Mastered { chain, finish: finished, verified, verdict, warnings });
            }
            let fixes = std::mem::take(&mut verdict.fixes);
            if self.apply(&fixes, &chain)? {
                chain = self.shape()?;
            }
            round += 1;
        }
    }

    /// The loudness that the wish comes to, once its amount is taken into account.
    fn aim_lufs(&self) -> f64 {
        let target = self.recipe.brief.lufs;
        let share = loudness_share(&self.recipe.brief.amounts).min(1.0);
        let start = self.premaster.loudness.integrated_lufs;
        if share < 1.0 { start + share * (target - start) } else { target }
    }

    fn shape(&self) -> Result<ChainOutcome, EngineError> {
        let session = &self.recipe.session;
        let length = (session.sample_rate_hz, session.frames + session.tail_frames);
        let console = fold(self.recipe)?;
        shape(&console.master, length, self.settings.block_frames, self.io)
    }

    fn finish(&self) -> Result<(FinishOutcome, Verified), EngineError> {
        let console = fold(self.recipe)?;
        let (length, block_frames) = (delivered(self.recipe), self.settings.block_frames);
        let finished = finish(&console.master, length, block_frames, self.io)?;
        Ok((finished, verify(length, block_frames, self.io)?))
    }

    fn set_first_gain(&mut self, chain: &ChainOutcome, aim_lufs: f64) -> Result<(), EngineError> {
        let ceiling_dbtp = self.recipe.brief.ceiling_dbtp;
        let mut forecast = Forecast::new(&chain.scratch.envelope, ceiling_dbtp);
        let gain_db = forecast.solve(aim_lufs, GAIN_MAX_DB).gain_db;
        let share = loudness_share(&self.recipe.brief.amounts);
        Tuning(self.recipe).set_loudness(gain_db, share);
        Ok(())
    }

    /// Adjusts the moves; true when the chain before the limiter has to run again.
    fn apply(&mut self, fixes: &[Fix], chain: &ChainOutcome) -> Result<bool, EngineError> {
        let master = fold(self.recipe)?.master;
        let share = loudness_share(&self.recipe.brief.amounts);
        let ceiling_dbtp = f64::from(master.limiter.ceiling_dbtp);
        let gain_db = f64::from(master.loudness_db);
        let mut reshape = false;
        for fix in fixes {
            match *fix {
                Fix::Loudness { by_db } => {
                    let mut forecast = Forecast::new(&chain.scratch.envelope, ceiling_dbtp);
                    let gain_db = gain_db + by_db / forecast.slope(gain_db);
                    Tuning(self.recipe).set_loudness(gain_db.min(GAIN_MAX_DB), share);
                }
                Fix::Ceiling { by_db } => Tuning(self.recipe).lower_ceiling(by_db),
                Fix::Side { by_db } => {
                    Tuning(self.recipe).narrow(by_db);
                    reshape = true;
                }
            }
        }
        Ok(reshape)
    }

    fn warnings(&self, verdict: &Verdict, verified: &Verified) -> Vec<String> {
        let brief = &self.recipe.brief;
        let found = &verified.measurement;
        let mut warnings = Vec::new();
        if !verdict.checks.lufs_in_range {
            let lufs = found.loudness.integrated_lufs;
            let why = match &verdict.stopped_by {
                Some(words) => format!("stopped early, because {words}"),
                None if loudness_share(&brief.amounts) < 1.0 => {
                    "the amount of loudness is under 100 %".to_owned()
                }
                None => format!(
                    "{ROUNDS_MAX} rounds of adjustment were not enough; the material may be too \
                     short or too sparse for it"
                ),
            };
            warnings.push(format!(
                "the master has {lufs:.2} LUFS, {:.2} LUFS was asked for: {why}",
                brief.lufs
            ));
        }
        if !verdict.checks.true_peak_safe {
            warnings.push(format!(
                "the true peak is {:.2} dBTP, {:.2} dBTP was asked for",
                found.peaks.true_dbtp, brief.ceiling_dbtp
            ));
        }
        if !verdict.checks.mono_compatible {
            warnings.push(format!(
                "left and right correlate by {:.2}, at least {:.2} is safe in mono",
                found.stereo.correlation, self.rails.correlation_min
            ));
        }
        let psr_db = found.dynamics.psr_p5_db;
        if !self.rails.psr_kept(psr_db, brief.lufs) {
            warnings.push(format!(
                "the densest passages have peaks {psr_db:.1} dB over their loudness, {:.1} dB \
                 keeps their punch",
                self.rails.psr_min_db.at(brief.lufs)
            ));
        }
        warnings
    }
}

fn loudness_share(amounts: &Amounts) -> f64 {
    f64::from(Family::Loudness.share(amounts))
}

fn loudness_fix(fixes: &[Fix]) -> Option<f64> {
    fixes.iter().find_map(|fix| match fix {
        Fix::Loudness { by_db } => Some(*by_db),
        _ => None,
    })
}
