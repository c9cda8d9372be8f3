//! The system keyring: Secret Service, Keychain or Credential Manager.
//!
//! The store is asked for anew at every attempt, so that a keyring started or
//! unlocked later is found without a restart. Calls can wait for a person at
//! an unlock prompt, so they run on a thread of their own with a limit.

use super::random;
use crate::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use std::{sync::mpsc, thread, time::Duration};

/// The service under which the keys stand in the keyring.
const SERVICE: &str = "org.agoria.edutracker";

/// What the keyring answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unavailable {
    /// It has no such key. A locked keyring says the same.
    Empty,
    /// There is no keyring, or it refuses.
    NoKeyring,
    /// Nobody answered its prompt in time.
    TimedOut,
}

/// Keeps wrapping keys by key id.
pub trait Keyring: Send + Sync {
    /// The wrapping key of this id.
    ///
    /// # Errors
    /// Why there is none.
    fn get(&self, key_id: &str) -> std::result::Result<[u8; 32], Unavailable>;

    /// Stores a wrapping key.
    ///
    /// # Errors
    /// Why it cannot.
    fn set(&self, key_id: &str, key: [u8; 32]) -> std::result::Result<(), Unavailable>;

    /// Forgets a wrapping key; one that is not there is fine.
    ///
    /// # Errors
    /// Why it cannot.
    fn remove(&self, key_id: &str) -> std::result::Result<(), Unavailable>;
}

/// The keyring of the operating system.
#[derive(Debug, Clone)]
pub struct SystemKeyring {
    /// How long a person may take at the unlock prompt.
    pub patience: Duration,
}

impl Default for SystemKeyring {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(15),
        }
    }
}

fn connect() -> keyring_core::Result<()> {
    #[cfg(target_os = "linux")]
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    // On other systems the crate `keyring` chooses the store at its first entry.
    #[cfg(not(target_os = "linux"))]
    keyring::Entry::new(SERVICE, "probe").map(|_| ())?;
    Ok(())
}

fn unavailable(error: &keyring_core::Error) -> Unavailable {
    match error {
        keyring_core::Error::NoEntry => Unavailable::Empty,
        _ => Unavailable::NoKeyring,
    }
}

impl SystemKeyring {
    fn ask<T: Send + 'static>(
        &self,
        key_id: &str,
        question: impl FnOnce(keyring_core::Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> std::result::Result<T, Unavailable> {
        let (sender, receiver) = mpsc::channel();
        let user = format!("kek:{key_id}");
        thread::spawn(move || {
            let answer = connect()
                .and_then(|()| keyring_core::Entry::new(SERVICE, &user))
                .and_then(question);
            // A late answer finds nobody waiting.
            let _ = sender.send(answer.map_err(|error| unavailable(&error)));
        });
        receiver
            .recv_timeout(self.patience)
            .unwrap_or(Err(Unavailable::TimedOut))
    }
}

impl Keyring for SystemKeyring {
    fn get(&self, key_id: &str) -> std::result::Result<[u8; 32], Unavailable> {
        // KDE's wallet keeps text only.
        let text = self.ask(key_id, |entry| entry.get_password())?;
        BASE64
            .decode(text)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(Unavailable::Empty)
    }

    fn set(&self, key_id: &str, key: [u8; 32]) -> std::result::Result<(), Unavailable> {
        self.ask(key_id, move |entry| entry.set_password(&BASE64.encode(key)))
    }

    fn remove(&self, key_id: &str) -> std::result::Result<(), Unavailable> {
        match self.ask(key_id, |entry| entry.delete_credential()) {
            Err(Unavailable::Empty) => Ok(()),
            other => other,
        }
    }
}

/// No keyring: the passphrase is the only way (`--keys passphrase`).
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeyring;

impl Keyring for NoKeyring {
    fn get(&self, _: &str) -> std::result::Result<[u8; 32], Unavailable> {
        Err(Unavailable::NoKeyring)
    }

    fn set(&self, _: &str, _: [u8; 32]) -> std::result::Result<(), Unavailable> {
        Err(Unavailable::NoKeyring)
    }

    fn remove(&self, _: &str) -> std::result::Result<(), Unavailable> {
        Ok(())
    }
}

/// Whether a keyring takes and gives back a key.
pub fn works(keyring: &dyn Keyring) -> bool {
    let Ok(probe) = random() else { return false };
    keyring.set("probe", probe).is_ok()
        && keyring.get("probe") == Ok(probe)
        && keyring.remove("probe").is_ok()
}

/// A new wrapping key.
///
/// # Errors
/// When the system has no random numbers.
pub fn wrapping_key() -> Result<[u8; 32]> {
    random()
}
