//! One band of a parametric equaliser, and chains of them.

/// The words a recipe may use for [`EqBandParams::shape`], in the order of its values.
pub const EQ_SHAPES: &[&str] =
    &["bell", "low_shelf", "high_shelf", "notch", "band_pass", "all_pass", "tilt"];

audio::params! {
    /// Settings of one equaliser band ([`EqBand`]).
    pub struct EqBandParams {
        /// Index into [`EQ_SHAPES`].
        shape: 0.0, 0.0, 6.0, Choice(EQ_SHAPES);
        /// Centre of a bell, middle of a shelf, in Hz.
        freq_hz: 10.0, 1_000.0, 40_000.0, Hz;
        /// Gain at the centre or beyond the shelf, in dB. Not used by notch and pass shapes.
        gain_db: -24.0, 0.0, 24.0, Db;
        /// Quality factor; 0.707 for shelves without a bump.
        q: 0.1, 0.707, 20.0, Plain;
    }
}
