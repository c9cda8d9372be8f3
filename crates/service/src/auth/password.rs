//! Passwords are kept as Argon2id hashes.

use crate::settings::HashCost;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password cannot be hashed")]
pub struct HashError;

/// The hash of a password, PHC text with its own salt.
pub fn hash(password: &str, cost: HashCost) -> Result<String, HashError> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, None).map_err(|_| HashError)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| HashError)
}

/// Whether a password belongs to a hash.
#[must_use]
pub fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}
