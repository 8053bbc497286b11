//! A transient shaper: the difference of a fast and a slow envelope, scaled.

audio::params! {
    /// Settings of a [`TransientShaper`].
    pub struct TransientParams {
        /// Gain at onsets, in dB.
        attack_db: -12.0, 0.0, 12.0, Db;
        /// Gain in the decay after onsets, in dB.
        sustain_db: -12.0, 0.0, 12.0, Db;
    }
}
