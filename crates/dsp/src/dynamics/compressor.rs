//! A feed-forward, log-domain, stereo-linked compressor, with look-ahead, key filter and range.

/// Detectors a recipe may name, in the order of [`CompressorParams::detector`].
pub const DETECTORS: &[&str] = &["peak", "rms"];

audio::params! {
    /// Settings of a [`Compressor`].
    pub struct CompressorParams {
        /// Level at the centre of the knee, in dBFS.
        threshold_db: -80.0, 0.0, 0.0, Dbfs;
        /// Input change over output change above the knee. 1 is off.
        ratio: 1.0, 1.0, 20.0, Ratio;
        /// Full width of the knee, in dB. 0 is a hard knee.
        knee_db: 0.0, 6.0, 24.0, Db;
        /// Time to cover 63 % of a rise in gain reduction, in ms.
        attack_ms: 0.05, 10.0, 500.0, Milliseconds;
        /// Time to cover 63 % of a fall in gain reduction, in ms.
        release_ms: 5.0, 120.0, 5_000.0, Milliseconds;
        /// How far the detector looks ahead of the audio, in ms; this is also the latency.
        lookahead_ms: 0.0, 0.0, 20.0, Milliseconds;
        /// Largest gain reduction, in dB.
        range_db: 0.0, 60.0, 60.0, Db;
        /// Gain after compression, in dB.
        makeup_db: -24.0, 0.0, 24.0, Db;
        /// Share of the compressed signal in the output; the rest is the (delayed) input.
        mix_pct: 0.0, 100.0, 100.0, Percent;
        /// Index into [`DETECTORS`]; RMS averages over 10 ms.
        detector: 0.0, 0.0, 1.0, Choice(DETECTORS);
        /// High-pass in the detector path, in Hz; 10 is off.
        key_low_hz: 10.0, 10.0, 20_000.0, Hz;
        /// Low-pass in the detector path, in Hz; 40 000 is off.
        key_high_hz: 20.0, 40_000.0, 40_000.0, Hz;
    }
}
