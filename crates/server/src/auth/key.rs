//! API keys: `mm_ID_SECRET`. The secret has 256 random bits, so one round of SHA-256 is enough to
//! keep it: there is nothing to guess that a slow hash would make dearer. Only the hash is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest as _;

const PREFIX: &str = "mm";
const ID_BYTES: usize = 9;
const SECRET_BYTES: usize = 32;

/// The part of a key that only its owner knows.
pub(crate) struct Secret(String);

impl Secret {
    /// What is stored of it.
    pub(crate) fn hash(&self) -> String {
        hex(&sha2::Sha256::digest(self.0.as_bytes()))
    }

    /// Whether `hash` is of this secret. Compares hashes: what the time tells about them is of no
    /// use without a way back from SHA-256.
    pub(crate) fn is_of(&self, hash: &str) -> bool {
        self.hash() == hash
    }
}

/// A new key: its name, its secret, and the whole as it is told once.
pub(crate) fn new_key() -> Result<(String, Secret, String), getrandom::Error> {
    // Of letters and digits alone: it is typed behind a command, where `-h…` would be an option.
    let mut bytes = [0; ID_BYTES];
    getrandom::fill(&mut bytes)?;
    let id = hex(&bytes);
    let secret = random::<SECRET_BYTES>()?.replace('_', ".");
    let whole = format!("{PREFIX}_{id}_{secret}");
    Ok((id, Secret(secret), whole))
}

/// A secret that processes share.
pub(crate) fn fresh_secret() -> Result<String, getrandom::Error> {
    random::<SECRET_BYTES>()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn random<const BYTES: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Name and secret of a key as a client sends it.
pub(crate) fn parse(whole: &str) -> Option<(&str, Secret)> {
    let mut parts = whole.split('_');
    let (prefix, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = prefix == PREFIX && parts.next().is_none() && id.len() <= 64 && secret.len() <= 128;
    fits.then(|| (id, Secret(secret.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_again_and_no_other_is() {
        let (id, secret, whole) = new_key().unwrap();
        let (told, sent) = parse(&whole).unwrap();
        assert_eq!(told, id);
        assert!(id.len() == 2 * ID_BYTES && id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
        assert!(sent.is_of(&secret.hash()));
        assert!(!whole.contains(&secret.hash()));
        let (_, _, other) = new_key().unwrap();
        let (_, foreign) = parse(&other).unwrap();
        assert!(!foreign.is_of(&secret.hash()));
        for garbage in ["", "mm", "mm_a", "mm_a_b_c", "xx_a_b", "mm__"] {
            let known = parse(garbage).is_some_and(|(_, sent)| sent.is_of(&secret.hash()));
            assert!(!known, "{garbage}");
        }
    }
}
