//! Tokens: opaque, random, known to the database by their hash only.
//!
//! The pair that a refresh token is exchanged for is derived from it, so the
//! same token gets the same successor without anything secret being kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The service's own key, made with the database.
pub type Secret = [u8; 32];

/// Random bytes from the system.
pub fn random() -> Result<Secret, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A new refresh token.
pub fn fresh() -> Result<String, getrandom::Error> {
    Ok(URL_SAFE_NO_PAD.encode(random()?))
}

/// What the database knows of a token.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The mark of the service on some bytes.
#[must_use]
pub fn mac(secret: &Secret, purpose: &str, bytes: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return Vec::new();
    };
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(bytes);
    mac.finalize().into_bytes().to_vec()
}

/// A token that follows from a refresh token.
#[must_use]
pub fn derived(secret: &Secret, purpose: &str, refresh: &str) -> String {
    URL_SAFE_NO_PAD.encode(mac(secret, purpose, refresh.as_bytes()))
}
