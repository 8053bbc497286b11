//! A de-esser: takes the sibilant band down where it stands out from the rest of the voice.

audio::params! {
    /// Settings of a [`DeEsser`].
    pub struct DeEsserParams {
        /// Lower edge of the sibilant band, in Hz.
        freq_hz: 2_000.0, 6_000.0, 16_000.0, Hz;
        /// Level of the sibilant band over the level of the whole voice at which it acts, in dB.
        threshold_db: -40.0, 0.0, 20.0, Db;
        /// Largest cut of the band, in dB.
        range_db: 0.0, 0.0, 24.0, Db;
        /// Time to cover 63 % of a rise of the cut, in ms.
        attack_ms: 0.05, 1.0, 50.0, Milliseconds;
        /// Time to cover 63 % of a fall of the cut, in ms.
        release_ms: 5.0, 60.0, 1_000.0, Milliseconds;
    }
}
