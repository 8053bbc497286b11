//! A dynamic equaliser band: a bell or shelf whose gain follows the level of its band, in the
//! signal itself or in an external key.

/// The words a recipe may use for [`DynamicEqParams::shape`], in the order of its values.
pub const DYNAMIC_EQ_SHAPES: &[&str] = &["bell", "low_shelf", "high_shelf"];

audio::params! {
    /// Settings of one [`DynamicEq`] band.
    pub struct DynamicEqParams {
        /// Index into [`DYNAMIC_EQ_SHAPES`].
        shape: 0.0, 0.0, 2.0, Choice(DYNAMIC_EQ_SHAPES);
        /// Centre of the band, in Hz; the detector hears the same band.
        freq_hz: 20.0, 1_000.0, 20_000.0, Hz;
        /// Quality factor of the band and of the detector's filter.
        q: 0.2, 1.0, 10.0, Plain;
        /// Level of the band at which the gain begins to move, in dBFS.
        threshold_db: -80.0, 0.0, 0.0, Dbfs;
        /// Input change over output change above the threshold. 1 is off.
        ratio: 1.0, 2.0, 20.0, Ratio;
        /// Largest gain change, in dB: negative cuts, positive boosts.
        range_db: -24.0, 0.0, 24.0, Db;
        /// Time to cover 63 % of a growing gain change, in ms.
        attack_ms: 0.5, 15.0, 500.0, Milliseconds;
        /// Time to cover 63 % of a shrinking gain change, in ms.
        release_ms: 5.0, 120.0, 5_000.0, Milliseconds;
    }
}
