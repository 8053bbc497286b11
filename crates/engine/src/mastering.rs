//! The mastering loop: shape once, then find the gain, limit, read back, judge, adjust.

use measure::Measurement;
use recipe::{Amounts, Family, Guardrails, Recipe, fold};

use crate::coded::{CodecCheck, PASSES_MAX};
use crate::master::{
    ChainOutcome, FinishOutcome, Forecast, Verified, finish, rehearse, shape, verify,
};
use crate::order::RunSettings;
use crate::qc::{Broken, Fix, Promise, ROUNDS_MAX, Verdict};
use crate::run::delivered;
use crate::{EngineError, Io, Tuning};

/// Most gain before the limiter, in dB: more would lift the noise of an all but empty file.
const GAIN_MAX_DB: f64 = 40.0;

/// Average gain reduction, in dB, under which the limiter is taken to do nothing.
const RESTING_DB: f64 = 0.01;

/// Loudness that a dB of gain has to bring, in LU; under it the limiter only flattens.
const WORTH_LU_PER_DB: f64 = 0.25;

/// The same where loudness goes before everything: what is left then is the end of the road.
const WORTH_AT_ANY_COST: f64 = 0.05;

/// Most that one round raises the gain, in dB: on a flat stretch a slope says little.
const RAISE_MAX_DB: f64 = 6.0;

/// How far inside a guardrail a master that stopped early is put, in dB. Each time that this was
/// not far enough, it is three times as much.
const STOP_MARGIN_DB: f64 = 0.1;

/// Average reduction of a band in the loudest passage, in dB: the guardrail of 3 dB with room for
/// what a rehearsal cannot hear.
const BAND_AIM_DB: f64 = 2.0;

/// Rehearsals before the chain runs over the whole song.
const REHEARSALS: usize = 2;

