//! The sound of every processor, written down: a fingerprint of the samples that it makes of the
//! probe signal, beside their RMS and peak for people. The arithmetic is the same on every
//! platform, so the bits are too. `DSP_GOLDEN=write` writes the file anew; say in the changelog
//! what a listener hears differently.

use audio::{Params, gain_to_db};

use crate::colour::{SaturationParams, SoftClipParams};
use crate::conformance::{STREAM, render};
use crate::dynamics::{
    CompressorParams, DeEsserParams, DynamicEqParams, GateParams, LimiterParams, MultibandParams,
    TransientParams,
};
use crate::filter::{EqBandParams, HighPassParams, LowPassParams};
use crate::space::{EchoParams, ReverbParams};
use crate::stereo::{PanParams, WidthParams};
use crate::time::{DcBlockerParams, DelayLineParams};

/// FNV-1a over the bits of the samples: enough to see that one has changed.
fn fingerprint(samples: &[f32]) -> u64 {
    let bytes = samples.iter().flat_map(|sample| sample.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn line<P: Params>(name: &str, params: P) -> String {
    let sound = render(&params, STREAM, 512);
    let power = sound.iter().map(|sample| sample * sample).sum::<f32>() / sound.len() as f32;
    let peak = sound.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let (rms_db, peak_db) = (0.5 * gain_to_db(power), gain_to_db(peak));
    format!("{name} {:016x} rms {rms_db:.2} dB peak {peak_db:.2} dB\n", fingerprint(&sound))
}

/// Settings at work, a third of the way from the default to the farther end of every range.
fn at_work<P: Params>() -> P {
    let value = |spec: &audio::ParamSpec| {
        let far =
            if spec.max - spec.default >= spec.default - spec.min { spec.max } else { spec.min };
        let value = spec.default + (far - spec.default) / 3.0;
        if matches!(spec.unit, audio::Unit::Choice(_)) { value.round() } else { value }
    };
    P::from_values(&P::SPECS.iter().map(value).collect::<Vec<_>>())
}

#[test]
fn every_processor_sounds_as_it_was() {
    let compressor = CompressorParams { ratio: 4.0, ..at_work() };
    let told = [
        line("high_pass", at_work::<HighPassParams>()),
        line("low_pass", LowPassParams { freq_hz: 3_000.0, slope_db_per_oct: 24.0 }),
        line("eq", at_work::<EqBandParams>()),
        line("compressor", compressor),
        line("gate", GateParams { threshold_db: -30.0, ..at_work() }),
        line("de_esser", DeEsserParams { threshold_db: -20.0, ..at_work() }),
        line("dynamic_eq", DynamicEqParams { range_db: -9.0, ..at_work() }),
        line("transient", at_work::<TransientParams>()),
        line("multiband", MultibandParams { ratio: 3.0, ..at_work() }),
        line("limiter", at_work::<LimiterParams>()),
        line("saturation", at_work::<SaturationParams>()),
        line("soft_clip", at_work::<SoftClipParams>()),
        line("reverb", at_work::<ReverbParams>()),
        line("echo", EchoParams { time_ms: 60.0, ..at_work() }),
        line("pan", at_work::<PanParams>()),
        line("width", at_work::<WidthParams>()),
        line("delay_line", DelayLineParams { delay_ms: 1.23, ..at_work() }),
        line("dc_blocker", at_work::<DcBlockerParams>()),
    ]
    .concat();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/processors.txt");
    if std::env::var_os("DSP_GOLDEN").is_some_and(|word| word == "write") {
        std::fs::write(path, &told).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert!(told == golden, "the sound has changed; it was\n{golden}and is now\n{told}");
}
