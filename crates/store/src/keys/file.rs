//! The key file: the data key, wrapped once per way to open it.

use super::{DataKey, Work, derive, random};
use crate::{Error, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::Write,
    path::Path,
};

/// What opens a wrap; its name is the one in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrapKind {
    /// A random key in the system keyring.
    Keyring,
    /// The recovery code.
    RecoveryCode,
    /// The passphrase.
    Passphrase,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrap {
    kind: WrapKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    work: Option<Work>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    salt: String,
    nonce: String,
    sealed: String,
}

/// The contents of `keys.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyFile {
    version: u32,
    /// Names the key in the keyring.
    pub key_id: String,
    check: String,
    wraps: Vec<Wrap>,
}

impl fmt::Display for WrapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WrapKind::Keyring => "keyring",
            WrapKind::RecoveryCode => "recovery-code",
            WrapKind::Passphrase => "passphrase",
        })
    }
}

impl KeyFile {
    /// A key file for a new data key, without any wrap yet.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn new(key: &DataKey) -> Result<Self> {
        let id: [u8; 8] = random()?;
        Ok(Self {
            version: 1,
            key_id: id.iter().map(|byte| format!("{byte:02x}")).collect(),
            check: check_value(key),
            wraps: Vec::new(),
        })
    }

    /// Whether there is a wrap of this kind.
    #[must_use]
    pub fn has(&self, kind: WrapKind) -> bool {
        self.wraps.iter().any(|wrap| wrap.kind == kind)
    }

    /// Adds or replaces the wrap that a random key opens.
    ///
    /// # Errors
    /// When encryption or random numbers fail.
    pub fn wrap_with_key(
        &mut self,
        kind: WrapKind,
        key: &DataKey,
        wrapping: &[u8; 32],
    ) -> Result<()> {
        self.add(kind, key, wrapping, None, "")
    }

    /// Adds or replaces the wrap that a secret opens.
    ///
    /// # Errors
    /// When encryption or random numbers fail.
    pub fn wrap_with_secret(
        &mut self,
        kind: WrapKind,
        key: &DataKey,
        secret: &str,
        work: Work,
    ) -> Result<()> {
        let salt: [u8; 16] = random()?;
        let wrapping = derive(secret, &salt, work)?;
        self.add(kind, key, &wrapping, Some(work), &BASE64.encode(salt))
    }

    fn add(
        &mut self,
        kind: WrapKind,
        key: &DataKey,
        wrapping: &[u8; 32],
        work: Option<Work>,
        salt: &str,
    ) -> Result<()> {
        let nonce: [u8; 24] = random()?;
        let mut wrap = Wrap {
            kind,
            work,
            salt: salt.to_owned(),
            nonce: BASE64.encode(nonce),
            sealed: String::new(),
        };
        let aad = self.associated(&wrap);
        let sealed = XChaCha20Poly1305::new(wrapping.into())
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: key.as_bytes(),
                    aad: &aad,
                },
            )
            .map_err(|_| Error::Cipher)?;
        wrap.sealed = BASE64.encode(sealed);
        self.wraps.retain(|other| other.kind != kind);
        self.wraps.push(wrap);
        Ok(())
    }

    /// Everything that must not be changed without the wrap failing.
    fn associated(&self, wrap: &Wrap) -> Vec<u8> {
        let (memory, passes) = wrap.work.map_or((0, 0), |work| (work.memory, work.passes));
        format!(
            "{}|{}|{:?}|{memory}|{passes}|{}|{}",
            self.version, self.key_id, wrap.kind, wrap.salt, wrap.nonce
        )
        .into_bytes()
    }

    /// The data key, if `wrapping` opens the wrap of this kind and the key is
    /// the one that the file's check value names.
    #[must_use]
    pub fn open_with_key(&self, kind: WrapKind, wrapping: &[u8; 32]) -> Option<DataKey> {
        self.wraps
            .iter()
            .filter(|wrap| wrap.kind == kind)
            .find_map(|wrap| self.unseal(wrap, wrapping))
    }

    /// The data key, if a secret opens the wrap of a passphrase or recovery code.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] when it opens none.
    pub fn open_with_secret(&self, secret: &str) -> Result<DataKey> {
        for wrap in &self.wraps {
            let Some(work) = wrap.work else { continue };
            let code = super::normalised_code(secret);
            let secret = match wrap.kind {
                WrapKind::RecoveryCode => code.as_deref().unwrap_or(secret),
                _ => secret,
            };
            let Ok(salt) = BASE64.decode(&wrap.salt) else {
                continue;
            };
            if let Some(key) = self.unseal(wrap, &derive(secret, &salt, work)?) {
                return Ok(key);
            }
        }
        Err(Error::WrongSecret)
    }

    fn unseal(&self, wrap: &Wrap, wrapping: &[u8; 32]) -> Option<DataKey> {
        let nonce: [u8; 24] = BASE64.decode(&wrap.nonce).ok()?.try_into().ok()?;
        let sealed = BASE64.decode(&wrap.sealed).ok()?;
        let aad = self.associated(wrap);
        let plain = XChaCha20Poly1305::new(wrapping.into())
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &sealed,
                    aad: &aad,
                },
            )
            .ok()?;
        let key = DataKey::from_bytes(plain.try_into().ok()?);
        (check_value(&key) == self.check).then_some(key)
    }

    /// Reads a key file; `None` when there is none.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it cannot be understood.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::file(path)(source)),
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|_| Error::Damaged(path.to_owned()))
    }

    /// Writes the file so that a crash leaves the old or the new one, never a
    /// part, and keeps a copy beside it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        for target in [path.with_extension("json.bak"), path.to_owned()] {
            let temporary = target.with_extension("new");
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&temporary).map_err(Error::file(&temporary))?;
            file.write_all(text.as_bytes())
                .map_err(Error::file(&temporary))?;
            file.sync_all().map_err(Error::file(&temporary))?;
            fs::rename(&temporary, &target).map_err(Error::file(&target))?;
        }
        if let Some(folder) = path.parent() {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(Error::file(folder))?;
        }
        Ok(())
    }
}

