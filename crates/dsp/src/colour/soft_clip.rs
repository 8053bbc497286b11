//! A soft clipper for peaks before a limiter, 8 times oversampled.

audio::params! {
    /// Settings of a [`SoftClip`].
    pub struct SoftClipParams {
        /// No sample of the oversampled signal leaves over this level, in dBFS.
        ceiling_db: -24.0, 0.0, 6.0, Dbfs;
        /// The curve begins to bend this far under the ceiling, in dB. 0 is a hard clip.
        knee_db: 0.0, 3.0, 12.0, Db;
    }
}
