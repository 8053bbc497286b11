//! A compressor of three or four bands on phase-coherent 4th-order crossovers.

audio::params! {
    /// Settings of a [`Multiband`] compressor.
    pub struct MultibandParams {
        /// First crossover, in Hz.
        low_hz: 40.0, 120.0, 400.0, Hz;
        /// Second crossover, in Hz. Kept at least an octave over the first.
        mid_hz: 200.0, 1_000.0, 3_000.0, Hz;
        /// Third crossover, in Hz. Kept at least an octave over the second.
        high_hz: 1_000.0, 5_000.0, 16_000.0, Hz;
        /// Threshold of the lowest band, in dBFS.
        low_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the second band, in dBFS.
        low_mid_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the third band, in dBFS.
        high_mid_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Threshold of the highest band, in dBFS.
        high_threshold_db: -60.0, 0.0, 0.0, Dbfs;
        /// Ratio of all bands.
        ratio: 1.0, 1.0, 10.0, Ratio;
        /// Knee of all bands, in dB.
        knee_db: 0.0, 6.0, 24.0, Db;
        /// Attack of the second band, in ms; the lowest takes twice, the highest half of it.
        attack_ms: 0.5, 20.0, 200.0, Milliseconds;
        /// Release of the second band, in ms; the lowest takes twice, the highest half of it.
        release_ms: 10.0, 150.0, 2_000.0, Milliseconds;
    }
}
