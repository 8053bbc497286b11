//! A feedback delay network reverb with modulation.

audio::params! {
    /// Settings of a [`Reverb`]. The output is wet only: it sits on a return.
    pub struct ReverbParams {
        /// Time to decay by 60 dB in the middle of the spectrum, in seconds.
        decay_s: 0.1, 1.4, 12.0, Seconds;
        /// Over this frequency the decay shortens, in Hz.
        damping_hz: 500.0, 6_000.0, 20_000.0, Hz;
        /// Time before the first echo, in ms.
        pre_delay_ms: 0.0, 20.0, 200.0, Milliseconds;
        /// Density of the onset.
        diffusion_pct: 0.0, 75.0, 100.0, Percent;
        /// Scale of the room: 100 is a hall of about 20 m.
        size_pct: 10.0, 60.0, 150.0, Percent;
        /// Depth of the slow modulation that keeps the tail from ringing.
        modulation_pct: 0.0, 30.0, 100.0, Percent;
        /// High-pass at the input, in Hz.
        low_cut_hz: 20.0, 180.0, 1_000.0, Hz;
        /// Low-pass at the input, in Hz.
        high_cut_hz: 1_000.0, 9_000.0, 20_000.0, Hz;
    }
}
