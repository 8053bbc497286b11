//! Warmth: a soft odd-and-even waveshaper, 8 times oversampled.

audio::params! {
    /// Settings of a [`Saturation`].
    pub struct SaturationParams {
        /// Level into the curve, in dB. The output is levelled back for small signals.
        drive_db: 0.0, 0.0, 24.0, Db;
        /// Even harmonics: 0 is a symmetric curve.
        bias_pct: 0.0, 0.0, 100.0, Percent;
        /// Share of the shaped signal in the output.
        mix_pct: 0.0, 100.0, 100.0, Percent;
    }
}
