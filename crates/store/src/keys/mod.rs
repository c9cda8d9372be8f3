//! The key of the cache.
//!
//! The data key is 32 random bytes. It is never stored: the key file holds it
//! wrapped by a key in the system keyring and by a recovery code, or by a
//! passphrase alone where there is no keyring.

pub mod file;
pub mod keyring;

use crate::{Error, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The key of the database: exactly 32 bytes, so that SQLCipher never takes it
/// for a passphrase.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl DataKey {
    /// A new random key.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn random() -> Result<Self> {
        Ok(Self(random()?))
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::Random)?;
    Ok(bytes)
}

/// How much work deriving a key from a secret takes. Stored beside the wrap and
/// authenticated with it, so that a file with lowered numbers opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Work {
    /// KiB of memory.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
}

impl Work {
    /// 64 MiB and three passes: 0.14 s on the machines we measured.
    pub const USUAL: Work = Work {
        memory: 64 * 1024,
        passes: 3,
    };
}

/// Derives a wrapping key from a passphrase or recovery code.
pub(crate) fn derive(secret: &str, salt: &[u8], work: Work) -> Result<[u8; 32]> {
    let params = Params::new(work.memory, work.passes, 1, Some(32)).map_err(|_| Error::Cipher)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, &mut key)
        .map_err(|_| Error::Cipher)?;
    Ok(key)
}

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new recovery code: 26 base32 characters, 130 random bits.
///
/// # Errors
/// When the system has no random numbers.
pub fn recovery_code() -> Result<String> {
    let bytes: [u8; 26] = random()?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect())
}

/// A recovery code as people write it: any case, with spaces and hyphens.
/// `None` when it cannot be one.
#[must_use]
pub fn normalised_code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            // Digits that are not in the alphabet are misread letters.
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            c => c,
        })
        .collect();
    (code.len() == 26 && code.bytes().all(|b| ALPHABET.contains(&b))).then_some(code)
}

/// A recovery code in groups for reading.
#[must_use]
pub fn grouped(code: &str) -> String {
    code.as_bytes()
        .chunks(5)
        .map(|chunk| String::from_utf8_lossy(chunk).into_owned())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_written_down() {
        let code = recovery_code().unwrap();
        assert_eq!(normalised_code(&grouped(&code).to_lowercase()), Some(code));
        assert_eq!(normalised_code("too short"), None);
    }
}
