//! Level over time: compressors, gates, limiters and their kin.
