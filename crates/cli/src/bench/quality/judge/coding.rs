//! Judges of the delivered file: T7 at 32 times the rate, T8 after lossy coding.

use std::fs::File;
use std::io::BufWriter;

use dsp::time::{Resampler, ResamplerTable};
use engine::Clip;
use measure::{Oversampling, TruePeak};
use media::{Depth, Dither, EncodeSettings, Encoder};

use super::super::results::Scores;
use super::known;
use crate::errors::{Code, Fault, output_words, unwritable};
use crate::store;

/// Both.
pub(super) fn scores(master: &Clip, ceiling_dbtp: f64) -> Result<Scores, Fault> {
    let fine = true_peak_32x_dbtp(master).map(|peak| (peak - ceiling_dbtp).max(0.0));
    Ok(known([("t7_32x_over_db", fine), ("t8_peak_dbtp", coded_peak_dbtp(master)?)]))
}

/// Doubled once by a resampler, then by the meter's own filters, as at the usual rates, 16 times.
fn true_peak_32x_dbtp(clip: &Clip) -> Option<f64> {
    let rate_hz = clip.sample_rate_hz;
    let table = ResamplerTable::new(rate_hz, 2 * rate_hz).ok()?;
    let mut resampler = Resampler::new(table, clip.channels.len()).ok()?;
    let mut doubled = vec![Vec::new(); clip.channels.len()];
    let slices: Vec<&[f32]> = clip.channels.iter().map(Vec::as_slice).collect();
    resampler.push(&slices, &mut doubled);
    resampler.finish(&mut doubled);
    // Under 88 kHz the meter does not spare a doubling.
    let mut meter = TruePeak::new(Oversampling::X16, f64::from(rate_hz.min(48_000)));
    meter.push(&doubled[0], doubled.get(1).map(Vec::as_slice));
    Some(meter.finish_dbtp())
}

/// The highest true peak after any coder there is.
fn coded_peak_dbtp(clip: &Clip) -> Result<Option<f64>, Fault> {
    let words = |error| Fault::worded(Code::Output, &output_words("a temporary file", &error));
    let folder = tempfile::tempdir().map_err(words)?;
    let path = folder.path().join("master.wav");
    let file = BufWriter::new(File::create(&path).map_err(words)?);
    let settings = EncodeSettings {
        depth: Depth::Float32,
        dither: Dither::None,
        ..EncodeSettings::new(clip.sample_rate_hz, clip.channels.len())
    };
    let slices: Vec<&[f32]> = clip.channels.iter().map(Vec::as_slice).collect();
    Encoder::new(file, &settings)
        .and_then(|mut encoder| encoder.write(&slices).and_then(|()| encoder.finish().map(drop)))
        .map_err(|error| Fault::worded(Code::Output, &unwritable("a temporary file", &error)))?;
    let mut worst = None;
    for kind in store::ladder() {
        let store::Through { mut decoder, gain, at_least_dbtp } =
            store::through(&kind, &path, folder.path())?;
        let found = store::measure(&mut decoder, &store::told(&kind))?;
        let up_db = -audio::gain_to_db_f64(f64::from(gain));
        let peak = (found.peaks.true_dbtp + up_db).max(at_least_dbtp);
        worst = Some(worst.map_or(peak, |worst: f64| worst.max(peak)));
    }
    Ok(worst)
}
