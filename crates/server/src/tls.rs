//! TLS: the one implementation of it in this process, and connections that come by it.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

/// How long a client may take to agree on a cipher.
const PATIENCE: Duration = Duration::from_secs(10);
/// Clients that may be agreeing at a time.
const AT_A_TIME: usize = 256;

/// Sets it. Does nothing the second time.
pub(crate) fn install() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Certificates that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there, or holds something else.
    #[error("`{path}` holds no {what} in PEM: {cause}; check --tls-cert and --tls-key")]
    File {
        /// The file.
        path: PathBuf,
        /// What was expected in it.
        what: &'static str,
        /// Why not.
        cause: String,
    },
    /// They do not belong together.
    #[error("the certificate cannot be used with this key: {0}; check --tls-cert and --tls-key")]
    Pair(rustls::Error),
}

/// Reads certificate and key.
pub(crate) fn acceptor(cert: &Path, key: &Path) -> Result<TlsAcceptor, TlsError> {
    install();
    let wrong = |path: &Path, what| {
        let path = path.to_owned();
        move |cause: &dyn fmt::Display| TlsError::File { path, what, cause: cause.to_string() }
    };
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(|all| all.collect::<Result<Vec<_>, _>>())
        .map_err(|cause| wrong(cert, "certificate")(&cause))?;
    if chain.is_empty() {
        return Err(wrong(cert, "certificate")(&"it is empty"));
    }
    let secret =
        PrivateKeyDer::from_pem_file(key).map_err(|cause| wrong(key, "private key")(&cause))?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(TlsError::Pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Certificate and key of the moment: connections that stand keep theirs.
#[derive(Clone)]
pub(crate) struct Acceptor(Arc<RwLock<TlsAcceptor>>);

impl Acceptor {
    pub(crate) fn new(acceptor: TlsAcceptor) -> Self {
        Self(Arc::new(RwLock::new(acceptor)))
    }

    fn now(&self) -> TlsAcceptor {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, acceptor: TlsAcceptor) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = acceptor;
    }
}

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Takes certificate and key anew when their files change, until `stop`. Files that do not go
/// together, as in the middle of a change, leave what was.
pub(crate) async fn renew(
    acceptor: Acceptor,
    (cert, key): (PathBuf, PathBuf),
    stop: CancellationToken,
) {
    let look = || [stamp(&cert), stamp(&key)];
    let mut known = look();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = stop.cancelled() => return,
        }
        let found = look();
        if found == known {
            continue;
        }
        match self::acceptor(&cert, &key) {
            Ok(fresh) => {
                acceptor.change(fresh);
                tracing::info!(cert = %cert.display(), "certificate and key were taken anew");
            }
            Err(error) => {
                tracing::warn!(%error, "the changed certificate cannot be used; the one before stays");
            }
        }
        known = found;
    }
}

/// What tells a changed file: links are followed, since certificates are often changed by them.
fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(file).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(pub(crate) SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Client {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Client {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Connections by TLS. Who is slow to agree holds up nobody else.
#[derive(Debug)]
pub(crate) struct TlsListener {
    agreed: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    local: SocketAddr,
}

impl TlsListener {
    /// Takes the connections of `tcp` from now on, until this is dropped.
    pub(crate) fn over(tcp: TcpListener, acceptor: Acceptor) -> io::Result<Self> {
        let local = tcp.local_addr()?;
        let (sender, agreed) = mpsc::channel(AT_A_TIME);
        let room = Arc::new(tokio::sync::Semaphore::new(AT_A_TIME));
        tokio::spawn(async move {
            let mut tcp = tcp;
            while !sender.is_closed() {
                let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
                // The faults of accepting are those of the one connection, or pass by themselves.
                let accepted = tokio::select! {
                    accepted = Listener::accept(&mut tcp) => accepted,
                    () = sender.closed() => return,
                };
                let ((stream, address), sender, acceptor) =
                    (accepted, sender.clone(), acceptor.now());
                tokio::spawn(async move {
                    let agreed = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await;
                    drop(place);
                    match agreed {
                        Ok(Ok(stream)) => {
                            // Nobody to hear of it: the service ends.
                            let _ = sender.send((stream, address)).await;
                        }
                        Ok(Err(error)) => tracing::debug!(%address, %error, "no agreement on TLS"),
                        Err(_) => tracing::debug!(%address, "no agreement on TLS in time"),
                    }
                });
            }
        });
        Ok(Self { agreed, local })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(agreed) => agreed,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.local)
    }
}
