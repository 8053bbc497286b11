//! A true-peak limiter: at or under its ceiling by construction.

audio::params! {
    /// Settings of a [`Limiter`].
    pub struct LimiterParams {
        /// Highest true peak of the output, in dBTP.
        ceiling_dbtp: -24.0, -1.0, 0.0, Dbtp;
        /// Time the gain takes to come down before a peak, in ms; the latency follows from it.
        lookahead_ms: 0.5, 2.0, 10.0, Milliseconds;
        /// Release after a lone peak, in ms. Longer reduction releases slower, by programme.
        release_ms: 10.0, 80.0, 1_000.0, Milliseconds;
    }
}
