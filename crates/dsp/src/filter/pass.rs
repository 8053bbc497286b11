//! High-pass and low-pass filters of 6 to 48 dB per octave (Butterworth).

audio::params! {
    /// Settings of a [`HighPass`].
    pub struct HighPassParams {
        /// −3 dB frequency, in Hz.
        freq_hz: 10.0, 20.0, 20_000.0, Hz;
        /// Steepness, in steps of 6 dB per octave; rounded to the nearest step.
        slope_db_per_oct: 6.0, 12.0, 48.0, DbPerOctave;
    }
}

audio::params! {
    /// Settings of a [`LowPass`].
    pub struct LowPassParams {
        /// −3 dB frequency, in Hz. At or over 0.49 of the sample rate the filter is off.
        freq_hz: 20.0, 20_000.0, 96_000.0, Hz;
        /// Steepness, in steps of 6 dB per octave; rounded to the nearest step.
        slope_db_per_oct: 6.0, 12.0, 48.0, DbPerOctave;
    }
}
