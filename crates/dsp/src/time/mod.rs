//! Time itself: delay lines, fades, resampling.
