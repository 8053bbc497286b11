//! The master as lossy coding leaves it: coded, decoded, measured by whoever has the coders.
//!
//! A coder changes phases and drops what is masked, so that peaks that were limited come back: the
//! only way to know is to code. Peaks after decoding are those of the samples between which a
//! player interpolates, hence true peak at 8 times the rate.

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions};
use recipe::CodedMaster;

use crate::run::{Io, round_to};
use crate::{Codecs, EngineError, Source, Task};

/// Masters that are finished again before the ceiling stays where it is.
pub(crate) const PASSES_MAX: usize = 3;

/// How far under the ceiling the next master is to end, in dB; more with every pass, because
/// another ceiling is another master to the coder.
const MARGIN_DB: f64 = 0.05;

/// Frames read at once.
const BLOCK_FRAMES: usize = 8_192;

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct CodecCheck {
    /// True peaks of the first master.
    first: Vec<f64>,
    pub(crate) found: Vec<CodedMaster>,
    /// Checks made.
    pub(crate) passes: usize,
}

impl CodecCheck {
    /// Codes [`crate::Slot::Master`], of which `master` is known, with every coder there is.
    /// Returns by how much the ceiling has to fall, in dB, so that none is over `ceiling_dbtp`.
    pub(crate) fn run(
        &mut self,
        ceiling_dbtp: f64,
        master: &Measurement,
        (store, crew, _): Io<'_>,
    ) -> Result<Option<f64>, EngineError> {
        let Some(codecs) = store.codecs() else { return Ok(None) };
        let names = codecs.names();
        let mut measured: Vec<Option<Result<Measurement, EngineError>>> =
            names.iter().map(|_| None).collect();
        let tasks: Vec<Task<'_>> = measured
            .iter_mut()
            .enumerate()
            .map(|(index, place)| -> Task<'_> {
                Box::new(move || *place = Some(decoded(codecs, index)))
            })
            .collect();
        crew.run(tasks);
        let measured: Vec<Measurement> =
            measured.into_iter().flatten().collect::<Result<_, _>>()?;
        if self.passes == 0 {
            self.first = measured.iter().map(|it| it.peaks.true_dbtp).collect();
        }
        self.passes += 1;
        let lines = names.into_iter().zip(&measured).zip(&self.first);
        self.found = lines
            .map(|((name, it), first)| line(name, it, *first, (master, ceiling_dbtp)))
            .collect();
        let peaks = measured.iter().map(|it| it.peaks.true_dbtp);
        let over_db = peaks.fold(f64::NEG_INFINITY, f64::max) - ceiling_dbtp;
        Ok((over_db > 0.0).then_some(over_db + MARGIN_DB * self.passes as f64))
    }

    /// What is still over the ceiling, in words.
    pub(crate) fn warnings(&self, ceiling_dbtp: f64) -> Vec<String> {
        let over = self.found.iter().filter(|line| !line.is_safe);
        over.map(|line| {
            format!(
                "after {} the true peak is {:.2} dBTP, {ceiling_dbtp:.2} dBTP was asked for; \
                 ask for a lower ceiling",
                line.codec,
                line.true_peak_dbtp.unwrap_or_default(),
            )
        })
        .collect()
    }
}

fn line(
    codec: String,
    decoded: &Measurement,
    first_dbtp: f64,
    (master, ceiling_dbtp): (&Measurement, f64),
) -> CodedMaster {
    let number = |value: f64| value.is_finite().then(|| round_to(value, 0.001));
    let peak_dbtp = decoded.peaks.true_dbtp;
    CodedMaster {
        codec,
        first_true_peak_dbtp: number(first_dbtp),
        true_peak_dbtp: number(peak_dbtp),
        overshoot_db: number(peak_dbtp - master.peaks.true_dbtp),
        loudness_change_lu: number(
            decoded.loudness.integrated_lufs - master.loudness.integrated_lufs,
        ),
        is_safe: peak_dbtp <= ceiling_dbtp,
    }
}

/// Measures what one coder makes of the master.
fn decoded(codecs: &dyn Codecs, index: usize) -> Result<Measurement, EngineError> {
    let mut decoded = codecs.decoded(index)?;
    let mut found = measured(decoded.source.as_mut())?;
    found.peaks.true_dbtp = found.peaks.true_dbtp.max(decoded.at_least_dbtp);
    Ok(found)
}

/// Loudness and true peak of a whole source.
fn measured(source: &mut dyn Source) -> Result<Measurement, EngineError> {
    let channels = source.channels();
    let stream = StreamSpec {
        sample_rate_hz: f64::from(source.sample_rate_hz()),
        block_frames_max: BLOCK_FRAMES,
        channels,
    };
    let mut meter = Meter::new(stream, MeterOptions::loudness_and_peaks())?;
    let mut block = vec![vec![0.0; BLOCK_FRAMES]; channels];
    loop {
        let got = source.read(&mut block, BLOCK_FRAMES)?;
        if got == 0 {
            return Ok(meter.finish());
        }
        meter.push(&block[0][..got], block.get(1).map(|right| &right[..got]));
    }
}
