//! A delay with feedback, for a return; the recipe gives it the length of a note.

audio::params! {
    /// Settings of an [`Echo`]. The output is wet only: it sits on a return.
    pub struct EchoParams {
        /// Time between echoes, in ms.
        time_ms: 10.0, 375.0, 2_000.0, Milliseconds;
        /// Level of each echo against the one before it.
        feedback_pct: 0.0, 30.0, 90.0, Percent;
        /// Echoes change sides: 0 stay where they came from, 100 alternate.
        ping_pong_pct: 0.0, 100.0, 100.0, Percent;
        /// High-pass in the loop, in Hz.
        low_cut_hz: 20.0, 250.0, 2_000.0, Hz;
        /// Low-pass in the loop, in Hz.
        high_cut_hz: 500.0, 5_000.0, 20_000.0, Hz;
    }
}
