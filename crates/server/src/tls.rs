//! The one implementation of TLS in this process.

/// Sets it. Does nothing the second time.
pub(crate) fn install() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
