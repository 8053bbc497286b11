//! Width: the ratio of side to mid, and its frequency-dependent kin.

audio::params! {
    /// Settings of a [`Width`].
    pub struct WidthParams {
        /// Side gain over mid gain: 0 is mono, 100 unchanged. Loudness is kept roughly.
        width_pct: 0.0, 100.0, 200.0, Percent;
        /// Under this frequency the side is removed (24 dB/oct), in Hz; 0 is off.
        mono_below_hz: 0.0, 0.0, 500.0, Hz;
    }
}
