//! Level over frequency: biquads, state-variable filters, equalisers, crossovers.
