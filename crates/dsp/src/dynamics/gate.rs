//! A gate and downward expander with hysteresis, hold and look-ahead.

audio::params! {
    /// Settings of a [`Gate`].
    pub struct GateParams {
        /// Level at which it opens, in dBFS.
        threshold_db: -90.0, -90.0, 0.0, Dbfs;
        /// It closes this far under the threshold, in dB.
        hysteresis_db: 0.0, 3.0, 24.0, Db;
        /// Expansion below the threshold. 1 is off, 20 is nearly a switch.
        ratio: 1.0, 1.0, 20.0, Ratio;
        /// Largest attenuation, in dB.
        range_db: 0.0, 20.0, 90.0, Db;
        /// Time to open by 63 %, in ms.
        attack_ms: 0.05, 0.5, 100.0, Milliseconds;
        /// Time it stays open after the level has fallen, in ms.
        hold_ms: 0.0, 20.0, 2_000.0, Milliseconds;
        /// Time to close by 63 %, in ms.
        release_ms: 5.0, 100.0, 5_000.0, Milliseconds;
        /// How far the detector looks ahead of the audio, in ms; this is also the latency.
        lookahead_ms: 0.0, 0.0, 20.0, Milliseconds;
    }
}
