//! Sessions: short-lived JWTs (RFC 7519, HS256) made from a key, for browsers.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

const ISSUER: &str = "mixmaster";

/// What a session says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    /// Name of the key.
    sub: String,
    /// Seconds since 1970.
    iat: i64,
    exp: i64,
}

/// Makes sessions and knows them again.
#[derive(Clone)]
pub(crate) struct Sessions {
    encoding: EncodingKey,
    decoding: DecodingKey,
    lifetime_s: i64,
}

impl Sessions {
    /// With the secret that all processes of the service share.
    pub(crate) fn new(secret: &[u8], lifetime_s: i64) -> Self {
        // Somebody may have installed it before: it is the same.
        let _ = PROVIDER.install_default();
        Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            lifetime_s,
        }
    }

    /// A session of the key `key`, and the second at which it ends: not after its key, which ends at
    /// `until_s` where it does.
    pub(crate) fn begin(
        &self,
        key: &str,
        (now_s, until_s): (i64, Option<i64>),
    ) -> Result<(String, i64), Error> {
        let exp = (now_s + self.lifetime_s).min(until_s.unwrap_or(i64::MAX));
        let claims = Claims { iss: ISSUER.into(), sub: key.into(), iat: now_s, exp };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map(|token| (token, exp))
    }

    /// The key that a session is of, while it lasts.
    pub(crate) fn key_of(&self, token: &str, now_s: i64) -> Option<String> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        // The clock is given, so that a test can turn it.
        validation.validate_exp = false;
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.decoding, &validation).ok()?.claims;
        (claims.exp > now_s).then_some(claims.sub)
    }
}

/// HMAC-SHA-256 alone: no other algorithm can be asked for by a token.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| {
        let mac = mac(*algorithm, key.as_bytes())?;
        Ok(Box::new(Hs256(mac)))
    },
    verifier_factory: |algorithm, key| {
        let mac = mac(*algorithm, key.try_get_as_bytes()?)?;
        Ok(Box::new(Hs256(mac)))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct Hs256(Hmac<Sha256>);

fn mac(algorithm: Algorithm, secret: &[u8]) -> Result<Hmac<Sha256>, Error> {
    if algorithm != Algorithm::HS256 {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    Hmac::new_from_slice(secret).map_err(|_| ErrorKind::InvalidKeyFormat.into())
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let mac = self.0.clone().chain_update(message);
        mac.verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    #[test]
    fn a_session_ends_and_cannot_be_forged() {
        let sessions = Sessions::new(&[7; 32], 900);
        let (_, capped) = sessions.begin("k1", (1_000, Some(1_200))).unwrap();
        assert_eq!(capped, 1_200, "with its key");
        let (token, exp) = sessions.begin("k1", (1_000, Some(9_000))).unwrap();
        assert_eq!(exp, 1_900);
        assert_eq!(sessions.key_of(&token, 1_899).as_deref(), Some("k1"));
        assert_eq!(sessions.key_of(&token, 1_900), None, "it is over");
        assert_eq!(Sessions::new(&[8; 32], 900).key_of(&token, 1_000), None, "another secret");
        let parts: Vec<&str> = token.split('.').collect();
        let claims =
            URL_SAFE_NO_PAD.encode(r#"{"iss":"mixmaster","sub":"k2","iat":0,"exp":99999999999}"#);
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        for forged in [
            format!("{}.{claims}.{}", parts[0], parts[2]),
            format!("{none}.{claims}."),
            format!("{none}.{}.{}", parts[1], parts[2]),
            "a.b.c".to_owned(),
            String::new(),
        ] {
            assert_eq!(sessions.key_of(&forged, 1_000), None, "{forged}");
        }
    }

    /// The example of RFC 7515, appendix A.1: the signature is of the standard, not of us.
    #[test]
    fn the_signature_of_the_standard_is_accepted() {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let secret = URL_SAFE_NO_PAD.decode(key).unwrap();
        let message = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signed = URL_SAFE_NO_PAD.decode("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        let mac = Hs256(mac(Algorithm::HS256, &secret).unwrap());
        assert_eq!(mac.try_sign(message.as_bytes()).unwrap(), signed);
        assert!(mac.verify(message.as_bytes(), &signed).is_ok());
    }
}
