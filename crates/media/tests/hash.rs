//! Fingerprints against the published vectors of BLAKE3.

use media::hash;

/// The published hash of nothing.
const OF_NOTHING: &str = "b3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

#[test]
fn the_published_vectors_hold() {
    assert_eq!(hash(&b""[..]).ok().as_deref(), Some(OF_NOTHING));
    // test_vectors.json of BLAKE3: the bytes 0, 1, … 250, 0, 1, …; here 102 400 of them.
    let input: Vec<u8> = (0..102_400_u32).map(|at| (at % 251) as u8).collect();
    let published = "b3:bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085";
    assert_eq!(hash(&input[..]).ok().as_deref(), Some(published));
}

#[test]
fn readers_and_writers_may_cross_threads() {
    fn sendable<T: Send>() {}
    sendable::<media::Decoder>();
    sendable::<media::Encoder<std::fs::File>>();
}