/// A finished master and all that is known about it.
pub(crate) struct Mastered {
    pub(crate) chain: ChainOutcome,
    pub(crate) finish: FinishOutcome,
    pub(crate) verified: Verified,
    pub(crate) verdict: Verdict,
    /// The guardrail at which the loudness stopped.
    pub(crate) stopped_by: Option<Broken>,
    pub(crate) warnings: Vec<String>,
    /// The master after lossy coding, where that was asked.
    pub(crate) coded: CodecCheck,
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
        self.settle_bands()?;
        self.land()
    }

    /// Finds gain and ceiling for a chain that stands.
    pub(crate) fn land(mut self) -> Result<Mastered, EngineError> {
        let mut aim_lufs = self.aim_lufs();
        let mut chain = self.shape()?;
        self.set_first_gain(&chain, aim_lufs)?;
        let mut stopped_by: Option<Broken> = None;
        let mut margin_db = STOP_MARGIN_DB;
        let mut tried = Vec::new();
        let mut coded = CodecCheck::default();
        let mut rounds_for_codecs = 0;
        for round in 0.. {
            let (finish, verified) = self.finish()?;
            let promise = Promise { brief: &self.recipe.brief, rails: &self.rails, aim_lufs };
            let average_db = finish.limiter.average_db;
            let mut verdict = promise.judge(self.premaster, &verified, average_db);
            if stopped_by.is_some() && verdict.broken.is_none() {
                // Inside the guardrail that stopped it, the loudness is what it is.
                verdict.fixes.retain(|fix| !matches!(fix, Fix::Loudness { .. }));
            }
            let gain_db = f64::from(fold(self.recipe)?.master.loudness_db);
            tried.push((gain_db, verified.measurement.loudness.integrated_lufs));
            let presses_on = self.recipe.brief.loudness_priority;
            let worth = if presses_on { WORTH_AT_ANY_COST } else { WORTH_LU_PER_DB };
            if let Some(exhausted) = exhausted(&tried, &verdict.fixes, worth) {
                verdict.fixes.retain(|fix| !matches!(fix, Fix::Loudness { .. }));
                stopped_by = stopped_by.or(Some(exhausted));
            }
            let is_done = verdict.fixes.is_empty() && verdict.broken.is_none();
            // Stepping back into a guardrail is worth two rounds more, and so is loudness that goes
            // before everything.
            let is_worth_more = verdict.broken.is_some() || presses_on;
            let rounds = if is_worth_more { ROUNDS_MAX + 2 } else { ROUNDS_MAX };
            if is_done || round >= rounds + rounds_for_codecs {
                if self.lower_for_codecs(&mut coded, &verified)? {
                    rounds_for_codecs = round + 1;
                    continue;
                }
                let stopped_by = verdict.broken.or(stopped_by);
                let mut warnings =
                    self.warnings(&verdict, stopped_by, &verified, finish.clipped_samples);
                let asked = self.recipe.brief.delivery.codec_ceiling_dbtp;
                warnings.extend(asked.iter().flat_map(|ceiling| coded.warnings(*ceiling)));
                return Ok(Mastered {
                    chain,
                    finish,
                    verified,
                    verdict,
                    stopped_by,
                    warnings,
                    coded,
                });
            }
            if let Some(broken) = verdict.broken {
                // From here on the master aims at what the guardrail leaves.
                let lufs = verified.measurement.loudness.integrated_lufs;
                aim_lufs = lufs + self.step_back(broken, margin_db, &chain)?;
                margin_db *= 3.0;
                stopped_by = stopped_by.or(Some(broken));
            }
            if self.apply(&verdict.fixes, &chain, &tried)? {
                chain = self.shape()?;
            }
        }
        unreachable!("the loop ends by its last round")
    }

    /// Holds the master against lossy coders. True when the ceiling was lowered, and the master has
    /// to be finished again.
    fn lower_for_codecs(
        &mut self,
        coded: &mut CodecCheck,
        verified: &Verified,
    ) -> Result<bool, EngineError> {
        let Some(ceiling_dbtp) = self.recipe.brief.delivery.codec_ceiling_dbtp else {
            return Ok(false);
        };
        let over_db = coded.run(ceiling_dbtp, &verified.measurement, self.io)?;
        let Some(over_db) = over_db.filter(|_| coded.passes <= PASSES_MAX) else {
            return Ok(false);
        };
        Tuning(self.recipe).lower_ceiling(-over_db);
        Ok(true)
    }

    /// Long-term spectra do not say how much each band moves: the loudest passage does. Where a
    /// band of the multiband compressor takes too much there, its threshold rises.
    fn settle_bands(&mut self) -> Result<(), EngineError> {
        for _ in 0..REHEARSALS {
            let master = fold(self.recipe)?.master;
            let Some(multiband) = master.multiband else { return Ok(()) };
            let (store, _, _) = self.io;
            let found = rehearse(&master, self.premaster, self.settings.block_frames, store)?;
            let slope = 1.0 - 1.0 / f64::from(multiband.ratio).max(1.01);
            let excess = found.iter().map(|band| band.average_db - BAND_AIM_DB);
            let rises: Vec<f64> =
                excess.map(|over_db| if over_db > 0.25 { over_db / slope } else { 0.0 }).collect();
            if !Tuning(self.recipe).raise_bands(&rises) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Lowers the gain to where the forecast, corrected by what was measured, keeps the guardrail;
    /// returns the change of loudness that this is expected to bring, in LU.
    fn step_back(
        &mut self,
        broken: Broken,
        margin_db: f64,
        chain: &ChainOutcome,
    ) -> Result<f64, EngineError> {
        let master = fold(self.recipe)?.master;
        let gain_db = f64::from(master.loudness_db);
        let mut forecast = Forecast::new(&chain.scratch.envelope, &master);
        let kept_db = match broken {
            Broken::Limiting { average_db, allowed_db } => {
                // Forecast and measurement differ by a factor that hardly depends on the gain.
                let limit_db =
                    forecast.reduction_db(gain_db) * (allowed_db - margin_db) / average_db;
                forecast.largest_gain(gain_db, limit_db, Forecast::reduction_db)
            }
            Broken::Exhausted { .. } => gain_db,
            Broken::Crest { loss_db, allowed_db } => {
                let excess_db = loss_db - allowed_db + margin_db;
                let limit_db = -(forecast.psr_median_db(gain_db) + excess_db);
                let kept_db = forecast.largest_gain(gain_db, limit_db, |forecast, gain_db| {
                    -forecast.psr_median_db(gain_db)
                });
                // Once the limiter rests, less gain brings no more of the peaks back.
                kept_db.max(forecast.largest_gain(gain_db, RESTING_DB, Forecast::reduction_db))
            }
        };
        let change_lu = forecast.lufs(kept_db) - forecast.lufs(gain_db);
        let share = loudness_share(&self.recipe.brief.amounts);
        Tuning(self.recipe).set_loudness(kept_db, share);
        Ok(change_lu)
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
        let master = fold(self.recipe)?.master;
        let mut forecast = Forecast::new(&chain.scratch.envelope, &master);
        let gain_db = forecast.solve(aim_lufs, GAIN_MAX_DB);
        let share = loudness_share(&self.recipe.brief.amounts);
        Tuning(self.recipe).set_loudness(gain_db, share);
        Ok(())
    }

    /// Adjusts the moves; `tried` are gains and the loudness they gave. True when the chain before the limiter has to run again.
    fn apply(
        &mut self,
        fixes: &[Fix],
        chain: &ChainOutcome,
        tried: &[(f64, f64)],
    ) -> Result<bool, EngineError> {
        let master = fold(self.recipe)?.master;
        let share = loudness_share(&self.recipe.brief.amounts);
        let gain_db = f64::from(master.loudness_db);
        let mut reshape = false;
        for fix in fixes {
            match *fix {
                Fix::Loudness { by_db } => {
                    let slope = match tried {
                        [.., (g0, l0), (g1, l1)] if (g1 - g0).abs() > 0.02 => (l1 - l0) / (g1 - g0),
                        _ => Forecast::new(&chain.scratch.envelope, &master).slope(gain_db),
                    };
                    // A limiter never gives more than it gets; a flat stretch must not explode.
                    let gain_db = gain_db + (by_db / slope.clamp(0.1, 1.0)).min(RAISE_MAX_DB);
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

    fn warnings(
        &self,
        verdict: &Verdict,
        stopped_by: Option<Broken>,
        verified: &Verified,
        clipped_samples: u64,
    ) -> Vec<String> {
        let brief = &self.recipe.brief;
        let found = &verified.measurement;
        let mut warnings = Vec::new();
        if !verdict.checks.lufs_in_range {
            let lufs = found.loudness.integrated_lufs;
            let why = match stopped_by {
                Some(broken) => format!(
                    "stopped early, because {broken}; with loudness priority it would go on"
                ),
                None if loudness_share(&brief.amounts) < 1.0 => {
                    "the amount of loudness is under 100 %".to_owned()
                }
                None => "the rounds of adjustment were not enough; the material may be too short, \
                         too sparse or too peaky for it"
                    .to_owned(),
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
        if !verdict.checks.crest_factor_preserved && brief.loudness_priority {
            let before_db = self.premaster.dynamics.psr_median_db;
            warnings.push(format!(
                "peaks over loudness fell by {:.1} dB in the median 3 s, {:.1} dB would be the \
                 most: loudness was asked to go first",
                before_db - found.dynamics.psr_median_db,
                self.rails.crest_loss_db.at(brief.lufs)
            ));
        }
        if clipped_samples > 0 {
            warnings.push(format!("{clipped_samples} samples of the master were clipped"));
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

/// Whether more gain is of no use: what the limiter gives back for a dB is too little.
fn exhausted(tried: &[(f64, f64)], fixes: &[Fix], worth_lu_per_db: f64) -> Option<Broken> {
    let wants_more = fixes.iter().any(|fix| matches!(fix, Fix::Loudness { by_db } if *by_db > 0.0));
    let [.., (g0, l0), (g1, l1)] = tried else { return None };
    let lu_per_db = (l1 - l0) / (g1 - g0);
    (wants_more && g1 - g0 > 0.2 && lu_per_db < worth_lu_per_db)
        .then_some(Broken::Exhausted { lu_per_db })
}

fn loudness_share(amounts: &Amounts) -> f64 {
    f64::from(amounts.share(Family::Loudness))
}
