//! Connections by TLS, with a certificate of our own.

use std::time::{Duration, Instant};

use reqwest::{Certificate, Client};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::client::{Service, measured};
use crate::common::Place;

#[tokio::test]
async fn by_tls_everything_is_as_without_it_and_who_does_not_speak_it_gets_nothing() {
    let place = Place::new();
    place.song(1.0);
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let cert = place.write("chain.pem", made.cert.pem()).display().to_string();
    let key = place.write("key.pem", made.signing_key.serialize_pem()).display().to_string();
    let mut service = Service::start(&place, &["--tls-cert", &cert, "--tls-key", &key]);
    assert!(service.url.starts_with("https://127.0.0.1:"), "{}", service.url);
    assert!(service.get("/health").send().await.is_err(), "nobody vouches for it yet");
    let root = Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    service.http = Client::builder().no_proxy().add_root_certificate(root).build().unwrap();

    let address = service.url.trim_start_matches("https://").to_owned();
    let mut silent = tokio::net::TcpStream::connect(&address).await.unwrap();
    let since = Instant::now();
    assert_eq!(service.json("/health").await["status"], "healthy");
    assert!(since.elapsed() < Duration::from_secs(5), "nobody waits for a client that is silent");
    let let_go = tokio::spawn(async move {
        let _ = silent.read_to_end(&mut Vec::new()).await;
        measured("a client that says nothing is let go", since);
        since.elapsed()
    });
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;

    let mut plain = tokio::net::TcpStream::connect(&address).await.unwrap();
    plain.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP/"), "{}", String::from_utf8_lossy(&answer));
    let waited = let_go.await.unwrap();
    assert!((9.0..40.0).contains(&waited.as_secs_f64()), "{waited:?}");
}

#[tokio::test]
async fn a_changed_certificate_is_taken_and_connections_that_stand_stay() {
    let place = Place::new();
    let names = || vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let first = rcgen::generate_simple_self_signed(names()).unwrap();
    let second = rcgen::generate_simple_self_signed(names()).unwrap();
    let cert = place.write("chain.pem", first.cert.pem()).display().to_string();
    let key = place.write("key.pem", first.signing_key.serialize_pem()).display().to_string();
    let service = Service::start(&place, &["--tls-cert", &cert, "--tls-key", &key]);
    let trusting = |made: &rcgen::CertifiedKey<rcgen::KeyPair>| {
        let root = Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
        Client::builder().no_proxy().add_root_certificate(root).build().unwrap()
    };
    let (old, new) = (trusting(&first), trusting(&second));
    let ask = async |client: &Client| {
        let url = format!("{}/health/live", service.url);
        client.get(url).send().await.is_ok()
    };
    assert!(ask(&old).await && !ask(&new).await);
    // A certificate whose key has not come yet is no reason to fall.
    place.write("chain.pem", second.cert.pem());
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!(ask(&trusting(&first)).await, "the one before stays");
    place.write("key.pem", second.signing_key.serialize_pem());
    let since = Instant::now();
    while !ask(&new).await {
        assert!(since.elapsed() < Duration::from_secs(20), "it was not taken");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(ask(&old).await, "a connection that stands goes on");
    assert!(!ask(&trusting(&first)).await, "a fresh one meets the new certificate");
}

#[test]
fn certificates_that_cannot_be_used_are_told_before_anything_starts() {
    let place = Place::new();
    place.write("not.pem", "nonsense");
    let serve = "serve --listen 127.0.0.1:0 --data-dir data";
    place.run(&format!("{serve} --tls-cert not.pem")).failed(2, &["tls_cert", "tls_key"]);
    let both = format!("{serve} --tls-cert not.pem --tls-key not.pem");
    place.run(&both).failed(2, &["not.pem", "certificate in PEM"]);
    let none = format!("{serve} --tls-cert none.pem --tls-key none.pem");
    place.run(&none).failed(2, &["none.pem"]);
    assert_eq!(place.names("data"), [""; 0]);
}
