//! Constant-power pan for mono, balance with rotation for stereo.

audio::params! {
    /// Settings of a [`Pan`].
    pub struct PanParams {
        /// −100 is left, 0 the middle (gain 1 on both sides), 100 right.
        position_pct: -100.0, 0.0, 100.0, Percent;
    }
}