/// Tells a wrong key from a damaged database before SQLite is asked.
fn check_value(key: &DataKey) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .unwrap_or_else(|_| unreachable!("any length is a key"));
    mac.update(b"kcv");
    BASE64.encode(&mac.finalize().into_bytes()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Work = Work {
        memory: 64,
        passes: 1,
    };

    #[test]
    fn only_the_right_secret_opens() {
        let key = DataKey::random().unwrap();
        let mut file = KeyFile::new(&key).unwrap();
        file.wrap_with_key(WrapKind::Keyring, &key, &[7; 32])
            .unwrap();
        file.wrap_with_secret(
            WrapKind::RecoveryCode,
            &key,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            QUICK,
        )
        .unwrap();
        assert!(file.open_with_key(WrapKind::Keyring, &[7; 32]).is_some());
        assert!(file.open_with_key(WrapKind::Keyring, &[8; 32]).is_none());
        assert!(
            file.open_with_secret("abcde-fghij-klmno-pqrst-uvwxy-z")
                .is_ok()
        );
        assert!(matches!(
            file.open_with_secret("something else"),
            Err(Error::WrongSecret)
        ));
    }

    #[test]
    fn lowered_parameters_open_nothing() {
        let key = DataKey::random().unwrap();
        let mut file = KeyFile::new(&key).unwrap();
        file.wrap_with_secret(
            WrapKind::Passphrase,
            &key,
            "long enough",
            Work {
                memory: 128,
                passes: 1,
            },
        )
        .unwrap();
        let text = serde_json::to_string(&file)
            .unwrap()
            .replace("\"memory\":128", "\"memory\":64");
        let weakened: KeyFile = serde_json::from_str(&text).unwrap();
        assert!(weakened.open_with_secret("long enough").is_err());
    }

    #[test]
    fn a_file_is_replaced_whole_and_kept_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let key = DataKey::random().unwrap();
        KeyFile::new(&key).unwrap().write(&path).unwrap();
        assert!(KeyFile::read(&path).unwrap().is_some());
        assert!(
            KeyFile::read(&folder.path().join("keys.json.bak"))
                .unwrap()
                .is_some()
        );
        fs::write(&path, "{").unwrap();
        assert!(matches!(KeyFile::read(&path), Err(Error::Damaged(_))));
    }
}
