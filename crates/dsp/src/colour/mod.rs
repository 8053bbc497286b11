//! Harmonics and peaks: saturation and soft clipping, oversampled.
